import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagementLockClient } from '@azure/arm-locks';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { LockLevel } from '../../../contracts/azure/inventory';
import { lockAddress } from '../../common/authorization-ids';
import { answerOn, failure } from '../../failures/failure';
import type { Arm } from '../../ports/arm';
import { classicAdministrators } from '../directory/classic-administrators';
import type { Connection } from '../http/connection';
import { destination } from './destination';
import { absentOf, readById } from './existence';
import { machines } from './machines';
import { moves } from './moves';
import { translated } from '../http/request';
import { inventory } from './resource-graph';

/** The Arm port over the published @azure SDKs. Clients are made once a subscription. */
export function createArm(connection: Connection, tenantId: string): Arm {
  const credential = connection.credential(tenantId);
  const { endpoint } = connection.options;
  const perSubscription = <T>(make: (subscriptionId: string) => T) => {
    const made = new Map<string, T>();
    return (subscriptionId: string): T => {
      const client = made.get(subscriptionId) ?? make(subscriptionId);
      made.set(subscriptionId, client);
      return client;
    };
  };
  const resources = perSubscription((s) => new ResourceManagementClient(credential, s, connection.options));
  const once = perSubscription((s) => new ResourceManagementClient(credential, s, connection.onceOptions));
  const lockClient = perSubscription((s) => new ManagementLockClient(credential, s, connection.options));
  const roles = perSubscription((s) => new AuthorizationManagementClient(credential, s, connection.options));
  const reader = perSubscription((s) => readById(resources(s), endpoint));
  const subscriptions = new SubscriptionClient(credential, connection.options);

  return {
    ...moves({ endpoint, patient: resources, once }),
    ...destination(endpoint, resources),
    ...machines(endpoint, (id) => resources(subscriptionOf(id))),

    subscription: (subscriptionId) =>
      translated(`read subscription ${subscriptionId}`, async () => {
        const s = await subscriptions.subscriptions.get(subscriptionId);
        return {
          subscriptionId,
          tenantId: s.tenantId ?? '',
          displayName: s.displayName ?? subscriptionId,
          state: s.state ?? 'Enabled',
        };
      }),

    resourceGroups: (subscriptionId) =>
      translated(`list the resource groups of ${subscriptionId}`, async () => {
        const groups = [];
        for await (const g of resources(subscriptionId).resourceGroups.list()) {
          groups.push({
            name: g.name ?? '',
            location: g.location,
            ...(g.tags ? { tags: g.tags } : {}),
            ...(g.managedBy ? { managedBy: g.managedBy } : {}),
          });
        }
        return groups;
      }),

    createResourceGroup: (subscriptionId, { name, location, tags }) =>
      translated(`create resource group ${name}`, async () => {
        await resources(subscriptionId).resourceGroups.createOrUpdate(name, { location, ...(tags ? { tags } : {}) });
      }),

    deleteResourceGroup: (subscriptionId, name) =>
      translated(`delete resource group ${name}`, () =>
        resources(subscriptionId).resourceGroups.beginDeleteAndWait(name, { updateIntervalInMs: 1_000 }),
      ).catch(unlessMissing),

    listResources: (subscriptionId, resourceGroup) =>
      translated(`list the resources of ${resourceGroup ?? subscriptionId}`, async () => {
        const { resources: api } = resources(subscriptionId);
        const found = [];
        for await (const r of resourceGroup ? api.listByResourceGroup(resourceGroup) : api.list()) {
          found.push({ ...r, id: r.id ?? '', type: r.type ?? '' });
        }
        return found as Awaited<ReturnType<Arm['listResources']>>;
      }).catch(answerOn('NotFound', [])),

    inventory: (subscriptionId, resourceGroups) =>
      inventory(resources(subscriptionId), endpoint, reader(subscriptionId), subscriptionId, resourceGroups),

    absent: async (ids) => {
      const [first] = ids;
      return first === undefined ? new Set() : absentOf(reader(subscriptionOf(first)), ids);
    },

    locks: (subscriptionId) =>
      translated(`list the locks of ${subscriptionId}`, async () => {
        const locks = [];
        for await (const l of lockClient(subscriptionId).managementLocks.listAtSubscriptionLevel()) {
          locks.push({ id: l.id ?? '', level: l.level as LockLevel, ...(l.notes ? { notes: l.notes } : {}) });
        }
        return locks;
      }),

    putLock: (scope, name, level, notes) =>
      translated(`lock ${scope}`, async () => {
        await lockClient(subscriptionOf(scope)).managementLocks.createOrUpdateByScope(unslashed(scope), name, {
          level,
          ...(notes ? { notes } : {}),
        });
      }),

    deleteLock: (id) => {
      const { scope, name } = lockAddress(id);
      return translated(`delete lock ${id}`, () =>
        lockClient(subscriptionOf(id)).managementLocks.deleteByScope(unslashed(scope), name),
      ).catch(unlessMissing);
    },

    roleAssignments: (subscriptionId) =>
      translated(`list the role assignments of ${subscriptionId}`, async () => {
        const found = [];
        for await (const a of roles(subscriptionId).roleAssignments.listForSubscription()) found.push(roleAssignment(a));
        return found;
      }),

    roleAssignmentsAt: (scope) =>
      translated(`list the role assignments at ${scope}`, async () => {
        const found = [];
        for await (const a of roles(subscriptionOf(scope)).roleAssignments.listForScope(unslashed(scope), {
          filter: 'atScope()',
        })) {
          found.push(roleAssignment(a));
        }
        return found.filter((a) => a.scope.toLowerCase() === scope.toLowerCase());
      }),

    // After a conflict the same principal has the same role there already, under another name: what was wanted is there.
    putRoleAssignment: (scope, name, assignment) =>
      translated(`assign a role at ${scope}`, async () => {
        await roles(subscriptionOf(scope)).roleAssignments.create(unslashed(scope), name, assignment);
      }).catch(answerOn('Conflict', undefined)),

    deleteRoleAssignment: (id) =>
      translated(`remove role assignment ${id}`, async () => {
        await roles(subscriptionOf(id)).roleAssignments.deleteById(unslashed(id));
      }).catch(unlessMissing),

    classicAdministrators: (subscriptionId) => classicAdministrators(resources(subscriptionId), endpoint, subscriptionId),

    providers: (subscriptionId) =>
      translated(`list the providers of ${subscriptionId}`, async () => {
        const states = new Map<string, string>();
        for await (const p of resources(subscriptionId).providers.list())
          states.set((p.namespace ?? '').toLowerCase(), p.registrationState ?? '');
        return states;
      }),

    registerProvider: (subscriptionId, namespace) =>
      translated(`register ${namespace} in ${subscriptionId}`, async () => {
        await resources(subscriptionId).providers.register(namespace);
      }),
  };
}

const roleAssignment = (a: {
  id?: string;
  scope?: string;
  roleDefinitionId?: string;
  principalId?: string;
  principalType?: string;
  condition?: string;
  conditionVersion?: string;
  delegatedManagedIdentityResourceId?: string;
  description?: string;
}) => ({
  id: a.id ?? '',
  scope: a.scope ?? '',
  roleDefinitionId: a.roleDefinitionId ?? '',
  principalId: a.principalId ?? '',
  ...(a.principalType ? { principalType: a.principalType } : {}),
  ...(a.condition ? { condition: a.condition } : {}),
  ...(a.conditionVersion ? { conditionVersion: a.conditionVersion } : {}),
  ...(a.delegatedManagedIdentityResourceId ? { delegatedManagedIdentityResourceId: a.delegatedManagedIdentityResourceId } : {}),
  ...(a.description ? { description: a.description } : {}),
});

/** arm-authorization and arm-locks put a slash before the scope by themselves. */
const unslashed = (scope: string) => scope.replace(/^\/+/, '');

function subscriptionOf(id: string): string {
  const match = /^\/subscriptions\/([^/]+)/i.exec(id);
  if (!match?.[1]) throw failure('InvalidInput', `${id} is not inside a subscription`);
  return match[1];
}

/** What is not there needs no deleting. */
const unlessMissing = answerOn('NotFound', undefined);
