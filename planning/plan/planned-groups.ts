import type { DestinationInventory } from '../../contracts/azure/inventory';
import type { Batch, GroupAddress, MoveOptions, PlannedGroup } from '../../contracts/azure/plan';
import type { Placement } from '../rules/care';
import { destinationGroupName } from './group-names';
import { by, type IndexedInventory } from '../inventory/index-inventory';

/** Every group that takes part and is not one of the source's own, each once: staging groups, then destination groups. */
export function plannedGroups(
  batches: Batch[],
  placements: Placement[],
  inventory: IndexedInventory,
  destination: DestinationInventory | undefined,
  options: MoveOptions,
): PlannedGroup[] {
  const existing = new Map(destination?.resourceGroups.map((group) => [group.name.toLowerCase(), group]));
  const baseOfStaging = new Map(placements.filter((p) => p.staging).map((p) => [p.home.toLowerCase(), p.base]));
  const sourceNames = [...inventory.groups.values()]
    .map((group) => group.name)
    .concat(placements.filter((p) => p.staging).map((p) => p.home));
  const sourceOf = new Map(sourceNames.map((name) => [destinationGroupName(options, name).toLowerCase(), name]));

  const describe = ({ subscriptionId, resourceGroup }: GroupAddress): PlannedGroup | undefined => {
    const inSource = subscriptionId === inventory.subscriptionId;
    if (inSource && inventory.groups.has(resourceGroup.toLowerCase())) return undefined;
    const origin = inSource ? resourceGroup : (sourceOf.get(resourceGroup.toLowerCase()) ?? resourceGroup);
    const base = baseOfStaging.get(origin.toLowerCase());
    const facts = inventory.groups.get((base ?? origin).toLowerCase());
    const there = inSource ? undefined : existing.get(resourceGroup.toLowerCase());
    return {
      subscriptionId,
      name: there?.name ?? resourceGroup,
      location: there?.location ?? facts?.location ?? '',
      tags: base === undefined ? { ...facts?.tags } : {},
      ...(base === undefined && facts ? { takesOver: facts.name } : {}),
      create: there === undefined,
    };
  };

  const groups = new Map<string, PlannedGroup>();
  for (const { from, to } of batches)
    for (const address of [from, to]) {
      const key = `${address.subscriptionId === inventory.subscriptionId ? 0 : 1} ${address.resourceGroup.toLowerCase()}`;
      const group = groups.has(key) ? undefined : describe(address);
      if (group) groups.set(key, group);
    }
  return [...groups].sort(by(([key]) => key)).map(([, group]) => group);
}
