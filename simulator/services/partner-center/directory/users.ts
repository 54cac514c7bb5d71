import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { link, moment, ok, page } from '../api/answers';
import { bodyOf, customerOf, type Fields, fieldsOf, type PartnerCall, queryOf, type Route } from '../api/call';
import { requiredText, textOf } from '../api/checks';
import { PartnerError, refusal } from '../api/errors';
import { filterOf } from '../api/filter';
import { partnerCenterState } from '../model';
import type { CustomerUser } from './model';
import { keepUser, userOf, usersOf } from './people';

/** Shapes: learn.microsoft.com/partner-center/developer/user-resources, create-user-accounts-for-a-customer. */

function pathOf(user: CustomerUser): string {
  return `/customers/${user.customerTenantId}/users/${user.id}`;
}

function view(user: CustomerUser): Fields {
  return {
    usageLocation: user.usageLocation,
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    firstName: user.firstName,
    lastName: user.lastName,
    displayName: user.displayName,
    ...(user.immutableId === undefined ? {} : { immutableId: user.immutableId }),
    lastDirectorySyncTime: null,
    userDomainType: 'none',
    state: user.deletedAt === undefined ? 'active' : 'inactive',
    softDeletionTime: user.deletedAt === undefined ? null : moment(user.deletedAt),
    links: { self: link(pathOf(user)) },
    attributes: { objectType: 'CustomerUser' },
  };
}

/** The one answer in which the password stands: to the request that set it. */
function viewWithPassword(user: CustomerUser, password: string): Fields {
  return { ...view(user), passwordProfile: { forceChangePassword: user.forceChangePassword, password } };
}

function list(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const filter = filterOf(call, ['userstate', 'userstatus'], ['equals']);
  const wantsDeleted = filter?.value.toLowerCase() === 'inactive';
  const direction = queryOf(call, 'sortdirection')?.toLowerCase() === 'descending' ? -1 : 1;
  const shown = usersOf(call.azure.store, tenant.tenantId, call.azure.clock.now())
    .filter((one) => (one.deletedAt !== undefined) === wantsDeleted)
    .sort((a, b) => direction * a.displayName.localeCompare(b.displayName));
  return page(call, shown.map(view), `/customers/${tenant.tenantId}/users`);
}

function assertFree(call: PartnerCall, tenantId: string, name: string, except?: string): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(name)) throw refusal(3000, 'userPrincipalName is a name and a domain with @ between them');
  const taken = usersOf(call.azure.store, tenantId, call.azure.clock.now()).some(
    (one) => keyOf(one.userPrincipalName) === keyOf(name) && one.id !== except,
  );
  if (taken) throw new PartnerError(409, 3000, `Invalid property: a user ${name} exists already`);
}

/** @throws PartnerError 3000 for what is missing, 409 when the name is taken */
function create(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const body = bodyOf(call);
  const profile = fieldsOf(body['passwordProfile']);
  const password = requiredText(profile, 'password', 'passwordProfile.password');
  const immutableId = textOf(body['immutableId']);
  const user: CustomerUser = {
    id: newGuid(),
    customerTenantId: tenant.tenantId,
    usageLocation: requiredText(body, 'usageLocation'),
    userPrincipalName: requiredText(body, 'userPrincipalName'),
    firstName: requiredText(body, 'firstName'),
    lastName: requiredText(body, 'lastName'),
    displayName: requiredText(body, 'displayName'),
    ...(immutableId === undefined ? {} : { immutableId }),
    forceChangePassword: profile['forceChangePassword'] === true,
    createdAt: call.azure.clock.now(),
  };
  assertFree(call, tenant.tenantId, user.userPrincipalName);
  keepUser(call.azure.store, user);
  recordAudit(call, tenant, { resourceType: 'user', operationType: 'create_customer_user', value: view(user) });
  return ok(viewWithPassword(user, password));
}

const TEXTS = ['usageLocation', 'userPrincipalName', 'firstName', 'lastName', 'displayName', 'immutableId'] as const;

/** Changes what is named; `state: active` brings a deleted user back. @throws PartnerError 3000, 409; 1000 for a deleted one that stays so */
function patch(call: PartnerCall): Answer {
  const body = bodyOf(call);
  const restores = textOf(body['state'])?.toLowerCase() === 'active';
  const { deletedAt, ...before } = userOf(call, { withDeleted: restores });
  const user: CustomerUser = before;
  for (const name of TEXTS) user[name] = textOf(body[name]) ?? user[name] ?? '';
  if (user.immutableId === '') delete user.immutableId;
  assertFree(call, user.customerTenantId, user.userPrincipalName, user.id);
  const profile = fieldsOf(body['passwordProfile']);
  const password = textOf(profile['password']);
  if (password !== undefined) user.forceChangePassword = profile['forceChangePassword'] === true;
  keepUser(call.azure.store, user);
  const operationType = deletedAt === undefined ? 'update_customer_user' : 'restore_customer_user';
  recordAudit(call, customerOf(call).tenant, { resourceType: 'user', operationType, value: view(user) });
  return ok(password === undefined ? view(user) : viewWithPassword(user, password));
}

function remove(call: PartnerCall): Answer {
  const user = userOf(call);
  const { store, clock } = call.azure;
  keepUser(store, { ...user, deletedAt: clock.now() });
  const { directory } = partnerCenterState.of(store);
  directory.roleMembers = directory.roleMembers.filter((one) => one.userId !== user.id);
  directory.licences = directory.licences.filter((one) => one.userId !== user.id);
  recordAudit(call, customerOf(call).tenant, { resourceType: 'user', operationType: 'delete_customer_user', value: view(user) });
  return { status: 204 };
}

const AT = '/v1/customers/{customer}/users';

export const USERS: readonly Route[] = [
  ['GET', AT, list],
  ['POST', AT, create],
  ['GET', `${AT}/{user}`, (call) => ok(view(userOf(call)))],
  ['PATCH', `${AT}/{user}`, patch],
  ['DELETE', `${AT}/{user}`, remove],
];
