import { z } from 'zod';
import { ClassicWorld } from '../services/classic/schema';
import { WorldMeter, WorldUsage } from '../services/billing/world-schema';
import { WorldEnrolment } from '../services/enterprise/world';
import { GUID } from '../kernel/guids';
import { QUOTAS, quotaNamed } from '../services/quotas/limits';

const guid = z.string().regex(GUID, 'is not a GUID');
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'is not a country: two letters, ISO 3166-1')
  .transform((text) => text.toUpperCase());
const tags = z.record(z.string(), z.string());
const notModelled = 'is not modelled yet: leave it out or empty';
const emptyList = z.array(z.unknown()).max(0, notModelled);
const emptyObject = z.record(z.string(), z.unknown()).refine((value) => Object.keys(value).length === 0, notModelled);
const nothingYet = z.union([emptyList, emptyObject], { error: notModelled });
/** As ARM's GET answers it, or the short form of the same. */
const id = z.string().startsWith('/', 'must be a full ARM id, beginning with /subscriptions/');

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
/** A partner has one with every customer to whom it sells a subscription; others, and what differs, are named here. */
const Relationship = z.strictObject({
  partnerTenantId: guid,
  customerTenantId: guid,
  /** Whether the partner's AdminAgents administer on the customer's behalf. */
  delegatedAdmin: z.boolean().default(true),
});
const Subscription = z.strictObject({
  subscriptionId: guid,
  displayName: z.string().min(1).optional(),
  tenantId: guid,
  offerId: z.string().min(1).default('MS-AZR-0003P'),
  state: z.enum(['Enabled', 'Disabled', 'Warned', 'PastDue', 'Deleted']).default('Enabled'),
  partnerTenantId: guid.optional(),
  /** Its id in Partner Center. Default: the Azure id of a legacy subscription (MS-AZR-0145P), a derived GUID under an Azure plan (MS-AZR-0017G). */
  partnerCenterId: guid.optional(),
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
  id,
  type: z.string().optional(),
  name: z.string().optional(),
  location: z.string().optional(),
  tags: tags.nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
const scoped = {
  id: id.optional(),
  name: z.string().min(1).optional(),
  type: z.string().optional(),
  scope: z.string().startsWith('/').optional(),
};
const Lock = z.strictObject({
  ...scoped,
  level: z.enum(['CanNotDelete', 'ReadOnly']).optional(),
  notes: z.string().optional(),
  properties: z.looseObject({ level: z.enum(['CanNotDelete', 'ReadOnly']), notes: z.string().nullish() }).optional(),
});
const RoleAssignment = z.strictObject({
  ...scoped,
  role: z.string().optional(),
  roleDefinitionId: z.string().optional(),
  principalId: guid.optional(),
  principalType: z.string().optional(),
  properties: z.looseObject({ roleDefinitionId: z.string(), principalId: guid, principalType: z.string().optional() }).optional(),
});
const CustomRole = z.strictObject({
  /** GUID. */
  name: guid,
  roleName: z.string().min(1),
  description: z.string().default(''),
  actions: z.array(z.string()),
  notActions: z.array(z.string()).default([]),
  /** Subscriptions, resource groups; all in one directory. */
  assignableScopes: z.array(id).min(1),
});
const PolicyAssignment = z.strictObject({
  ...scoped,
  displayName: z.string().optional(),
  policyRule: z.record(z.string(), z.unknown()).optional(),
  policyDefinitionId: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  properties: z.looseObject({ policyDefinitionId: z.string().optional() }).optional(),
});
const Quota = z.strictObject({
  subscriptionId: guid,
  /** Left out: in every region. */
  location: z.string().min(1).optional(),
  /** As the usage lists have it: cores, standardDSv3Family, PublicIPAddresses. Left out: every one. */
  name: z
    .string()
    .refine((name) => quotaNamed(name) !== undefined, `is not one of ${QUOTAS.map(({ name }) => name).join(', ')}`)
    .optional(),
  limit: z.int().min(0),
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

/** The world file's form (its keys are the product's public interface). */
export const World = z.strictObject({
  tenants: z.array(Tenant).default([]),
  partners: z.array(Partner).default([]),
  relationships: z.array(Relationship).default([]),
  subscriptions: z.array(Subscription).default([]),
  resourceGroups: z.array(ResourceGroup).default([]),
  resources: z.array(Resource).default([]),
  roleAssignments: z.array(RoleAssignment).default([]),
  locks: z.array(Lock).default([]),
  customRoles: z.array(CustomRole).default([]),
  policyAssignments: z.array(PolicyAssignment).default([]),
  quotas: z.array(Quota).default([]),
  principals: z.array(Principal).default([]),
  classic: z.array(ClassicWorld).default([]),
  enrolments: z.array(WorldEnrolment).default([]),
  onPremises: nothingYet.optional(),
  meters: z.array(WorldMeter).default([]),
  usage: z.array(WorldUsage).default([]),
});
export type World = z.infer<typeof World>;
/** What may be written; what is left out gets a default. */
export type WorldInput = z.input<typeof World>;
