import type { MovePlan } from '../../contracts/azure/plan';
import { rebase, topLevelOf } from '../../planning/inventory/arm-id';
import type { Arm } from '../ports/arm';

/** Where a resource is now. Both are undefined when it is on neither side. */
export interface Found {
  /** Its id in the source subscription: the one it had, or that of a staging group it has come to. */
  source?: string;
  /** Its id in the destination subscription. */
  destination?: string;
}

/**
 * Reads both subscriptions, and answers by the id that a (child) resource had before where it is now. It is looked for under every id that a batch
 * of the plans would have given it: what was planned does not count, only what Azure lists.
 */
export async function foundIn(
  arm: Arm,
  plans: readonly MovePlan[],
  sourceSubscription: string,
): Promise<(idBefore: string) => Found> {
  const idsOf = async (subscriptionId: string | undefined) =>
    new Set(subscriptionId ? (await arm.listResources(subscriptionId)).map(({ id }) => id.toLowerCase()) : []);
  const source = await idsOf(sourceSubscription);
  const destination = await idsOf(plans[0]?.destination.subscriptionId);
  const next = new Map<string, string[]>();
  for (const { batches } of plans)
    for (const { to, resources } of batches)
      for (const id of resources) next.set(id.toLowerCase(), [...(next.get(id.toLowerCase()) ?? []), rebase(id, to)]);

  return (idBefore) => {
    const top = topLevelOf(idBefore) ?? idBefore;
    const found: Found = {};
    // A later plan names what an earlier one has left in a staging group by its id there.
    for (const id of closureOf(top, next)) {
      const whole = id + idBefore.slice(top.length);
      if (source.has(id.toLowerCase())) found.source ??= whole;
      if (destination.has(id.toLowerCase())) found.destination = whole;
    }
    return found;
  };
}

/** The id itself, then all that follow from it. */
function closureOf(id: string, next: ReadonlyMap<string, readonly string[]>): string[] {
  const all = [id];
  const known = new Set([id.toLowerCase()]);
  // Grows while it is walked.
  for (const one of all)
    for (const following of next.get(one.toLowerCase()) ?? [])
      if (!known.has(following.toLowerCase())) {
        known.add(following.toLowerCase());
        all.push(following);
      }
  return all;
}
