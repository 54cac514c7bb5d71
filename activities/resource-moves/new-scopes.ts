import type { MovePlan } from '../../contracts/azure/plan';
import { groupId, rebase, topLevelOf } from '../../planning/inventory/arm-id';
import type { Arm } from '../ports/arm';

interface NewScopes {
  /** The destination subscription. */
  destination: string;
  /** Answers where a group's or a (child) resource's scope went; undefined when it stayed, or went nowhere that is known. */
  newScope(old: string): string | undefined;
  /** True for a group some of whose resources have left. */
  emptied(group: string): boolean;
  /** Groups that were created with the tags of the ones they take over. */
  taggedGroups: { from: string; to: string; tags: Record<string, string> }[];
  /** Resources that were to be moved and that the destination does not list: not moved, or a list that lags. */
  missing: string[];
}

/**
 * Old scope → new scope by what is at the destination now, not by what was planned: every group a resource was to pass is listed, and the
 * last one that holds it counts.
 */
export async function destinationScopes(arm: Arm, plans: MovePlan[]): Promise<NewScopes> {
  const destination = plans[0]?.destination.subscriptionId ?? '';
  const there = new Set((await arm.listResources(destination)).map(({ id }) => id.toLowerCase()));
  const resources = new Map<string, string>();
  const planned = new Map<string, string>();
  for (const plan of plans) {
    for (const { to, resources: ids } of plan.batches) {
      if (to.subscriptionId !== destination) continue;
      for (const id of ids) {
        planned.set(id.toLowerCase(), id);
        if (there.has(rebase(id, to).toLowerCase())) resources.set(id.toLowerCase(), rebase(id, to));
      }
    }
  }
  const groups = new Map<string, string>();
  const taggedGroups: NewScopes['taggedGroups'] = [];
  for (const plan of plans) {
    for (const { subscriptionId, name, takesOver, tags, create } of plan.groups) {
      if (!takesOver || subscriptionId !== destination) continue;
      const from = groupId({ subscriptionId: plan.source.subscriptionId, resourceGroup: takesOver });
      const to = groupId({ subscriptionId, resourceGroup: name });
      groups.set(from.toLowerCase(), to);
      if (create && Object.keys(tags).length > 0) taggedGroups.push({ from, to, tags });
    }
  }
  const left = new Set([...resources.keys()].map((id) => id.split('/').slice(0, 5).join('/')));
  return {
    destination,
    taggedGroups,
    emptied: (group) => left.has(group.toLowerCase()),
    missing: [...planned].filter(([key]) => !resources.has(key)).map(([, id]) => id),
    newScope(old) {
      if (!/\/providers\//i.test(old)) return groups.get(old.toLowerCase());
      const top = topLevelOf(old) ?? old;
      const moved = resources.get(top.toLowerCase());
      return moved && moved + old.slice(top.length);
    },
  };
}
