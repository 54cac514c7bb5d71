import type { ArtifactRef } from '../../../contracts/run/artifact';
import { plural } from '../../base/clock';
import { fail, failureOf } from '../../base/failures';
import { attempt, REVERSIBLE } from '../../acts/retry-or-rule';
import type { Undo } from '../../acts/undo';
import type { MoveState } from './state';

/** What a move does not carry gets to the new ids, then the locks of both sides come back. */
export async function restore(state: MoveState, undo: Undo): Promise<void> {
  const { operator, tenantId, run } = state;
  undo('remove the carried-over role assignments and locks', async () => {
    const { removed } = await operator.removeCarriedOver('Remove the carried-over role assignments and locks', kept(state));
    return removed > 0;
  });
  await attempt(run, 'restore', () => carryOver(state), REVERSIBLE);
  const lifted = state.plans.filter(({ planned }) => planned.locksToLift > 0);
  undo('lift the locks again for the way back', async () => {
    let again = 0;
    for (const { planned } of lifted)
      again += (await operator.liftLocks('Lift the locks for the way back', { tenantId, plan: planned.plan })).lifted;
    return again > 0;
  });
  await attempt(run, 'restore', () => restoreLocks(state), REVERSIBLE);
}

async function carryOver(state: MoveState): Promise<void> {
  const { done, count, refused, examples } = await state.operator.carryOver(
    'Carry role assignments and locks over to the new ids',
    kept(state),
  );
  state.carriedOver = done;
  if (refused > 0) {
    const what = plural(refused, 'role assignment or lock', 'role assignments or locks');
    throw fail('NotCarriedOver', `${what} refused: ${examples.join('; ')}`);
  }
  const what = plural(count, 'role assignment, lock or tag set', 'role assignments, locks and tag sets');
  state.run.progress.say(`Carried over ${what}`);
}

export async function restoreLocks({ plans, operator, tenantId }: MoveState): Promise<void> {
  for (const { planned } of plans) {
    if (planned.locksToLift > 0) await operator.restoreLocks('Put the locks back', { tenantId, plan: planned.plan });
  }
}

/** Reads both sides: what is found is the outcome. */
export async function verify({ run, operator, files }: MoveState): Promise<void> {
  await attempt(
    run,
    'verify',
    async () => {
      const found = await operator.verifyMove('Read both sides: is everything where it should be?', files);
      run.progress.say(`${found.moved} of ${found.total} are at the destination, ${found.refused} stay with a reason`);
      if (found.left === 0 && found.twice === 0) return;
      throw fail(
        'MoveRefused',
        `${plural(found.left, 'resource')} did not arrive (${found.examples.join(', ')}), ${found.twice} are on both sides`,
      );
    },
    REVERSIBLE,
  );
}

/** What nobody misses: empty staging groups, assignments under ids that are no more. A failure here changes nothing of the outcome. */
export async function tidy(state: MoveState): Promise<void> {
  const { operator, tenantId, plans, run } = state;
  const ifPossible = async (act: Promise<unknown>) => {
    await act.catch((error: unknown) => run.progress.say(`Not tidied: ${failureOf(error).message}`));
  };
  for (const { planned } of plans) {
    const staging = { tenantId, plan: planned.plan, stagingOnly: true };
    await ifPossible(operator.deleteEmptyGroups('Delete the emptied staging groups', staging));
  }
  await ifPossible(operator.removeOrphans('Remove the role assignments left under the old ids', kept(state)));
}

function kept({ tenantId, files, snapshot }: MoveState) {
  return { tenantId, plans: files.plans, snapshot: snapshot as ArtifactRef };
}
