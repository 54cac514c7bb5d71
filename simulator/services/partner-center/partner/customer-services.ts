import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Tenant } from '../../../kernel/state/model';
import { collection, link, ok } from '../api/answers';
import { customerOf, type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { TEMPLATES } from '../customers/agreements';
import { partnerCenterState } from '../model';
import { relationshipsOf } from '../relationships/relationships';
import { soldBy } from '../subscriptions/commerce';

/** What a partner may look after at a customer's, as Microsoft's CustomerService swagger has it. */

interface Service {
  id: string;
  name: string;
  group: string;
  admin: string;
}

const AZURE: Service = { id: 'azure', name: 'Microsoft Azure', group: 'Azure', admin: 'https://portal.azure.com' };
const OFFICE: readonly Service[] = [
  { id: 'exchange', name: 'Exchange', group: 'Microsoft Office 365', admin: 'https://admin.exchange.microsoft.com' },
  { id: 'sharepoint', name: 'SharePoint', group: 'Microsoft Office 365', admin: 'https://admin.microsoft.com/sharepoint' },
];

function servicesOf({ azure, partner }: PartnerCall, tenant: Tenant): Service[] {
  const sales = soldBy(azure.store, partner.tenantId, tenant.tenantId)
    .filter((one) => one.state !== 'Deleted')
    .map((one) => saleOf(one.offerId));
  return [...(sales.includes('licence') ? OFFICE : []), ...(sales.some((one) => one !== 'licence') ? [AZURE] : [])];
}

function managedServices(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  return collection(
    servicesOf(call, tenant).map(({ id, name, group, admin }) => ({
      id: guidFrom('managed service', id),
      name,
      groupName: group,
      links: {
        adminService: link(admin),
        serviceHealth: link('https://admin.microsoft.com/servicehealth'),
        serviceTicket: link('https://admin.microsoft.com/support'),
      },
      attributes: { objectType: 'ManagedService' },
    })),
  );
}

/** Office never fails in the simulator: every service that is sold is normal. */
function incidents(services: readonly Service[]): Fields[] {
  return services
    .filter((one) => one !== AZURE)
    .map(({ name }) => ({
      workload: name,
      incidents: [],
      status: 'normal',
      messageCenterMessages: [],
      attributes: { objectType: 'ServiceIncidents' },
    }));
}

function incidentsOfAll(call: PartnerCall): Answer {
  const { store } = call.azure;
  const services = relationshipsOf(store, call.partner.tenantId)
    .flatMap((one) => store.tenants.get(keyOf(one.customerTenantId)) ?? [])
    .flatMap((tenant) => servicesOf(call, tenant));
  return collection(incidents([...new Set(services)]));
}

/** The customer's own signature in the admin center, which the simulator does not have: agreements here are confirmed by partners. */
function directSigned(call: PartnerCall): Answer {
  customerOf(call);
  return ok({ isSigned: false });
}

/** @throws PartnerError 1000 for an unknown template */
function document(call: PartnerCall): Answer {
  const template = TEMPLATES.find((one) => one.templateId === keyOf(param(call, 'template')));
  if (!template) throw refusal(1000, `no agreement template ${param(call, 'template')}`);
  const country = (queryOf(call, 'country') ?? 'US').toUpperCase();
  const language = queryOf(call, 'language') ?? 'en-US';
  if (!/^[A-Z]{2}$/.test(country)) throw refusal(3000, 'country is two letters, ISO 3166-1');
  return ok({ displayUri: template.agreementLink, downloadUri: template.agreementLink, language, country });
}

const TYPES: Record<string, string> = {
  isindirectcloudsolutionproviderof: 'is_indirect_cloud_solution_provider_of',
  isindirectresellerof: 'is_indirect_reseller_of',
};

/** Partners that are on record for something that the caller sells. @throws PartnerError 3000 for an unknown relationship_type */
function resellers(call: PartnerCall): Answer {
  const { store } = call.azure;
  const type = TYPES[(queryOf(call, 'relationship_type') ?? '').toLowerCase()];
  if (type === undefined) throw refusal(3000, 'relationship_type is IsIndirectCloudSolutionProviderOf or IsIndirectResellerOf');
  const [seller, reseller] = type === 'is_indirect_cloud_solution_provider_of' ? ['own', 'other'] : ['other', 'own'];
  const sold = [...store.subscriptions.values()].flatMap((one) => {
    const onRecord = partnerCenterState.of(store).commerce[keyOf(one.subscriptionId)]?.partnerOnRecord;
    return onRecord === undefined || one.partnerTenantId === undefined
      ? []
      : [{ seller: keyOf(one.partnerTenantId), mpnId: onRecord }];
  });
  const own = { tenant: keyOf(call.partner.tenantId), mpnId: call.partner.mpnId };
  const found = [...store.partners.values()].filter((other) => {
    const by = seller === 'own' ? own.tenant : keyOf(other.tenantId);
    const on = reseller === 'own' ? own.mpnId : other.mpnId;
    return other !== call.partner && sold.some((one) => one.seller === by && one.mpnId === on);
  });
  return collection(
    found.map((one) => ({
      id: one.tenantId,
      name: one.name,
      relationshipType: type,
      state: 'Active',
      mpnId: one.mpnId,
      location: one.country,
      attributes: { objectType: 'PartnerRelationship' },
    })),
  );
}

const CUSTOMER = '/v1/customers/{customer}';

export const CUSTOMER_SERVICES: readonly Route[] = [
  ['GET', `${CUSTOMER}/managedservices`, managedServices],
  ['GET', `${CUSTOMER}/serviceincidents/office`, (call) => collection(incidents(servicesOf(call, customerOf(call).tenant)))],
  ['GET', '/v1/serviceincidents/office', incidentsOfAll],
  ['GET', '/v1/serviceincidents', incidentsOfAll],
  ['GET', '/v1/serviceincidents/office/count', () => ok(0)],
  ['GET', `${CUSTOMER}/directSignedMicrosoftCustomerAgreementStatus`, directSigned],
  ['GET', '/v1/agreementTemplates/{template}/document', document],
  ['GET', '/v1/relationships', resellers],
];
