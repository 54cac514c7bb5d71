import { answerOn, isFailure } from '../../failures/failure';
import type { AddressVerdict, CustomerService, PostalAddress } from '../../ports/customers-and-orders';
import { NO_CUSTOMER } from './customers';
import { idIn, type Json, objectIn, objectsIn, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

const CUSTOMER_AGREEMENT = 'MicrosoftCustomerAgreement';

/**
 * Customers that the partner makes. Sources: seed l.697-1157, 12406-12760; learn.microsoft.com/partner-center/developer, create-a-customer,
 * validate-an-address, verify-domain-availability, confirm-customer-agreement, delete-a-customer-account-from-the-integration-sandbox.
 */
export function newCustomers(transport: Transport): CustomerService {
  return {
    async countryRules(country) {
      try {
        const path = `/v1/countryvalidationrules/${encodeURIComponent(country)}`;
        const { body } = await transport.send(`read the rules for addresses in ${country}`, { method: 'GET', path });
        const rules = objectIn(body);
        const postalCode = textIn(rules.postalCodeRegex);
        return {
          states: wordsIn(rules.states),
          isStateRequired: rules.isStateRequired === true,
          cultures: wordsIn(rules.supportedCultures),
          languages: wordsIn(rules.supportedLanguages),
          ...(postalCode === undefined ? {} : { postalCode }),
        };
      } catch (error) {
        if (isFailure(error, 'NotFound')) return undefined;
        throw error;
      }
    },

    async validateAddress(address) {
      try {
        const { body } = await transport.send('validate the customer’s address', {
          method: 'POST',
          path: '/v1/validations/address',
          body: wireAddress(address),
        });
        const found = objectIn(body);
        const message = textIn(found.validationMessage);
        return {
          // Until 2021 a good address was a 200 without a body.
          status: textIn(found.status) ?? 'Verified',
          suggestions: objectsIn(found.suggestedAddresses).map(addressIn),
          ...(message === undefined ? {} : { message }),
        };
      } catch (error) {
        if (!isFailure(error, 'InvalidInput')) throw error;
        return correctionIn(error.message);
      }
    },

    async domainIsTaken(domain) {
      const path = `/v1/domains/${encodeURIComponent(domain)}`;
      const asked = transport.send(`ask whether ${domain} is free`, { method: 'HEAD', path });
      return asked.then(() => true).catch(answerOn('NotFound', false));
    },

    async createCustomer({ domain, companyName, address, contact, culture, language }, requestId) {
      const { email, ...person } = contact;
      const { phoneNumber } = address;
      const { body } = await transport.sendOnce(`create the customer ${domain}`, {
        method: 'POST',
        path: '/v1/customers',
        requestId,
        body: {
          companyProfile: { domain },
          billingProfile: {
            email,
            culture,
            language,
            companyName,
            defaultAddress: { ...wireAddress(address), ...person, ...(phoneNumber === undefined ? {} : { phoneNumber }) },
          },
        },
      });
      const made = objectIn(body);
      const credentials = objectIn(made.userCredentials);
      return {
        tenantId: idIn(objectIn(made.companyProfile).tenantId ?? made.id),
        administrator: { userName: textIn(credentials.userName) ?? '', password: textIn(credentials.password) ?? '' },
      };
    },

    async customerWithDomain(domain) {
      const filter = encodeURIComponent(JSON.stringify({ Field: 'Domain', Value: domain, Operator: 'starts_with' }));
      const path = `/v1/customers?size=500&filter=${filter}`;
      const found = await everyItem(transport, `look for a customer ${domain}`, path);
      const own = found.map(({ id, companyProfile }) => ({ id, profile: objectIn(companyProfile) }));
      const exact = own.find(({ profile }) => idIn(profile.domain) === domain.toLowerCase());
      return exact && idIn(exact.profile.tenantId ?? exact.id);
    },

    async deleteCustomer(tenantId, requestId) {
      const path = `/v1/customers/${encodeURIComponent(tenantId)}`;
      const deleted = transport.send(`delete customer ${tenantId} from the sandbox`, { method: 'DELETE', path, requestId });
      return deleted.then(() => true).catch(answerOn(NO_CUSTOMER, false));
    },

    async confirmAgreement(tenantId, { acceptedOn, phoneNumber, ...person }, requestId) {
      const doing = `confirm that customer ${tenantId} has accepted the customer agreement`;
      // Templates change with the agreement's versions: the one that counts now has the lowest rank.
      const templates = await everyItem(transport, doing, `/v1/agreements?agreementType=${CUSTOMER_AGREEMENT}`);
      const [template] = templates.sort((a, b) => Number(a.versionRank) - Number(b.versionRank));
      try {
        await transport.send(doing, {
          method: 'POST',
          path: `/v1/customers/${encodeURIComponent(tenantId)}/agreements`,
          requestId,
          body: {
            primaryContact: { ...person, ...(phoneNumber === undefined ? {} : { phoneNumber }) },
            templateId: textIn(template?.templateId) ?? '',
            dateAgreed: `${acceptedOn}T00:00:00Z`,
            type: CUSTOMER_AGREEMENT,
          },
        });
      } catch (error) {
        if (!isFailure(error, 'Conflict')) throw error;
      }
    },
  };
}

/** `{value: [...]}` */
function wordsIn(value: unknown): string[] {
  const { value: words } = objectIn(value);
  return Array.isArray(words) ? words.map(String) : [];
}

function wireAddress({ addressLine1, addressLine2, city, state, postalCode, country }: PostalAddress): Json {
  return {
    addressLine1,
    ...(addressLine2 === undefined ? {} : { addressLine2 }),
    city,
    ...(state === undefined ? {} : { state }),
    postalCode,
    country,
  };
}

function addressIn(value: Json): PostalAddress {
  const addressLine2 = textIn(value.addressLine2);
  const state = textIn(value.state) ?? textIn(value.region);
  return {
    addressLine1: textIn(value.addressLine1) ?? '',
    ...(addressLine2 === undefined ? {} : { addressLine2 }),
    city: textIn(value.city) ?? '',
    ...(state === undefined ? {} : { state }),
    postalCode: textIn(value.postalCode) ?? '',
    country: (textIn(value.country) ?? '').toUpperCase(),
  };
}

/** A refusal with code 2007: what is right is told in its text, in single quotes (seed l.12655). */
function correctionIn(message: string): AddressVerdict {
  const field = (name: string) =>
    new RegExp(`'${name}':'([^']*)'`).exec(/'corrected_address':\{[^}]*\}/.exec(message)?.[0] ?? '')?.[1];
  const addressLine1 = field('address_line1');
  const corrected = {
    addressLine1,
    city: field('city'),
    state: field('region'),
    postalCode: field('postal_code'),
    country: field('country'),
  };
  return { status: 'None', suggestions: addressLine1 === undefined ? [] : [addressIn(corrected)], message };
}
