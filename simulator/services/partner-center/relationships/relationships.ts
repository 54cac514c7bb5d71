import { keyOf } from '../../../kernel/ids';
import type { Store } from '../../../kernel/state/store';
import { partnerCenterState, type Relationship } from '../model';

/** The relationship between a partner and a customer, if they have one. */
export function relationshipOf(store: Store, partnerTenantId: string, customerTenantId: string): Relationship | undefined {
  return partnerCenterState
    .of(store)
    .relationships.find(
      (one) => keyOf(one.partnerTenantId) === keyOf(partnerTenantId) && keyOf(one.customerTenantId) === keyOf(customerTenantId),
    );
}

/**
 * Makes a partner and a customer know one another; of a relationship that exists already only what is named changes.
 * @param now virtual milliseconds
 */
export function relate(
  store: Store,
  partnerTenantId: string,
  customerTenantId: string,
  now: number,
  named: Partial<Pick<Relationship, 'delegatedAdmin' | 'azurePlan' | 'agreements'>> = {},
): Relationship {
  const known = relationshipOf(store, partnerTenantId, customerTenantId);
  if (known) return Object.assign(known, named);
  const made: Relationship = {
    partnerTenantId,
    customerTenantId,
    delegatedAdmin: true,
    since: now,
    azurePlan: 'none',
    agreements: [],
    ...named,
  };
  partnerCenterState.of(store).relationships.push(made);
  return made;
}

/** Ends a relationship; what the partner sold the customer stays as it is. */
export function unrelate(store: Store, relationship: Relationship): void {
  const { relationships } = partnerCenterState.of(store);
  const at = relationships.indexOf(relationship);
  if (at >= 0) relationships.splice(at, 1);
}

/** Customers of a partner, in the order in which they became so. */
export function relationshipsOf(store: Store, partnerTenantId: string): Relationship[] {
  return partnerCenterState.of(store).relationships.filter((one) => keyOf(one.partnerTenantId) === keyOf(partnerTenantId));
}
