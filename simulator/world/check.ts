import type { z } from 'zod';
import { classicProblems } from '../services/classic/problems';
import { meteringProblems } from '../services/billing/world-metering';
import { enrolmentProblems } from '../services/enterprise/world';
import { GUID } from '../kernel/guids';
import { keyOf, parseId, typeOf } from '../kernel/ids';
import type { Store } from '../kernel/state/store';
import { builtInRole } from '../kernel/built-in-roles';
import type { World } from './schema';
import type { WorldProblem } from '../kernel/world-error';

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text ? '.' : ''}${String(step)}`),
    '',
  );
}

/** Zod's findings as problems: unknown keys get one each, with the way out. */
export function schemaProblems(error: z.ZodError): WorldProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'is not a key that a world has here: take it out, or correct its spelling (docs/simulator.md lists them)',
    }));
  });
}

/** The resource's type as its id says it; undefined when the id names no resource in a resource group. */
export function resourceTypeOf(id: string): string | undefined {
  const parsed = parseId(id);
  const part = parsed?.providers.at(-1);
  if (!parsed?.resourceGroup || !part || part.types.length === 0 || part.types.length !== part.names.length) return undefined;
  return typeOf(part);
}

/** What a world contradicts: itself, or what is there already. */
export function contradictions(world: World, store: Store): WorldProblem[] {
  const problems: WorldProblem[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  const unique = (path: string, what: string, values: (string | undefined)[], exists: (key: string) => boolean) => {
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
  };
  const tenants = new Set([...store.tenants.keys(), ...world.tenants.map((one) => keyOf(one.tenantId))]);
  const subscriptions = new Set([...store.subscriptions.keys(), ...world.subscriptions.map((one) => keyOf(one.subscriptionId))]);
  const knownTenant = (path: string, tenantId: string | undefined) => {
    if (tenantId !== undefined && !tenants.has(keyOf(tenantId)))
      say(path, `no tenant '${tenantId}': add it to tenants, or correct the id`);
  };
  const knownSubscription = (path: string, id: string) => {
    const subscriptionId = parseId(id)?.subscriptionId;
    if (subscriptionId !== undefined && !subscriptions.has(keyOf(subscriptionId))) {
      say(path, `no subscription '${subscriptionId}': add it to subscriptions, or correct the id`);
    }
  };

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
  unique(
    'roleAssignments[#].id',
    'role assignment',
    world.roleAssignments.map((one) => one.id),
    (key) => store.roleAssignments.get(key) !== undefined,
  );
  unique(
    'locks[#].id',
    'lock',
    world.locks.map((one) => one.id),
    (key) => store.locks.get(key) !== undefined,
  );
  unique(
    'policyAssignments[#].id',
    'policy assignment',
    world.policyAssignments.map((one) => one.id),
    (key) => store.policyAssignments.get(key) !== undefined,
  );

  world.partners.forEach((one, at) => knownTenant(`partners[${at}].tenantId`, one.tenantId));
  world.relationships.forEach((one, at) => {
    knownTenant(`relationships[${at}].partnerTenantId`, one.partnerTenantId);
    knownTenant(`relationships[${at}].customerTenantId`, one.customerTenantId);
  });
  world.principals.forEach((one, at) => knownTenant(`principals[${at}].tenantId`, one.tenantId));
  world.subscriptions.forEach((one, at) => {
    knownTenant(`subscriptions[${at}].tenantId`, one.tenantId);
    knownTenant(`subscriptions[${at}].partnerTenantId`, one.partnerTenantId);
  });
  world.resourceGroups.forEach((one, at) =>
    knownSubscription(`resourceGroups[${at}].subscriptionId`, `/subscriptions/${one.subscriptionId}`),
  );
  world.resources.forEach((one, at) => {
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
    if (one.name !== undefined && name !== undefined && keyOf(one.name.split('/').at(-1) as string) !== keyOf(name)) {
      say(`resources[${at}].name`, `'${one.name}' is not the name in its id, '${name}': make them agree`);
    }
  });
  world.quotas.forEach((one, at) => knownSubscription(`quotas[${at}].subscriptionId`, `/subscriptions/${one.subscriptionId}`));
  classicProblems(world.classic, store, knownSubscription, say);
  for (const [list, what] of [
    [world.locks, 'locks'],
    [world.roleAssignments, 'roleAssignments'],
    [world.policyAssignments, 'policyAssignments'],
  ] as const) {
    list.forEach((one, at) => {
      const where = one.id ?? one.scope;
      if (where === undefined) say(`${what}[${at}]`, 'says neither id nor scope: add one of them');
      else knownSubscription(`${what}[${at}].${one.id === undefined ? 'scope' : 'id'}`, where);
      if (one.id !== undefined && !/\/providers\/microsoft\.authorization\//i.test(one.id)) {
        say(`${what}[${at}].id`, `'${one.id}' is not the id of one: {scope}/providers/Microsoft.Authorization/${what}/{name}`);
      }
    });
  }
  world.locks.forEach((one, at) => {
    if ((one.level ?? one.properties?.level) === undefined) say(`locks[${at}].level`, 'is missing: CanNotDelete or ReadOnly');
  });
  world.roleAssignments.forEach((one, at) => {
    if ((one.principalId ?? one.properties?.principalId) === undefined)
      say(`roleAssignments[${at}].principalId`, 'is missing: the object id of who gets the role');
    const role = one.properties?.roleDefinitionId ?? one.roleDefinitionId ?? one.role;
    if (role === undefined)
      say(
        `roleAssignments[${at}].roleDefinitionId`,
        'is missing: a role definition id, or role: Owner, Contributor, Reader, User Access Administrator',
      );
    else if (!builtInRole(role) && !GUID.test(role.split('/').at(-1) ?? ''))
      say(
        `roleAssignments[${at}].${one.role === undefined ? 'roleDefinitionId' : 'role'}`,
        `'${role}' is not a role this simulator knows by name: Owner, Contributor, Reader, User Access Administrator, or a role definition id`,
      );
  });
  world.customRoles.forEach(({ assignableScopes }, at) =>
    assignableScopes.forEach((scope, which) => knownSubscription(`customRoles[${at}].assignableScopes[${which}]`, scope)),
  );
  const offers = [...store.subscriptions.values(), ...world.subscriptions].map(
    (one) => [keyOf(one.subscriptionId), one.offerId] as const,
  );
  problems.push(...enrolmentProblems(world.enrolments, new Map(offers), store), ...meteringProblems(world, store));
  return problems;
}
