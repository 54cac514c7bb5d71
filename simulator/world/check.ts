import { keyOf, parseId } from '../kernel/ids';
import type { Service } from '../kernel/service';
import type { Store } from '../kernel/state/store';
import type { BaseWorld } from '../kernel/world/base';
import type { WorldChecks } from '../kernel/world/part';
import type { WorldProblem } from '../kernel/world/world-error';
import { resourceTypeOf } from './resource-type';

function checksOf(world: BaseWorld, store: Store, say: WorldChecks['say']): WorldChecks {
  const tenants = new Set([...store.tenants.keys(), ...world.tenants.map((one) => keyOf(one.tenantId))]);
  const subscriptions = new Set([...store.subscriptions.keys(), ...world.subscriptions.map((one) => keyOf(one.subscriptionId))]);
  return {
    store,
    say,
    unique: (path, what, values, exists) => {
      const seen = new Map<string, number>();
      values.forEach((value, at) => {
        if (value === undefined) return;
        const key = keyOf(value);
        const first = seen.get(key);
        if (first !== undefined)
          say(
            path.replace('#', String(at)),
            `${what} '${value}' stands at ${path.replace('#', String(first))} too: give it another id or take one out`,
          );
        else if (exists(key))
          say(path.replace('#', String(at)), `${what} '${value}' exists already: take it out, or reset the simulator first`);
        else seen.set(key, at);
      });
    },
    knownTenant: (path, tenantId) => {
      if (tenantId !== undefined && !tenants.has(keyOf(tenantId)))
        say(path, `no tenant '${tenantId}': add it to tenants, or correct the id`);
    },
    knownSubscription: (path, id) => {
      const subscriptionId = parseId(id)?.subscriptionId;
      if (subscriptionId !== undefined && !subscriptions.has(keyOf(subscriptionId)))
        say(path, `no subscription '${subscriptionId}': add it to subscriptions, or correct the id`);
    },
  };
}

function checkUnique(world: BaseWorld, { store, unique }: WorldChecks): void {
  unique(
    'tenants[#].tenantId',
    'tenant',
    world.tenants.map((one) => one.tenantId),
    () => false,
  );
  unique(
    'subscriptions[#].subscriptionId',
    'subscription',
    world.subscriptions.map((one) => one.subscriptionId),
    (key) => store.subscriptions.has(key),
  );
  unique(
    'resourceGroups[#]',
    'resource group',
    world.resourceGroups.map((one) => `/subscriptions/${one.subscriptionId}/resourceGroups/${one.name}`),
    () => false,
  );
  unique(
    'resources[#].id',
    'resource',
    world.resources.map((one) => one.id),
    (key) => store.find(key) !== undefined,
  );
  unique(
    'principals[#].objectId',
    'principal',
    world.principals.map((one) => one.objectId),
    (key) => store.principals.has(key),
  );
}

function checkKnown(world: BaseWorld, { knownTenant, knownSubscription }: WorldChecks): void {
  world.partners.forEach((one, at) => knownTenant(`partners[${at}].tenantId`, one.tenantId));
  world.principals.forEach((one, at) => knownTenant(`principals[${at}].tenantId`, one.tenantId));
  world.subscriptions.forEach((one, at) => {
    knownTenant(`subscriptions[${at}].tenantId`, one.tenantId);
    knownTenant(`subscriptions[${at}].partnerTenantId`, one.partnerTenantId);
  });
  world.resourceGroups.forEach((one, at) =>
    knownSubscription(`resourceGroups[${at}].subscriptionId`, `/subscriptions/${one.subscriptionId}`),
  );
}

function checkResource(one: BaseWorld['resources'][number], at: number, { say, knownSubscription }: WorldChecks): void {
  const type = resourceTypeOf(one.id);
  if (type === undefined) {
    say(
      `resources[${at}].id`,
      `'${one.id}' is not a resource id: /subscriptions/…/resourceGroups/…/providers/{namespace}/{type}/{name}`,
    );
    return;
  }
  knownSubscription(`resources[${at}].id`, one.id);
  // A template names an extension by its parent's type (`…/vaults/providers/diagnosticSettings`); ARM's GET by its own. The id decides.
  const asInTemplate = one.type !== undefined && /\/providers\//i.test(one.type);
  if (one.type !== undefined && !asInTemplate && keyOf(one.type) !== keyOf(type))
    say(`resources[${at}].type`, `'${one.type}' is not the type in its id, '${type}': make them agree`);
  const name = parseId(one.id)?.providers.at(-1)?.names.at(-1);
  if (one.name !== undefined && name !== undefined && keyOf(one.name.split('/').at(-1) as string) !== keyOf(name))
    say(`resources[${at}].name`, `'${one.name}' is not the name in its id, '${name}': make them agree`);
}

/** What a world contradicts: itself, or what is there already. */
export function contradictions(world: BaseWorld, store: Store, services: readonly Service[]): WorldProblem[] {
  const problems: WorldProblem[] = [];
  const checks = checksOf(world, store, (path, message) => problems.push({ path, message }));
  checkUnique(world, checks);
  checkKnown(world, checks);
  world.resources.forEach((one, at) => checkResource(one, at, checks));
  for (const service of services) service.world?.check?.(world, checks);
  return problems;
}
