import { loadMetering } from '../services/billing/world-metering';
import type { ArmResource } from '../kernel/arm-types';
import { loadClassic } from '../services/classic/load';
import { addEnrolments } from '../services/enterprise/world';
import { guidFrom } from '../kernel/guids';
import { keyOf, parseId } from '../kernel/ids';
import { sell } from '../services/partner-center/customers/sell';
import { relate } from '../services/partner-center/relationships/relationships';
import { builtInRole, OWNER } from '../kernel/built-in-roles';
import { addGroup } from '../kernel/state/add-group';
import { setAdministrators } from '../kernel/state/administrators';
import type { Subscription, Tenant } from '../kernel/state/model';
import type { Store } from '../kernel/state/store';
import { contradictions, resourceTypeOf, schemaProblems } from './check';
import { embedChildren } from './embed-children';
import { adminAgents, defaultApp } from '../kernel/identities';
import { loadQuotas } from './quotas';
import { roleAssignment, scopedItem, scopeOf } from '../kernel/role-assignment';
import { World } from './schema';
import { WorldError } from '../kernel/world-error';

/** Registered in every subscription that does not say otherwise; the rest of Azure's namespaces have to be registered first. */
const USUALLY_REGISTERED = [
  'Microsoft.Compute',
  'Microsoft.Network',
  'Microsoft.Storage',
  'Microsoft.KeyVault',
  'Microsoft.Support',
  'Microsoft.RecoveryServices',
];
/** Azure registers these itself and never lets go of them. */
export const ALWAYS_REGISTERED = [
  'Microsoft.Resources',
  'Microsoft.Authorization',
  'Microsoft.Management',
  'Microsoft.Subscription',
  'Microsoft.Billing',
  'Microsoft.Consumption',
  'Microsoft.Commerce',
  'Microsoft.Features',
];

/** A tenant with the application that every tenant has. */
export function addTenant(store: Store, tenant: Tenant, now: number): void {
  store.tenants.set(keyOf(tenant.tenantId), tenant);
  const app = defaultApp(tenant, now);
  store.principals.set(app.objectId, app);
}

function makePartner(store: Store, tenantId: string, now: number): string {
  const tenant = store.tenants.get(keyOf(tenantId)) as Tenant;
  const group = adminAgents(tenant, now);
  if (!store.principals.has(group.objectId)) store.principals.set(group.objectId, group);
  for (const principal of store.principals.values()) {
    const isApp = principal.tenantId === tenant.tenantId && principal.clientId !== undefined;
    if (isApp && !principal.memberOf.includes(group.objectId)) principal.memberOf.push(group.objectId);
  }
  return group.objectId;
}

function addSubscription(store: Store, subscription: Subscription, now: number): void {
  store.subscriptions.set(keyOf(subscription.subscriptionId), subscription);
  const scope = `/subscriptions/${subscription.subscriptionId}`;
  const tenant = store.tenants.get(keyOf(subscription.tenantId)) as Tenant;
  store.roleAssignments.put(roleAssignment(scope, OWNER, defaultApp(tenant, now).objectId, 'ServicePrincipal', now));
  if (subscription.partnerTenantId !== undefined) {
    store.roleAssignments.put(
      roleAssignment(scope, OWNER, makePartner(store, subscription.partnerTenantId, now), 'ForeignGroup', now),
    );
  }
}

function addResource(store: Store, written: World['resources'][number], now: number): void {
  const parsed = parseId(written.id);
  const subscriptionId = parsed?.subscriptionId as string;
  const group = parsed?.resourceGroup as string;
  if (!store.group(subscriptionId, group))
    addGroup(store, { subscriptionId, name: group, location: written.location ?? 'westeurope' }, now);
  const { tags, properties, ...rest } = written;
  const resource: ArmResource = {
    ...rest,
    id: written.id,
    name: parsed?.providers.at(-1)?.names.at(-1) as string,
    type: resourceTypeOf(written.id) as string,
  } as ArmResource;
  if (tags) resource.tags = tags;
  if (properties) resource.properties = { provisioningState: 'Succeeded', ...properties };
  const subscription = store.subscriptions.get(keyOf(subscriptionId));
  if (subscription) subscription.registrations[keyOf(resource.type.split('/')[0] as string)] = 'Registered';
  store.putResource({ resource, createdAt: now, changedAt: now, knownDangling: [] });
}

/** An assignment; a rule that is written in it becomes a definition of the subscription, which Azure's assignments refer to. */
function addPolicy(store: Store, policy: World['policyAssignments'][number], now: number): void {
  const { displayName = policy.name ?? 'policy', policyRule, parameters } = policy;
  const name = guidFrom('policy', scopeOf(policy), JSON.stringify([displayName, policyRule, parameters, policy.properties]));
  const definition =
    policyRule &&
    scopedItem(
      'policyDefinitions',
      { scope: `/subscriptions/${parseId(policy.scope ?? policy.id ?? '')?.subscriptionId ?? ''}` },
      name,
      { displayName, policyType: 'Custom', mode: 'All', policyRule },
      now,
    );
  if (definition) store.policyDefinitions.put(definition);
  const policyDefinitionId = definition?.id ?? policy.policyDefinitionId;
  const properties = {
    displayName,
    ...(policyDefinitionId === undefined ? {} : { policyDefinitionId }),
    ...(parameters === undefined ? {} : { parameters }),
    ...policy.properties,
  };
  store.policyAssignments.put(scopedItem('policyAssignments', policy, name, properties, now));
}

/**
 * Adds a world to what is there, all of it or nothing. References to resources that do not exist are kept and remembered as dangling from the start.
 * @throws WorldError with every problem at once
 */
export function loadWorld(store: Store, input: unknown, now: number): void {
  const parsed = World.safeParse(input);
  if (!parsed.success) throw new WorldError(schemaProblems(parsed.error));
  const world = parsed.data;
  const problems = contradictions(world, store);
  if (problems.length > 0) throw new WorldError(problems);

  for (const tenant of world.tenants) {
    if (store.tenants.has(keyOf(tenant.tenantId))) continue;
    const short = tenant.tenantId.slice(0, 8);
    addTenant(
      store,
      {
        tenantId: tenant.tenantId,
        domain: tenant.domain ?? `tenant-${short}.onmicrosoft.com`,
        displayName: tenant.displayName ?? tenant.domain?.split('.')[0] ?? `Tenant ${short}`,
        country: tenant.country,
      },
      now,
    );
  }
  for (const principal of world.principals) {
    const { userPrincipalName, clientId, clientSecret, ...rest } = principal;
    store.principals.set(keyOf(principal.objectId), {
      ...rest,
      displayName: principal.displayName ?? principal.type,
      createdAt: now,
      ...(userPrincipalName === undefined ? {} : { userPrincipalName }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
    });
  }
  for (const partner of world.partners) {
    const tenant = store.tenants.get(keyOf(partner.tenantId)) as Tenant;
    store.partners.set(keyOf(partner.tenantId), {
      tenantId: partner.tenantId,
      mpnId: partner.mpnId,
      name: partner.name ?? tenant.displayName,
      country: partner.country ?? tenant.country,
      contactEmail: partner.contactEmail ?? `partner@${tenant.domain}`,
    });
    makePartner(store, partner.tenantId, now);
  }
  for (const {
    registeredProviders,
    partnerTenantId,
    partnerCenterId,
    accountOwner,
    partnerOfRecord,
    credit,
    serviceAdministrator,
    coAdministrators,
    displayName,
    ...one
  } of world.subscriptions) {
    const registrations: Subscription['registrations'] = {};
    for (const namespace of [...ALWAYS_REGISTERED, ...(registeredProviders ?? USUALLY_REGISTERED)])
      registrations[keyOf(namespace)] = 'Registered';
    addSubscription(
      store,
      {
        ...one,
        displayName: displayName ?? `Subscription ${one.subscriptionId.slice(0, 8)}`,
        registrations,
        ...(partnerTenantId === undefined ? {} : { partnerTenantId }),
        ...(accountOwner === undefined ? {} : { accountOwner }),
        ...(partnerOfRecord === undefined ? {} : { partnerOfRecord }),
        ...(credit === undefined ? {} : { credit }),
      },
      now,
    );
    setAdministrators(store, one.subscriptionId, [
      ...(serviceAdministrator === undefined
        ? []
        : [{ emailAddress: serviceAdministrator, role: 'ServiceAdministrator' as const }]),
      ...coAdministrators.map((emailAddress) => ({ emailAddress, role: 'CoAdministrator' as const })),
    ]);
    sell(store, one.subscriptionId, now, partnerCenterId);
  }
  for (const { partnerTenantId, customerTenantId, delegatedAdmin } of world.relationships)
    relate(store, partnerTenantId, customerTenantId, now, { delegatedAdmin });
  for (const group of world.resourceGroups) addGroup(store, group, now);
  for (const resource of world.resources) addResource(store, resource, now);
  embedChildren(store);
  for (const classic of world.classic) loadClassic(store, classic, now);
  for (const resource of world.resources) {
    const stored = store.find(resource.id);
    if (stored) stored.knownDangling = store.dangling(stored.resource);
  }
  for (const lock of world.locks) {
    const notes = lock.notes ?? lock.properties?.notes ?? undefined;
    store.locks.put(
      scopedItem(
        'locks',
        lock,
        guidFrom('lock', scopeOf(lock)),
        { level: lock.level ?? lock.properties?.level, ...(notes === undefined ? {} : { notes }) },
        now,
      ),
    );
  }
  for (const { assignableScopes, ...role } of world.customRoles) {
    const tenantId = store.subscriptions.get(keyOf(parseId(assignableScopes[0] ?? '')?.subscriptionId ?? ''))?.tenantId ?? '';
    const when = new Date(now).toISOString();
    const name = keyOf(role.name);
    store.customRoles.set(name, { ...role, dataActions: [], name, assignableScopes, tenantId, createdOn: when, updatedOn: when });
  }
  addEnrolments(store, world.enrolments);
  for (const one of world.roleAssignments) {
    const named = (one.properties?.roleDefinitionId ?? one.roleDefinitionId ?? one.role) as string;
    const role = builtInRole(named)?.name ?? named.slice(named.lastIndexOf('/') + 1);
    const principalId = (one.principalId ?? one.properties?.principalId) as string;
    const type =
      one.principalType ?? one.properties?.principalType ?? store.principals.get(keyOf(principalId))?.type ?? 'ServicePrincipal';
    const scope = (
      one.scope ?? (one.id as string).replace(/\/providers\/microsoft\.authorization\/roleassignments\/[^/]+\/?$/i, '')
    ).replace(/\/+$/, '');
    store.roleAssignments.put(roleAssignment(scope, role, principalId, type, now, { id: one.id, name: one.name }));
  }
  for (const policy of world.policyAssignments) addPolicy(store, policy, now);
  loadQuotas(store, world);
  loadMetering(store, world, now);
}
