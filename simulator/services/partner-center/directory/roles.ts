import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { collection, created } from '../api/answers';
import { bodyOf, customerOf, type Fields, param, type PartnerCall, type Route } from '../api/call';
import { requiredText } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import type { CustomerUser } from './model';
import { findUser, userOf, usersOf } from './people';

/** The role of the customer's administrators. */
export const COMPANY_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Directory roles and their ids, as learn.microsoft.com/partner-center/developer/get-user-roles-for-a-customer and its siblings show them. */
const ROLES = [
  { id: COMPANY_ADMINISTRATOR, name: 'Company Administrator' },
  { id: '729827e3-9c14-49f7-bb1b-9608f156bbb8', name: 'Helpdesk Administrator' },
  { id: 'f023fd81-a637-4b56-95fd-791ac0226033', name: 'Service Support Administrator' },
  { id: 'b0f54661-2d74-4c50-afa3-1ec803f12efe', name: 'Billing Administrator' },
  { id: 'fe930be7-5e62-47db-91af-98c3a49a38b1', name: 'User Account Administrator' },
  { id: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', name: 'Directory Readers' },
] as const;

const roleView = ({ id, name }: (typeof ROLES)[number]) => ({ name, id, attributes: { objectType: 'DirectoryRole' } });

function roleOf(call: PartnerCall): (typeof ROLES)[number] {
  const found = ROLES.find((one) => one.id === keyOf(param(call, 'role')));
  if (!found) throw refusal(1000, `no directory role ${param(call, 'role')}`);
  return found;
}

function memberView(roleId: string, user: CustomerUser): Fields {
  return {
    displayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    roleId,
    id: user.id,
    attributes: { objectType: 'UserMember' },
  };
}

function rolesOfUser(call: PartnerCall): Answer {
  const user = userOf(call);
  const held = partnerCenterState.of(call.azure.store).directory.roleMembers.filter((one) => one.userId === user.id);
  return collection(ROLES.filter((role) => held.some((one) => one.roleId === role.id)).map(roleView));
}

function isIn(call: PartnerCall, tenantId: string, roleId: string, userId: string): boolean {
  return partnerCenterState
    .of(call.azure.store)
    .directory.roleMembers.some(
      (one) => one.roleId === roleId && one.userId === userId && keyOf(one.customerTenantId) === keyOf(tenantId),
    );
}

function members(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const role = roleOf(call);
  return collection(
    usersOf(call.azure.store, tenant.tenantId, call.azure.clock.now())
      .filter((one) => isIn(call, tenant.tenantId, role.id, one.id))
      .map((one) => memberView(role.id, one)),
  );
}

/** Who has the role already keeps it. @throws PartnerError 3000 without an id, 1000 for an unknown role or user */
function add(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const role = roleOf(call);
  const user = findUser(call, tenant.tenantId, requiredText(bodyOf(call), 'id'));
  if (!isIn(call, tenant.tenantId, role.id, user.id))
    partnerCenterState.of(call.azure.store).directory.roleMembers.push({
      customerTenantId: tenant.tenantId,
      roleId: role.id,
      userId: user.id,
    });
  const shown = memberView(role.id, user);
  recordAudit(call, tenant, { resourceType: 'role', operationType: 'add_user_member', value: shown });
  return created(shown);
}

function remove(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const role = roleOf(call);
  const user = findUser(call, tenant.tenantId, param(call, 'user'));
  if (!isIn(call, tenant.tenantId, role.id, user.id)) throw refusal(1000, `${user.displayName} is not in ${role.name}`);
  const { directory } = partnerCenterState.of(call.azure.store);
  directory.roleMembers = directory.roleMembers.filter((one) => one.roleId !== role.id || one.userId !== user.id);
  recordAudit(call, tenant, {
    resourceType: 'role',
    operationType: 'remove_user_member',
    value: memberView(role.id, user),
  });
  return { status: 204 };
}

function allRoles(call: PartnerCall): Answer {
  customerOf(call);
  return collection(ROLES.map(roleView));
}

const AT = '/v1/customers/{customer}/directoryroles';

export const DIRECTORY_ROLES: readonly Route[] = [
  ['GET', '/v1/customers/{customer}/users/{user}/directoryroles', rolesOfUser],
  ['GET', AT, allRoles],
  ['GET', `${AT}/{role}/usermembers`, members],
  ['POST', `${AT}/{role}/usermembers`, add],
  ['DELETE', `${AT}/{role}/usermembers/{user}`, remove],
];
