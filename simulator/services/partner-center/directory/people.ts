import { keyOf } from '../../../kernel/ids';
import type { Principal } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { customerOf, param, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import type { CustomerUser } from './model';

/** A deleted user can be brought back for so many virtual milliseconds. */
const KEPT = 30 * 86_400_000;

function fromPrincipal(store: Store, one: Principal): CustomerUser {
  const tenant = store.tenants.get(keyOf(one.tenantId));
  const [firstName = one.displayName, ...rest] = one.displayName.split(' ');
  return {
    id: one.objectId,
    customerTenantId: one.tenantId,
    usageLocation: tenant?.country ?? 'US',
    userPrincipalName: one.userPrincipalName ?? `${one.objectId}@${tenant?.domain ?? ''}`,
    firstName,
    lastName: rest.join(' ') || firstName,
    displayName: one.displayName,
    forceChangePassword: false,
    createdAt: one.createdAt,
  };
}

/** Users of a customer: those that a world or Azure made, and those that partners have written; deleted ones for 30 days. */
export function usersOf(store: Store, tenantId: string, now: number): CustomerUser[] {
  const written = partnerCenterState.of(store).directory.users.filter((one) => keyOf(one.customerTenantId) === keyOf(tenantId));
  const ids = new Set(written.map((one) => keyOf(one.id)));
  const others = [...store.principals.values()].filter(
    (one) => one.type === 'User' && keyOf(one.tenantId) === keyOf(tenantId) && !ids.has(keyOf(one.objectId)),
  );
  return [
    ...others.map((one) => fromPrincipal(store, one)),
    ...written.filter((one) => one.deletedAt === undefined || one.deletedAt + KEPT > now),
  ];
}

/**
 * The user that the path names, `{user}`: by its id or its user principal name.
 * @throws PartnerError as customerOf does; 1000 when there is none, or only a deleted one and `withDeleted` is not set
 */
export function userOf(call: PartnerCall, options: { withDeleted?: boolean } = {}): CustomerUser {
  const { tenant } = customerOf(call);
  return findUser(call, tenant.tenantId, param(call, 'user'), options);
}

export function findUser(
  { azure }: PartnerCall,
  tenantId: string,
  id: string,
  options: { withDeleted?: boolean } = {},
): CustomerUser {
  const wanted = keyOf(id.trim());
  const found = usersOf(azure.store, tenantId, azure.clock.now()).find(
    (one) => keyOf(one.id) === wanted || keyOf(one.userPrincipalName) === wanted,
  );
  if (!found || (found.deletedAt !== undefined && options.withDeleted !== true)) throw refusal(1000, `no user ${id}`);
  return found;
}

/** Keeps what a partner has written of a user, and what of it the directory knows too. */
export function keepUser(store: Store, user: CustomerUser): void {
  const { users } = partnerCenterState.of(store).directory;
  const at = users.findIndex((one) => keyOf(one.id) === keyOf(user.id));
  if (at < 0) users.push(user);
  else users[at] = user;
  const known = store.principals.get(keyOf(user.id));
  if (user.deletedAt !== undefined) {
    store.principals.delete(keyOf(user.id));
    return;
  }
  store.principals.set(keyOf(user.id), {
    memberOf: known?.memberOf ?? [],
    objectId: user.id,
    tenantId: user.customerTenantId,
    type: 'User',
    displayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    createdAt: user.createdAt,
  });
}
