import { GUID, guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { assertUnchanged, collection, created, ok } from '../api/answers';
import { bodyOf, type Fields, fieldsOf, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { requiredList, requiredText } from '../api/checks';
import { PartnerError, refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { relationshipOf } from '../relationships/relationships';
import type { SelfServePolicy } from './model';

/** What customers may buy for themselves, the partner paying. Shapes: …/developer/self-serve-policy-resources and CustomerService's swagger. */

/** A quoted GUID that is another one for each version. */
function etag({ id, version }: SelfServePolicy): string {
  return `"${guidFrom('self-serve policy', id, String(version))}"`;
}

function view(policy: SelfServePolicy): Fields {
  return {
    id: policy.id,
    selfServeEntity: { selfServeEntityType: 'customer', tenantID: policy.entityTenantId },
    grantor: { grantorType: 'billToPartner', tenantID: policy.grantorTenantId },
    permissions: policy.permissions,
    attributes: { etag: etag(policy), objectType: 'SelfServePolicy' },
  };
}

function policies(call: PartnerCall): SelfServePolicy[] {
  return partnerCenterState
    .of(call.azure.store)
    .settled.selfServePolicies.filter((one) => keyOf(one.grantorTenantId) === keyOf(call.partner.tenantId));
}

function policyOf(call: PartnerCall): SelfServePolicy {
  const found = policies(call).find((one) => keyOf(one.id) === keyOf(param(call, 'policy')));
  if (!found) throw refusal(1000, `no self-serve policy ${param(call, 'policy')}`);
  return found;
}

function permissionsIn(body: Fields): SelfServePolicy['permissions'] {
  return requiredList(body, 'permissions').map((one, at) => {
    const resource = requiredText(fieldsOf(one), 'resource', `permissions[${at}].resource`);
    const action = requiredText(fieldsOf(one), 'action', `permissions[${at}].action`);
    if (!['AzureReservedInstances', 'AzureSavingsPlan'].includes(resource) || action !== 'Purchase')
      throw refusal(3000, `permissions[${at}] is Purchase of AzureReservedInstances or AzureSavingsPlan`);
    return { resource, action };
  });
}

/** @throws PartnerError 3000 for what is missing or another's, 20002 for no customer, 409 when the customer has one */
function create(call: PartnerCall): Answer {
  const { store } = call.azure;
  const body = bodyOf(call);
  const entity = fieldsOf(body['selfServeEntity']);
  const grantor = fieldsOf(body['grantor']);
  const tenant = requiredText(entity, 'tenantID', 'selfServeEntity.tenantID');
  if (requiredText(entity, 'selfServeEntityType', 'selfServeEntity.selfServeEntityType').toLowerCase() !== 'customer')
    throw refusal(3000, 'selfServeEntity.selfServeEntityType is customer');
  if (requiredText(grantor, 'grantorType', 'grantor.grantorType').toLowerCase() !== 'billtopartner')
    throw refusal(3000, 'grantor.grantorType is billToPartner');
  if (keyOf(requiredText(grantor, 'tenantID', 'grantor.tenantID')) !== keyOf(call.partner.tenantId))
    throw refusal(3000, 'grantor.tenantID is the caller');
  if (!relationshipOf(store, call.partner.tenantId, tenant)) throw refusal(20002);
  const policy: SelfServePolicy = {
    id: `${keyOf(call.partner.tenantId)}_${keyOf(tenant)}`,
    entityTenantId: tenant,
    grantorTenantId: call.partner.tenantId,
    permissions: permissionsIn(body),
    version: 1,
  };
  if (policies(call).some((one) => one.id === policy.id))
    throw new PartnerError(409, 3000, 'Invalid property: the customer has a self-serve policy already');
  partnerCenterState.of(store).settled.selfServePolicies.push(policy);
  return created(view(policy));
}

/** @throws PartnerError 3000 unless entity_id is a GUID */
function list(call: PartnerCall): Answer {
  const entity = queryOf(call, 'entity_id');
  if (entity === undefined || !GUID.test(entity)) throw refusal(3000, 'entity_id is a GUID');
  return collection(
    policies(call)
      .filter((one) => keyOf(one.entityTenantId) === keyOf(entity))
      .map(view),
  );
}

/** @throws PartnerError 2055 for a stale etag */
function update(call: PartnerCall): Answer {
  const policy = policyOf(call);
  const body = bodyOf(call);
  const named = fieldsOf(body['attributes'])['etag'];
  // Quotes belong to the tag here; clients send it with them or without.
  const tag = typeof named === 'string' ? { attributes: { etag: named.replaceAll('"', '') } } : {};
  assertUnchanged(call, tag, etag(policy).replaceAll('"', ''));
  policy.permissions = permissionsIn(body);
  policy.version += 1;
  return ok(view(policy));
}

function remove(call: PartnerCall): Answer {
  const policy = policyOf(call);
  const { settled } = partnerCenterState.of(call.azure.store);
  settled.selfServePolicies = settled.selfServePolicies.filter((one) => one !== policy);
  return { status: 204 };
}

const AT = '/v1/SelfServePolicy';

export const SELF_SERVE_POLICIES: readonly Route[] = [
  ['GET', AT, list],
  ['POST', AT, create],
  ['GET', `${AT}/{policy}`, (call) => ok(view(policyOf(call)))],
  ['PUT', `${AT}/{policy}`, update],
  ['DELETE', `${AT}/{policy}`, remove],
];
