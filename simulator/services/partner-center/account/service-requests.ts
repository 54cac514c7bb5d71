import type { Azure } from '../../../kernel/azure';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import type { Partner } from '../../../kernel/state/model';
import { collection, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, fieldsOf, param, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState, type ServiceRequest } from '../model';

/** Partner Center documents no call that opens one: people do it in the portal. Shapes: …/developer/service-request-resources. */

const TOPICS = [
  { id: '32444671', name: 'Cannot manage my profile', description: 'Problems with the profile of the partner' },
  { id: '32444672', name: 'Transfer of a subscription', description: 'Moving subscriptions to another partner' },
  { id: '32444673', name: 'Billing and payments', description: 'Invoices, credits and payments' },
];

const NEVER = '0001-01-01T00:00:00';
const STATUSES = ['none', 'open', 'closed', 'attention_needed'];

function inList(partner: Partner, one: ServiceRequest): Fields {
  return {
    title: one.title,
    severity: one.severity,
    id: one.id,
    status: one.status,
    primaryContact: { firstName: 'Admin', lastName: partner.name },
    createdDate: new Date(one.createdAt).toISOString(),
    lastModifiedDate: new Date(one.modifiedAt).toISOString(),
    lastClosedDate: one.closedAt === undefined ? NEVER : new Date(one.closedAt).toISOString(),
    attributes: { objectType: 'ServiceRequest' },
  };
}

function view({ azure, partner }: PartnerCall, one: ServiceRequest): Fields {
  const customer = azure.store.tenants.get(keyOf(one.customerTenantId ?? ''));
  return {
    ...inList(partner, one),
    description: one.description,
    supportTopicId: one.supportTopicId,
    supportTopicName: one.supportTopicName,
    organization: { id: customer?.tenantId ?? partner.tenantId, name: customer?.displayName ?? partner.name },
    productId: '15960',
    notes: one.notes,
  };
}

function ownOf({ azure, partner }: PartnerCall): ServiceRequest[] {
  return partnerCenterState
    .of(azure.store)
    .serviceRequests.filter((one) => keyOf(one.partnerTenantId) === keyOf(partner.tenantId));
}

function listOfCustomer(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  return collection(
    ownOf(call)
      .filter((one) => keyOf(one.customerTenantId ?? '') === keyOf(tenant.tenantId))
      .map((one) => inList(call.partner, one)),
  );
}

function find(call: PartnerCall): ServiceRequest {
  const found = ownOf(call).find((one) => one.id === param(call, 'request'));
  if (!found) throw refusal(1000, 'no such service request');
  return found;
}

/** Adds a note, changes the status, or both; `none` and null leave things as they are. */
function patch(call: PartnerCall): Answer {
  const one = find(call);
  const body = bodyOf(call);
  const status = body['status'] ?? 'none';
  if (typeof status !== 'string' || !STATUSES.includes(status.toLowerCase()))
    throw refusal(3000, `status is one of ${STATUSES.join(', ')}`);
  const now = call.azure.clock.now();
  const text = fieldsOf(body['newNote'])['text'];
  if (typeof text === 'string')
    one.notes.push({ createdByName: call.partner.name, createdDate: new Date(now).toISOString().replace('Z', ''), text });
  if (status.toLowerCase() !== 'none') {
    one.status = status.toLowerCase();
    if (one.status === 'closed') one.closedAt = now;
  }
  one.modifiedAt = now;
  return ok(view(call, one));
}

export const SERVICE_REQUESTS: readonly Route[] = [
  ['GET', '/v1/customers/{customer}/servicerequests', listOfCustomer],
  ['GET', '/v1/servicerequests', (call) => collection(ownOf(call).map((one) => inList(call.partner, one)))],
  [
    'GET',
    '/v1/servicerequests/supporttopics',
    () => collection(TOPICS.map((one) => ({ ...one, attributes: { objectType: 'SupportTopic' } }))),
  ],
  ['GET', '/v1/servicerequests/{request}', (call) => ok(view(call, find(call)))],
  ['PATCH', '/v1/servicerequests/{request}', patch],
];

/** Opens one as a person does it in the portal. Answers its id. */
export function openServiceRequest(
  azure: Azure,
  opened: Pick<ServiceRequest, 'partnerTenantId' | 'title' | 'description' | 'severity'> & {
    customerTenantId?: string | undefined;
  },
): string {
  const { customerTenantId, ...rest } = opened;
  const { serviceRequests } = partnerCenterState.of(azure.store);
  const now = azure.clock.now();
  const id = String(615_000_000_000_000 + serviceRequests.length);
  serviceRequests.push({
    ...rest,
    ...(customerTenantId === undefined ? {} : { customerTenantId }),
    id,
    status: 'open',
    supportTopicId: '32444672',
    supportTopicName: 'Transfer of a subscription',
    createdAt: now,
    modifiedAt: now,
    notes: [],
  });
  return id;
}
