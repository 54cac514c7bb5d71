/**
 * Upgrades the classic resources of a subscription to Resource Manager, in the same subscription (docs/processes/classic-upgrade.md; seed l.14943-14990).
 * Microsoft switched the classic model off in 2024: this runs against a local Azure alone, and says so.
 *
 *   1 look      what there is, what goes with what and after what
 *   for those that wait for no other, then for those that waited for them:
 *   2 validate  with the service; what it refuses stays classic, by name, and does not keep the others
 *   3 prepare   Azure builds the new side and locks both (undo: abort)
 *   4 inspect   what was built
 *   5 gate      the operator approves it, and the customer too when machines stand still
 *   6 commit ◆  unit by unit; cannot be taken back
 *   then
 *   7 verify    Resource Manager has it all
 *   8 report
 *
 * A prepared unit is locked until it is committed or aborted, and never left so: a no, silence, a failure or a cancel aborts all of them.
 * After the first commit the run only goes forward: those still classic may stay so, and what fails waits for the operator.
 */
import { CancellationScope } from '@temporalio/workflow';
import { ClassicUpgradeInput, type ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import { fail, parseOrFail } from '../../base/failures';
import { plural } from '../../base/clock';
import { reversibly } from '../../acts/undo';
import { beginRun, expectAnswers, meetWorker } from '../../run/begin';
import { endBadly, endWell } from '../../run/ending';
import { commitWave, verifyUpgrade } from './commit';
import { endingOf } from './report';
import { UpgradeState } from './state';
import { openLaterWave, openWave, validateWave } from './wave';

const RETIRED =
  'Microsoft switched the classic deployment model off on 31 August 2024 (virtual machines in September 2023): no subscription has classic resources that could be upgraded any more. This process runs against a local Azure alone, to rehearse and to teach; on real subscriptions go on with the assessment';

export async function classicUpgrade(raw: ClassicUpgradeInput): Promise<ClassicUpgradeResult> {
  const input = parseOrFail(ClassicUpgradeInput, raw);
  const run = beginRun('classic-upgrade', input, { sourceSubscription: input.subscriptionId });
  const { progress } = run;
  const state = new UpgradeState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Look.
    progress.enter('look');
    await meetWorker(run, state.operator, { asksPeople: false });
    if (!state.isLocal) throw fail('Retired', RETIRED);
    expectAnswers(run);
    const { units, apart } = await state.operator.findClassicUnits('Read the classic side of the subscription', {
      ...state.scope,
      exclude: input.exclude,
    });
    state.take(units, apart);
    progress.say(`${plural(units.length, 'unit')} to upgrade, ${apart.length} stay classic`);
    if (input.rehearse || units.length === 0) {
      await lookOnly(state);
      return await endWell(ending, input.rehearse ? 'rehearsed' : 'done');
    }

    // 2-6. Wave by wave.
    for (let nth = 1; ; nth++) {
      const wave = state.next();
      if (wave.length === 0) break;
      const approved =
        state.committed.length === 0
          ? await reversibly(progress, (undo) => openWave(state, wave, undo, nth))
          : await openLaterWave(state, wave, nth);
      await CancellationScope.nonCancellable(() => commitWave(state, approved));
    }

    return await CancellationScope.nonCancellable(async () => {
      // 7. Verify by looking.
      await verifyUpgrade(state);

      // 8. Report.
      progress.enter('report');
      return endWell(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}

/** A rehearsal, or nothing to do: Azure validates what can be judged now, nothing is written. */
async function lookOnly(state: UpgradeState): Promise<void> {
  const { progress } = state.run;
  const valid = await validateWave(
    state,
    state.pending.filter((unit) => !state.isLate(unit)),
  );
  state.blockWaiting();
  for (const [unit, messages] of valid) state.settle(unit, 'wouldUpgrade', messages);
  for (const unit of state.pending)
    state.settle(unit, 'wouldUpgrade', [
      `Azure can validate it once ${unit.after.join(', ') || 'the virtual networks'} have gone.`,
    ]);
  progress.enter('report');
  progress.skipPending(state.input.rehearse ? 'rehearsal' : 'nothing to upgrade');
}
