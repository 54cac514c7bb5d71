import fc from 'fast-check';
import type { ArmResource, DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { MoveOptions } from '../../contracts/azure/plan';
import { idKey } from '../../planning/inventory/arm-id';
import { DESTINATION, idOf, resource, SOURCE } from './inventory-builder';

export interface PlanningCase {
  source: SourceInventory;
  destination: DestinationInventory;
  options: MoveOptions;
}

const GROUPS = ['alpha', 'Beta', 'gamma'];
const REGIONS = ['westeurope', 'West Europe', 'northeurope', 'global'];

/** The last ones do not move. */
const TYPES = [
  'Microsoft.Network/virtualNetworks',
  'Microsoft.Network/networkInterfaces',
  'Microsoft.Network/networkInterfaces',
  'Microsoft.Compute/virtualMachines',
  'Microsoft.Compute/disks',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Web/sites',
  'Microsoft.Web/serverfarms',
  'Microsoft.Web/certificates',
  'Microsoft.Network/applicationGateways',
  'Contoso.Own/things',
];

const MOVING = TYPES.length - 2;

interface Seed {
  group: number;
  type: number;
  name: number;
  region: number;
  refs: number[];
  blobs: number[];
  obstacle: 'none' | 'secrets' | 'failed' | 'webSpace' | 'child' | 'orphan';
}

const seed: fc.Arbitrary<Seed> = fc.record({
  group: fc.nat(GROUPS.length - 1),
  type: fc.oneof({ arbitrary: fc.nat(MOVING - 1), weight: 25 }, { arbitrary: fc.nat(TYPES.length - 1), weight: 1 }),
  name: fc.nat(9),
  region: fc.nat(REGIONS.length - 1),
  refs: fc.oneof(
    { arbitrary: fc.constant<number[]>([]), weight: 2 },
    { arbitrary: fc.array(fc.nat(40), { maxLength: 2 }), weight: 1 },
  ),
  blobs: fc.oneof(
    { arbitrary: fc.constant<number[]>([]), weight: 3 },
    { arbitrary: fc.array(fc.nat(9), { maxLength: 1 }), weight: 1 },
  ),
  obstacle: fc.oneof(
    { arbitrary: fc.constantFrom('none' as const, 'child' as const), weight: 20 },
    { arbitrary: fc.constantFrom('secrets' as const, 'failed' as const, 'webSpace' as const, 'orphan' as const), weight: 1 },
  ),
});

const rarely = fc.oneof(
  { arbitrary: fc.constant<number[]>([]), weight: 4 },
  { arbitrary: fc.array(fc.nat(40), { maxLength: 1 }), weight: 1 },
);

/** Inventories small enough to read when one fails, with names that clash, references across groups and every kind of obstacle. */
export const planningCase: fc.Arbitrary<PlanningCase> = fc
  .record({
    seeds: fc.array(seed, { maxLength: 25, size: 'max' }),
    redistribute: fc.boolean(),
    naming: fc.constantFrom('{name}', 'csp-{name}'),
    excluded: rarely,
    taken: rarely,
    locks: fc.boolean(),
  })
  .map(({ seeds, redistribute, naming, excluded, taken, locks }) => {
    const tops = new Map<string, { seed: Seed; group: string; path: string }>();
    for (const one of seeds) {
      const group = GROUPS[one.group] ?? '';
      const path = `${TYPES[one.type]}/${TYPES[one.type] === 'Microsoft.Storage/storageAccounts' ? 'acct' : 'n'}${one.name}`;
      tops.set(idKey(idOf(group, path)), { seed: one, group, path });
    }
    const list = [...tops.values()];
    const target = (index: number) => list[index % Math.max(1, list.length)];
    const resources = list.flatMap(({ seed: one, group, path }): ArmResource[] => {
      const properties = {
        links: one.refs.flatMap((index) => target(index) ?? []).map((to) => ({ id: idOf(to.group, to.path) })),
        diagnostics: one.blobs.map((name) => `https://acct${name}.blob.core.windows.net/`),
        ...(one.obstacle === 'secrets' ? { osProfile: { secrets: [{}] } } : {}),
        ...(one.obstacle === 'failed' ? { provisioningState: 'Failed' } : {}),
        ...(one.obstacle === 'webSpace' ? { webSpace: `${GROUPS[one.name % 3]}-WestEuropewebspace` } : {}),
      };
      const top = resource(group, path, properties, { location: REGIONS[one.region] ?? '' });
      const child = resource(group, `${path}/parts/p1`, { of: top.id });
      return one.obstacle === 'orphan' ? [child] : one.obstacle === 'child' ? [top, child] : [top];
    });
    const sourceGroups = GROUPS.map((name) => ({ name, location: 'westeurope', tags: { of: name } }));
    return {
      source: {
        subscriptionId: SOURCE,
        resourceGroups: sourceGroups,
        resources,
        locks: locks
          ? [
              {
                id: `/subscriptions/${SOURCE}/resourceGroups/alpha/providers/Microsoft.Authorization/locks/ro`,
                level: 'ReadOnly' as const,
              },
            ]
          : [],
      },
      destination: {
        subscriptionId: DESTINATION,
        resourceGroups: [],
        resources: taken
          .flatMap((index) => target(index) ?? [])
          .map(({ group, path }) => resource(group, path))
          .map((there) => ({ ...there, id: there.id.replace(SOURCE, DESTINATION) })),
        locks: [],
      },
      options: {
        naming,
        redistribute,
        exclude: excluded.flatMap((index) => target(index) ?? []).map((to) => idOf(to.group, to.path)),
      },
    };
  });
