import { z } from 'zod';
import { guid } from '../../kernel/world/fields';
import { worldPart } from '../../kernel/world/part';
import { sell } from './customers/sell';
import { relate } from './relationships/relationships';

/** A partner has one with every customer to whom it sells a subscription; others, and what differs, are named here. */
const Relationship = z.strictObject({
  partnerTenantId: guid,
  customerTenantId: guid,
  /** Whether the partner's AdminAgents administer on the customer's behalf. */
  delegatedAdmin: z.boolean().default(true),
});

/** The key `relationships` of a world, and the field `partnerCenterId` of its subscriptions. */
export const partnerCenterWorld = worldPart({
  keys: { relationships: z.array(Relationship).default([]) },
  subscriptionFields: {
    /** Its id in Partner Center. Default: the Azure id of a legacy subscription (MS-AZR-0145P), a derived GUID under an Azure plan (MS-AZR-0017G). */
    partnerCenterId: guid.optional(),
  },
  check({ relationships }, { knownTenant }) {
    relationships.forEach((one, at) => {
      knownTenant(`relationships[${at}].partnerTenantId`, one.partnerTenantId);
      knownTenant(`relationships[${at}].customerTenantId`, one.customerTenantId);
    });
  },
  load(store, { subscriptions, relationships }, now) {
    for (const { subscriptionId, partnerCenterId } of subscriptions) sell(store, subscriptionId, now, partnerCenterId);
    for (const { partnerTenantId, customerTenantId, delegatedAdmin } of relationships)
      relate(store, partnerTenantId, customerTenantId, now, { delegatedAdmin });
  },
});
