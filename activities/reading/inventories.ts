import type { DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { Arm } from '../ports/arm';
import { failure } from '../failures/failure';

/**
 * Everything in the subscription, or in the named groups of it.
 * Throws `InvalidInput` for a group that is not there.
 */
export async function readSource(
  arm: Arm,
  { subscriptionId, resourceGroups: names }: { subscriptionId: string; resourceGroups?: string[] },
): Promise<SourceInventory> {
  const groups = await arm.resourceGroups(subscriptionId);
  const missing = names?.filter((name) => !groups.some((group) => group.name.toLowerCase() === name.toLowerCase())) ?? [];
  if (missing.length > 0) {
    throw failure(
      'InvalidInput',
      `source.resourceGroups: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not in ${subscriptionId}; there are ${groups
        .map((g) => g.name)
        .slice(0, 20)
        .join(', ')}`,
    );
  }
  const chosen = names ? groups.filter((group) => names.some((name) => name.toLowerCase() === group.name.toLowerCase())) : groups;
  return {
    subscriptionId,
    resourceGroups: chosen,
    otherGroups: groups.filter((group) => !chosen.includes(group)).map(({ name }) => name),
    resources: await arm.inventory(subscriptionId, names),
    locks: await arm.locks(subscriptionId),
  };
}

export async function readDestination(arm: Arm, subscriptionId: string): Promise<DestinationInventory> {
  return {
    subscriptionId,
    resourceGroups: await arm.resourceGroups(subscriptionId),
    resources: await arm.listResources(subscriptionId),
    locks: await arm.locks(subscriptionId),
    registeredProviders: [...(await arm.providers(subscriptionId))]
      .filter(([, state]) => state === 'Registered')
      .map(([namespace]) => namespace),
  };
}

/** A typing error in `exclude` would move what was to stay. Throws `InvalidInput`. */
export function refuseUnknownExcludes(exclude: string[], { resources }: Pick<SourceInventory, 'resources'>): void {
  const known = new Set(resources.map(({ id }) => id.toLowerCase()));
  const unknown = exclude.filter((id) => !known.has(id.toLowerCase()));
  if (unknown.length > 0) {
    throw failure(
      'InvalidInput',
      `exclude: ${unknown.slice(0, 5).join(', ')} ${unknown.length > 1 ? 'are' : 'is'} not in the chosen groups; check the id`,
    );
  }
}
