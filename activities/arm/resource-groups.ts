import type { Batch, GroupAddress, MovePlan } from '../../contracts/azure/plan';
import { groupId, idKey, rebase } from '../../planning/inventory/arm-id';
import type { Dependencies } from '../ports/dependencies';
import type { PlanFile } from './locks';
import type { Arm } from '../ports/arm';

interface CreatedGroups {
  /** How many of the plan's groups there are now that were not there when it was made. */
  created: number;
}

/** Looks at a group before it is deleted with all that is in it, and the pause between them, ms of Azure's clock. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 20_000;

export function createResourceGroupActivities({ azure, artifacts, settings }: Dependencies) {
  const planned = async ({ tenantId, plan }: PlanFile) => {
    const { groups, batches } = await artifacts.read<MovePlan>(plan);
    const arm = azure.arm(tenantId);
    const names = new Map<string, Set<string>>();
    for (const { subscriptionId } of groups) {
      if (!names.has(subscriptionId)) {
        names.set(subscriptionId, new Set((await arm.resourceGroups(subscriptionId)).map(({ name }) => name.toLowerCase())));
      }
    }
    const isThere = (group: { subscriptionId: string; name: string }) =>
      names.get(group.subscriptionId)?.has(group.name.toLowerCase()) ?? false;
    return { arm, batches, own: groups.filter(({ create }) => create), isThere };
  };

  /** Deleting a group deletes what is in it, and a list may lag: nothing is listed in several looks, and nothing that was ever to pass through it answers a GET. */
  const isSurelyEmpty = async (arm: Arm, group: GroupAddress, batches: Batch[]): Promise<boolean> => {
    for (let look = 1; look <= LOOKS; look++) {
      if (look > 1) await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS / settings.timeScale));
      if ((await arm.listResources(group.subscriptionId, group.resourceGroup)).length > 0) return false;
    }
    const address = idKey(groupId(group));
    const passing = batches.filter(({ from, to }) => [from, to].some((side) => idKey(groupId(side)) === address));
    const ids = [...new Set(passing.flatMap(({ resources }) => resources.map((id) => rebase(id, group))))];
    return (await arm.absent(ids)).size === ids.length;
  };

  return {
    /** Creates the plan's groups that are not there, with the tags they take over. */
    async createResourceGroups(input: PlanFile): Promise<CreatedGroups> {
      const { arm, own, isThere } = await planned(input);
      for (const group of own) {
        if (!isThere(group))
          await arm.createResourceGroup(group.subscriptionId, { name: group.name, location: group.location, tags: group.tags });
      }
      return { created: own.length };
    },

    /** Deletes the groups that the plan created, as far as they are surely empty. Answers how many were deleted. */
    async deleteEmptyGroups(input: PlanFile & { stagingOnly?: boolean }): Promise<{ deleted: number }> {
      const { arm, batches, own, isThere } = await planned(input);
      let deleted = 0;
      for (const { subscriptionId, name } of own.filter(({ takesOver }) => !input.stagingOnly || takesOver === undefined)) {
        if (!isThere({ subscriptionId, name })) continue;
        if (!(await isSurelyEmpty(arm, { subscriptionId, resourceGroup: name }, batches))) continue;
        await arm.deleteResourceGroup(subscriptionId, name);
        deleted++;
      }
      return { deleted };
    },
  };
}
