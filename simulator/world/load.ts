import type { ArmResource } from '../kernel/arm-types';
import { keyOf, parseId } from '../kernel/ids';
import type { Service } from '../kernel/service';
import { addGroup } from '../kernel/state/add-group';
import { addSubscription } from '../kernel/state/add-subscription';
import { addAdminAgents, addTenant } from '../kernel/state/add-tenant';
import { setAdministrators } from '../kernel/state/administrators';
import type { Tenant } from '../kernel/state/model';
import type { Store } from '../kernel/state/store';
import type { BaseWorld } from '../kernel/world/base';
import { schemaProblems, WorldError } from '../kernel/world/world-error';
import { SERVICES } from '../services';
import { contradictions } from './check';
import { embedChildren } from './embed-children';
import { resourceTypeOf } from './resource-type';
import { worldSchema } from './schema';

function addDirectories(store: Store, { tenants, principals, partners }: BaseWorld, now: number): void {
  for (const tenant of tenants) {
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
  for (const { userPrincipalName, clientId, clientSecret, ...rest } of principals) {
    store.principals.set(keyOf(rest.objectId), {
      ...rest,
      displayName: rest.displayName ?? rest.type,
      createdAt: now,
      ...(userPrincipalName === undefined ? {} : { userPrincipalName }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
    });
  }
  for (const partner of partners) {
    const tenant = store.tenants.get(keyOf(partner.tenantId)) as Tenant;
    store.partners.set(keyOf(partner.tenantId), {
      tenantId: partner.tenantId,
      mpnId: partner.mpnId,
      name: partner.name ?? tenant.displayName,
      country: partner.country ?? tenant.country,
      contactEmail: partner.contactEmail ?? `partner@${tenant.domain}`,
    });
    addAdminAgents(store, partner.tenantId, now);
  }
}

function addWorldSubscription(store: Store, written: BaseWorld['subscriptions'][number], now: number): void {
  const { subscriptionId, displayName, tenantId, offerId, state, partnerTenantId, accountOwner, partnerOfRecord, credit } =
    written;
  addSubscription(
    store,
    {
      subscriptionId,
      tenantId,
      offerId,
      state,
      displayName: displayName ?? `Subscription ${subscriptionId.slice(0, 8)}`,
      ...(partnerTenantId === undefined ? {} : { partnerTenantId }),
      ...(accountOwner === undefined ? {} : { accountOwner }),
      ...(partnerOfRecord === undefined ? {} : { partnerOfRecord }),
      ...(credit === undefined ? {} : { credit }),
    },
    now,
    written.registeredProviders,
  );
  const { serviceAdministrator, coAdministrators } = written;
  setAdministrators(store, subscriptionId, [
    ...(serviceAdministrator === undefined
      ? []
      : [{ emailAddress: serviceAdministrator, role: 'ServiceAdministrator' as const }]),
    ...coAdministrators.map((emailAddress) => ({ emailAddress, role: 'CoAdministrator' as const })),
  ]);
}

function addResource(store: Store, written: BaseWorld['resources'][number], now: number): void {
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

/**
 * Adds a world to what is there, all of it or nothing: what every service looks at, then the part of each service. References to resources
 * that do not exist are kept and remembered as dangling from the start.
 *
 * @throws WorldError with every problem at once
 */
export function loadWorld(store: Store, input: unknown, now: number, services: readonly Service[] = SERVICES): void {
  const parsed = worldSchema(services).safeParse(input);
  if (!parsed.success) throw new WorldError(schemaProblems(parsed.error));
  const world = parsed.data;
  const problems = contradictions(world, store, services);
  if (problems.length > 0) throw new WorldError(problems);

  addDirectories(store, world, now);
  for (const one of world.subscriptions) addWorldSubscription(store, one, now);
  for (const group of world.resourceGroups) addGroup(store, group, now);
  for (const resource of world.resources) addResource(store, resource, now);
  embedChildren(store);
  for (const service of services) service.world?.load(store, world, now);
  for (const resource of world.resources) {
    const stored = store.find(resource.id);
    if (stored) stored.knownDangling = store.dangling(stored.resource);
  }
}
