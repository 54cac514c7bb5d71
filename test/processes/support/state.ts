import type { SimulatorControl } from '../../support/simulator-control';

type Json = Record<string, unknown>;

interface Snapshot {
  groups: ({ id: string } & Json)[];
  resources: { resource: { id: string } & Json }[];
  locks: ({ id: string } & Json)[];
  roleAssignments: ({ id: string } & Json)[];
  policyAssignments: ({ id: string } & Json)[];
  policyDefinitions: ({ id: string } & Json)[];
  policySetDefinitions: ({ id: string } & Json)[];
  policyExemptions: ({ id: string } & Json)[];
}

/** Times and versions: what is put back is the same thing at another hour. */
const VOLATILE = new Set([
  'createdAt',
  'changedAt',
  'createdOn',
  'updatedOn',
  'createdBy',
  'updatedBy',
  'etag',
  'knownDangling',
  'busy',
]);

/** Everything a customer would miss, of these subscriptions: groups and their tags, resources as they are, locks, role assignments, policies. */
export async function stateOf(azure: SimulatorControl, subscriptions: readonly string[]): Promise<unknown> {
  const { groups, resources, locks, roleAssignments, ...policies } = await azure.get<Snapshot>('snapshot');
  const own = (items: { id: string }[]) =>
    items
      .filter(({ id }) => subscriptions.some((s) => id.toLowerCase().startsWith(`/subscriptions/${s}/`)))
      .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1))
      .map(settled);
  return {
    groups: own(groups),
    resources: own(resources.map(({ resource }) => resource)),
    locks: own(locks),
    roleAssignments: own(roleAssignments),
    policies: own([
      ...policies.policyDefinitions,
      ...policies.policySetDefinitions,
      ...policies.policyAssignments,
      ...policies.policyExemptions,
    ]),
  };
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.has(key))
      .map(([key, inner]) => [key, settled(inner)]),
  );
}

/** Paths at which two values part, with what stands there, the first few. */
export function differences(before: unknown, now: unknown, path = ''): string[] {
  const isBoth = [before, now].every((one) => typeof one === 'object' && one !== null);
  if (!isBoth) return before === now ? [] : [`${path}: ${JSON.stringify(before)} -> ${JSON.stringify(now)}`];
  const [old, fresh] = [before, now] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(old ?? {}), ...Object.keys(fresh ?? {})])];
  return keys.flatMap((key) => differences(old?.[key], fresh?.[key], `${path}/${key}`)).slice(0, 5);
}
