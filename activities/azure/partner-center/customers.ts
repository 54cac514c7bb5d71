import type { FailureType } from '../../../contracts/run/failures';
import { answerOn, isFailure, statusOf } from '../../failures/failure';
import type { PartnerCenter, PartnerCustomer } from '../../ports/partner-center';
import { idIn, type Json, objectIn, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

type Customers = Pick<
  PartnerCenter,
  'profile' | 'mpnIdExists' | 'customer' | 'customers' | 'relationshipRequest' | 'customerAgreement'
>;

/** Who the partner is and whose reseller. Sources: learn.microsoft.com/partner-center/developer, customer-resources and profile-resources. */
export function customers(transport: Transport): Customers {
  const get = async (doing: string, path: string): Promise<Json> =>
    objectIn((await transport.send(doing, { method: 'GET', path })).body);

  return {
    async profile() {
      const [mpn, organization] = await Promise.all([
        get('read the partner’s MPN profile', '/v1/profiles/mpn'),
        get('read the partner’s organization profile', '/v1/profiles/organization'),
      ]);
      return {
        mpnId: textIn(mpn.mpnId) ?? '',
        name: textIn(organization.companyName) ?? '',
        country: (textIn(objectIn(organization.defaultAddress).country) ?? '').toUpperCase(),
      };
    },

    async mpnIdExists(mpnId) {
      try {
        await get(`look up MPN id ${mpnId}`, `/v1/profiles/mpn?mpnId=${encodeURIComponent(mpnId)}`);
        return true;
      } catch (error) {
        if (isFailure(error) && statusOf(error) === 404) return false;
        throw error;
      }
    },

    async customer(tenantId) {
      const found = await get(`read customer ${tenantId}`, `/v1/customers/${encodeURIComponent(tenantId)}`).catch(
        answerOn(NO_CUSTOMER, undefined),
      );
      return found && customerIn(found);
    },

    async customers() {
      return (await everyItem(transport, 'list the customers', '/v1/customers?size=500')).map(customerIn);
    },

    async relationshipRequest() {
      const { url } = await get('ask for a relationship link', '/v1/customers/relationshiprequests');
      return textIn(url) ?? '';
    },

    async customerAgreement(tenantId) {
      const doing = `read the agreements of customer ${tenantId}`;
      const customer = `/v1/customers/${encodeURIComponent(tenantId)}`;
      // Without a type the older Cloud Agreement is meant, which does not count for Azure (swagger CustomerService).
      const found = await everyItem(transport, doing, `${customer}/agreements?agreementType=MicrosoftCustomerAgreement`);
      return found.length > 0 || signedDirectly(transport, doing, customer);
    },
  };
}

/** A customer may have accepted in Microsoft’s admin centre itself; then its partner has confirmed nothing (swagger CustomerService). */
async function signedDirectly(transport: Transport, doing: string, customer: string): Promise<boolean> {
  const path = `${customer}/directSignedMicrosoftCustomerAgreementStatus`;
  // Not offered in every cloud: then only the partner's confirmation counts.
  const answer = await transport.send(doing, { method: 'GET', path }).catch(answerOn('NotFound', undefined));
  return objectIn(answer?.body).isSigned === true;
}

/** What Partner Center says of who is no customer of the partner: 20002, or 404. Any other 403 says that we may not ask. */
export const NO_CUSTOMER: FailureType[] = ['NoRelationship', 'NotFound'];

function customerIn(value: Json): PartnerCustomer {
  const company = objectIn(value.companyProfile);
  const [country] = [objectIn(objectIn(value.billingProfile).defaultAddress), objectIn(company.address)]
    .map((address) => textIn(address.country))
    .filter((found) => found !== undefined);
  return {
    tenantId: idIn(company.tenantId ?? value.id),
    name: textIn(company.companyName) ?? '',
    domain: textIn(company.domain) ?? '',
    ...(country === undefined ? {} : { country: country.toUpperCase() }),
  };
}
