import { z } from 'zod';
import { armId, guid } from './fields';

/** The keys of a world for what every service looks at: directories and who is in them, subscriptions, groups, resources. */

const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'is not a country: two letters, ISO 3166-1')
  .transform((text) => text.toUpperCase());
const tags = z.record(z.string(), z.string());

const Tenant = z.strictObject({
  tenantId: guid,
  domain: z.string().min(1).optional(),
  displayName: z.string().min(1).optional(),
  country: country.default('US'),
});
const Partner = z.strictObject({
  tenantId: guid,
  mpnId: z.string().min(1),
  /** Default: the tenant's displayName. */
  name: z.string().min(1).optional(),
  /** Default: the tenant's. */
  country: country.optional(),
  /** Default: `partner@` and the tenant's domain. */
  contactEmail: z.string().min(3).optional(),
});
const Principal = z.strictObject({
  objectId: guid,
  tenantId: guid,
  type: z.enum(['User', 'Group', 'ServicePrincipal', 'ForeignGroup']),
  displayName: z.string().min(1).optional(),
  userPrincipalName: z.string().optional(),
  clientId: guid.optional(),
  clientSecret: z.string().min(1).optional(),
  memberOf: z.array(guid).default([]),
});
const Subscription = z.strictObject({
  subscriptionId: guid,
  displayName: z.string().min(1).optional(),
  tenantId: guid,
  offerId: z.string().min(1).default('MS-AZR-0003P'),
  state: z.enum(['Enabled', 'Disabled', 'Warned', 'PastDue', 'Deleted']).default('Enabled'),
  partnerTenantId: guid.optional(),
  accountOwner: z.string().optional(),
  serviceAdministrator: z.string().optional(),
  coAdministrators: z.array(z.string()).default([]),
  /** MPN id of the digital partner of record. */
  partnerOfRecord: z.string().optional(),
  /** Unused credit (Open, BizSpark). */
  credit: z.number().min(0).optional(),
  registeredProviders: z.array(z.string().min(1)).optional(),
});
const ResourceGroup = z.strictObject({
  subscriptionId: guid,
  name: z
    .string()
    .regex(/^[-\w._()]{0,89}[-\w_()]$/, 'is not a resource group name: 1 to 90 letters, digits, - _ . ( ), no dot at the end'),
  location: z.string().min(1).default('westeurope'),
  tags: tags.optional(),
  managedBy: z.string().optional(),
});
const Resource = z.looseObject({
  id: armId,
  type: z.string().optional(),
  name: z.string().optional(),
  location: z.string().optional(),
  tags: tags.nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

export const BaseWorld = z.strictObject({
  tenants: z.array(Tenant).default([]),
  partners: z.array(Partner).default([]),
  principals: z.array(Principal).default([]),
  subscriptions: z.array(Subscription).default([]),
  resourceGroups: z.array(ResourceGroup).default([]),
  resources: z.array(Resource).default([]),
});
export type BaseWorld = z.infer<typeof BaseWorld>;
export type BaseWorldInput = z.input<typeof BaseWorld>;

/** One subscription of a world, which a service's own fields may extend. */
export const WorldSubscription = Subscription;
