import type { DestinationInventory, LockFacts, ResourceGroupFacts, SourceInventory } from '../../contracts/azure/inventory';
import type { Batch, GroupAddress } from '../../contracts/azure/plan';
import { groupId, idKey, lockScope, parseArmId } from '../inventory/arm-id';

/** A batch that Azure can be asked about, and the group that it is asked against. */
export interface Question {
  batch: Batch;
  against: GroupAddress;
  /** The plan's own group is not there yet. */
  isStandIn: boolean;
}

interface Unasked {
  batch: Batch;
  why: string;
}

/**
 * Which batches Azure can validate as things are: it asks for resources that are in the batch's source group, a target group that exists,
 * registered providers and no ReadOnly lock on either side (resource provider contract, moveResources). An assessment makes no group, so another
 * group of the destination stands in for one that is not there: one without resources of these names, the emptiest first.
 */
export function questionsOf(
  batches: readonly Batch[],
  source: SourceInventory,
  destination: DestinationInventory,
): { questions: Question[]; unasked: Unasked[] } {
  const questions: Question[] = [];
  const unasked: Unasked[] = [];
  const locked = lockedScopes([...source.locks, ...destination.locks]);
  const standIns = new StandIns(destination, locked);
  const registered = destination.registeredProviders && new Set(destination.registeredProviders.map((one) => one.toLowerCase()));
  const sourceGroups = new Set([...source.resourceGroups.map(({ name }) => name), ...(source.otherGroups ?? [])].map(lower));
  for (const batch of batches) {
    const obstacle =
      notThereYet(batch, source.subscriptionId) ??
      lockedOn(batch.from, locked) ??
      (batch.stage === 'move' ? unregistered(batch, registered) : undefined);
    if (obstacle !== undefined) {
      unasked.push({ batch, why: obstacle });
      continue;
    }
    const isThere =
      batch.stage === 'move' ? standIns.has(batch.to.resourceGroup) : sourceGroups.has(lower(batch.to.resourceGroup));
    const standIn = isThere || batch.stage !== 'move' ? undefined : standIns.forBatch(batch);
    const against = isThere ? batch.to : standIn;
    const why = against
      ? lockedOn(against, locked)
      : batch.stage === 'move'
        ? `The destination has no group ${batch.to.resourceGroup} yet, and none that could stand in for it.`
        : `The group ${batch.to.resourceGroup} is not there yet.`;
    if (why !== undefined || !against) unasked.push({ batch, why: why ?? '' });
    else questions.push({ batch, against, isStandIn: !isThere });
  }
  return { questions, unasked };
}

const lower = (text: string) => text.toLowerCase();

function notThereYet({ from, resources }: Batch, subscriptionId: string): string | undefined {
  const isThere =
    sameSubscription(from.subscriptionId, subscriptionId) &&
    resources.every((id) => lower(parseArmId(id)?.resourceGroup ?? '') === lower(from.resourceGroup));
  return isThere ? undefined : 'Its resources are brought to its group by batches before it.';
}

function sameSubscription(one: string, other: string): boolean {
  return lower(one) === lower(other);
}

function unregistered({ resources }: Batch, registered: ReadonlySet<string> | undefined): string | undefined {
  if (!registered) return undefined;
  const missing = new Set(
    resources.flatMap((id) => {
      const namespace = parseArmId(id)?.topLevelType.split('/')[0] ?? '';
      return registered.has(lower(namespace)) ? [] : [namespace];
    }),
  );
  return missing.size === 0 ? undefined : `The destination has not registered ${[...missing].sort().join(', ')} yet.`;
}

function lockedScopes(locks: readonly LockFacts[]): Set<string> {
  return new Set(locks.filter(({ level }) => level === 'ReadOnly').map(({ id }) => idKey(lockScope(id) ?? '')));
}

function lockedOn(group: GroupAddress, locked: ReadonlySet<string>): string | undefined {
  const scopes = [groupId(group), `/subscriptions/${group.subscriptionId}`].map(idKey);
  return scopes.some((scope) => locked.has(scope))
    ? `A ReadOnly lock on ${group.resourceGroup} or its subscription forbids it, which is lifted for the move.`
    : undefined;
}

/** Groups of the destination, with the types and names that each has. */
class StandIns {
  private readonly groups: ResourceGroupFacts[];
  private readonly names = new Map<string, Set<string>>();

  constructor(
    private readonly destination: DestinationInventory,
    locked: ReadonlySet<string>,
  ) {
    for (const { name } of destination.resourceGroups) this.names.set(lower(name), new Set());
    for (const { id } of destination.resources) this.names.get(lower(parseArmId(id)?.resourceGroup ?? ''))?.add(typeAndName(id));
    const size = ({ name }: ResourceGroupFacts) => this.names.get(lower(name))?.size ?? 0;
    this.groups = destination.resourceGroups
      .filter(({ managedBy }) => managedBy === undefined || managedBy === '')
      .filter(({ name }) => lockedOn({ subscriptionId: destination.subscriptionId, resourceGroup: name }, locked) === undefined)
      .sort((a, b) => size(a) - size(b) || (lower(a.name) < lower(b.name) ? -1 : 1));
  }

  has(name: string): boolean {
    return this.names.has(lower(name));
  }

  forBatch({ resources }: Batch): GroupAddress | undefined {
    const group = this.groups.find(({ name }) => !resources.some((id) => this.names.get(lower(name))?.has(typeAndName(id))));
    return group && { subscriptionId: this.destination.subscriptionId, resourceGroup: group.name };
  }
}

/** What two resources of one group cannot share. */
function typeAndName(id: string): string {
  return idKey(id).replace(/^.*?\/providers\//, '');
}
