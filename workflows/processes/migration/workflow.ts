import { CancellationScope } from '@temporalio/workflow';
import type { MigrationReport, MigrationResult } from '../../../contracts/processes/migration';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import { reversibly } from '../../acts/undo';
import { ChildRuns } from '../../children/child-runs';
import { beginRun, meetWorker } from '../../run/begin';
import { endBadly, endWell } from '../../run/ending';
import { agree, assess } from './assess';
import { moveResources, removeSecrets, upgradeClassic } from './move-resources';
import { intoOneTenant } from './move-tenant';
import { onboard } from './onboard';
import { endingOf } from './report';
import { type MigrationInput, MigrationState } from './state';
import { takeBillingOver } from './transfer-billing';

/**
 * Subscriptions of another agreement become a CSP partner's, by child runs that each hold with their undo until all have come through. A failure,
 * a decline or a cancel rolls them back, newest first. What an upgrade from classic has committed stays, and is named.
 */
export async function migrate(process: MigrationReport['process'], input: MigrationInput): Promise<MigrationResult> {
  const byBilling = 'way' in input && input.way === 'billingOwnership';
  const run = beginRun(process, input, {
    sourceSubscription: input.subscriptions[0] ?? '',
    without: byBilling ? [] : ['billing'],
  });
  const children = new ChildRuns(run);
  const state = new MigrationState(input, run, children);
  const ending = endingOf(state, process);

  try {
    await meetWorker(run, state.operator);
    await reversibly(run.progress, (undo) =>
      children.together(async () => {
        if (state.byBilling) return takeBillingOver(state, undo);
        await onboard(state, undo);
        await intoOneTenant(state, undo);
        await assess(state, undo);
        await agree(state, undo);
        await upgradeClassic(state, undo);
        await removeSecrets(state, undo);
        await moveResources(state, undo);
      }),
    );

    // All have come through: from here on nothing is taken back.
    return await CancellationScope.nonCancellable(async () => {
      run.progress.enter('report', 'The child runs are told that all have come through');
      await attempt(run, 'report', () => children.keepAll(), FORWARD);
      return endWell(ending, input.rehearse ? 'rehearsed' : 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
