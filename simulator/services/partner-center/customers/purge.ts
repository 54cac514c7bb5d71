import { keyOf } from '../../../kernel/ids';
import type { Tenant } from '../../../kernel/state/model';
import type { Store } from '../../../kernel/state/store';
import { partnerCenterState } from '../model';

/** Whether somebody else still deals with the tenant: another reseller, or its own customers. */
function isNeeded(store: Store, key: string): boolean {
  return store.partners.has(key) || partnerCenterState.of(store).relationships.some((one) => keyOf(one.customerTenantId) === key);
}

function purgeSubscriptions(store: Store, key: string): void {
  for (const [id, { tenantId }] of [...store.subscriptions]) {
    if (keyOf(tenantId) !== key) continue;
    for (const group of store.groups(id)) store.removeGroup(keyOf(group.id));
    for (const items of store.scoped()) items.removeBelow(keyOf(`/subscriptions/${id}`));
    Reflect.deleteProperty(partnerCenterState.of(store).commerce, id);
    store.subscriptions.delete(id);
  }
}

/**
 * A customer's account goes with everything in it: its directory, its subscriptions, its orders. Its domain is free again.
 * Source: learn.microsoft.com/partner-center/developer/delete-a-customer-account-from-the-integration-sandbox.
 */
export function purge(store: Store, tenant: Tenant): void {
  const key = keyOf(tenant.tenantId);
  if (isNeeded(store, key)) return;
  purgeSubscriptions(store, key);
  for (const [id, { tenantId }] of [...store.principals]) if (keyOf(tenantId) === key) store.principals.delete(id);
  const { directory, shop, settled, profiles } = partnerCenterState.of(store);
  const others = <T extends { customerTenantId: string }>(all: readonly T[]) =>
    all.filter((one) => keyOf(one.customerTenantId) !== key);
  directory.users = others(directory.users);
  directory.roleMembers = others(directory.roleMembers);
  directory.licences = others(directory.licences);
  shop.carts = others(shop.carts);
  shop.orders = others(shop.orders);
  settled.domains = others(settled.domains);
  Reflect.deleteProperty(profiles, key);
  store.tenants.delete(key);
}
