import type { MovePlan } from '../contracts/plan';
import type { Dependencies } from './deps';
import type { PlanFile } from './locks';

export interface CreatedGroups {
  /** How many of the plan's groups there are now that were not there when it was made. */
  created: number;
}

export function createResourceGroupActivities({ azure, artifacts }: Dependencies) {
  const planned = async ({ tenantId, plan }: PlanFile) => {
    const { groups } = await artifacts.read<MovePlan>(plan);
    const arm = azure.arm(tenantId);
    const names = new Map<string, Set<string>>();
    for (const { subscriptionId } of groups) {
      if (!names.has(subscriptionId)) {
        names.set(subscriptionId, new Set((await arm.resourceGroups(subscriptionId)).map(({ name }) => name.toLowerCase())));
      }
    }
    const isThere = (group: { subscriptionId: string; name: string }) =>
      names.get(group.subscriptionId)?.has(group.name.toLowerCase()) ?? false;
    return { arm, own: groups.filter(({ create }) => create), isThere };
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

    /** Deletes the groups that the plan created, as far as they are empty. Answers how many were deleted. */
    async deleteEmptyGroups(input: PlanFile & { stagingOnly?: boolean }): Promise<{ deleted: number }> {
      const { arm, own, isThere } = await planned(input);
      let deleted = 0;
      for (const { subscriptionId, name } of own.filter(({ takesOver }) => !input.stagingOnly || takesOver === undefined)) {
        if (!isThere({ subscriptionId, name })) continue;
        if ((await arm.listResources(subscriptionId, name)).length > 0) continue;
        await arm.deleteResourceGroup(subscriptionId, name);
        deleted++;
      }
      return { deleted };
    },
  };
}
