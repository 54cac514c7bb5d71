import type { ArtifactRef } from '../../contracts/run/artifact';
import type { MovePlan } from '../../contracts/azure/plan';
import type { Dependencies } from '../ports/dependencies';
import { lockAddress } from '../common/authorization-ids';

export interface PlanFile {
  tenantId: string;
  plan: ArtifactRef;
}

export function createLockActivities({ azure, artifacts }: Dependencies) {
  const locksOf = async ({ tenantId, plan }: PlanFile) => {
    const { locksToLift, source, destination } = await artifacts.read<MovePlan>(plan);
    const arm = azure.arm(tenantId);
    const there = [...(await arm.locks(source.subscriptionId)), ...(await arm.locks(destination.subscriptionId))];
    return { arm, locksToLift, there: new Set(there.map(({ id }) => id.toLowerCase())) };
  };
  return {
    /** Deletes the locks that the plan names. Answers how many there were; those already gone are none. */
    async liftLocks(input: PlanFile): Promise<{ lifted: number }> {
      const { arm, locksToLift, there } = await locksOf(input);
      const present = locksToLift.filter(({ id }) => there.has(id.toLowerCase()));
      for (const { id } of present) await arm.deleteLock(id);
      return { lifted: present.length };
    },

    /** Puts back what `liftLocks` took, as the plan kept it. Answers how many were missing. */
    async restoreLocks(input: PlanFile): Promise<{ restored: number }> {
      const { arm, locksToLift, there } = await locksOf(input);
      const missing = locksToLift.filter(({ id }) => !there.has(id.toLowerCase()));
      for (const { id, level, notes } of missing) {
        const { scope, name } = lockAddress(id);
        await arm.putLock(scope, name, level, notes);
      }
      return { restored: missing.length };
    },
  };
}
