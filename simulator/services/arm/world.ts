import { z } from 'zod';
import { guidFrom } from '../../kernel/guids';
import { parseId } from '../../kernel/ids';
import { scopedItem, scopeOf } from '../../kernel/state/role-assignment';
import type { Store } from '../../kernel/state/store';
import { scoped } from '../../kernel/world/fields';
import { worldPart } from '../../kernel/world/part';
import { checkScoped } from '../../kernel/world/scoped-entries';

const Lock = z.strictObject({
  ...scoped,
  level: z.enum(['CanNotDelete', 'ReadOnly']).optional(),
  notes: z.string().optional(),
  properties: z.looseObject({ level: z.enum(['CanNotDelete', 'ReadOnly']), notes: z.string().nullish() }).optional(),
});
const PolicyAssignment = z.strictObject({
  ...scoped,
  displayName: z.string().optional(),
  policyRule: z.record(z.string(), z.unknown()).optional(),
  policyDefinitionId: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  properties: z.looseObject({ policyDefinitionId: z.string().optional() }).optional(),
});

function addLock(store: Store, lock: z.infer<typeof Lock>, now: number): void {
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

/** Adds an assignment; a rule that is written in it becomes a definition of the subscription, which Azure's assignments refer to. */
function addPolicy(store: Store, policy: z.infer<typeof PolicyAssignment>, now: number): void {
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

/** The keys `locks` and `policyAssignments` of a world. */
export const armWorld = worldPart({
  keys: { locks: z.array(Lock).default([]), policyAssignments: z.array(PolicyAssignment).default([]) },
  check({ locks, policyAssignments }, checks) {
    checkScoped('locks', 'lock', locks, checks.store.locks, checks);
    locks.forEach((one, at) => {
      if ((one.level ?? one.properties?.level) === undefined)
        checks.say(`locks[${at}].level`, 'is missing: CanNotDelete or ReadOnly');
    });
    checkScoped('policyAssignments', 'policy assignment', policyAssignments, checks.store.policyAssignments, checks);
  },
  load(store, { locks, policyAssignments }, now) {
    for (const lock of locks) addLock(store, lock, now);
    for (const policy of policyAssignments) addPolicy(store, policy, now);
  },
});
