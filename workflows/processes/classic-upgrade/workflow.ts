/**
 * Upgrades the classic resources of a subscription to Resource Manager, in the same subscription (processes.md section 5; seed l.14943-14990).
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
import {
  CLASSIC_UPGRADE_STEPS,
  ClassicUpgradeInput,
  type ClassicUpgradeResult,
} from '../../../contracts/processes/classic-upgrade';
import { fail, parseOrFail } from '../../base/failures';
import { plural } from '../../base/clock';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';
import { commitWave, verifyUpgrade } from './commit';
import { UpgradeEnding } from './report';
import { UpgradeJob } from './units';
import { openLaterWave, openWave, validateWave } from './wave';

const RETIRED =
  'Microsoft switched the classic deployment model off on 31 August 2024 (virtual machines in September 2023): no subscription has classic resources that could be upgraded any more. This process runs against a local Azure alone, to rehearse and to teach; on real subscriptions go on with the assessment';

export async function classicUpgrade(raw: ClassicUpgradeInput): Promise<ClassicUpgradeResult> {
  const input = parseOrFail(ClassicUpgradeInput, raw);
  const { subscriptionId, customer } = input;
  const run = beginRun(
    'classic-upgrade',
    CLASSIC_UPGRADE_STEPS.map((name) => ({ name, who: name === 'gate' ? ('operator' as const) : ('handover' as const) })),
    { customer: customer.name, sourceSubscription: subscriptionId, parties: { customer } },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const job = new UpgradeJob(input, run);
  const ending = new UpgradeEnding(job);

  try {
    // 1. Look.
    progress.enter('look');
    const env = await job.operator.environment('Ask the worker what it runs against');
    if (!env.local) throw fail('Retired', RETIRED);
    believe(run, env);
    Object.assign(job, { isLocal: env.local, pauseMs: env.busyMs });
    const { units, apart } = await job.operator.findClassicUnits('Read the classic side of the subscription', {
      ...job.scope,
      exclude: input.exclude,
    });
    job.take(units, apart);
    progress.say(`${plural(units.length, 'unit')} to upgrade, ${apart.length} stay classic`);
    if (input.rehearse || units.length === 0) return await lookOnly(job, ending);

    // 2-6. Wave by wave.
    for (let nth = 1; ; nth++) {
      const wave = job.next();
      if (wave.length === 0) break;
      const approved =
        job.committed.length === 0
          ? await reversibly(progress, (undo) => openWave(job, wave, undo, nth))
          : await openLaterWave(job, wave, nth);
      await CancellationScope.nonCancellable(() => commitWave(job, approved));
    }

    return await CancellationScope.nonCancellable(async () => {
      // 7. Verify by looking.
      await verifyUpgrade(job);

      // 8. Report.
      progress.enter('report');
      return ending.well('done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}

/** A rehearsal, or nothing to do: Azure validates what can be judged now, nothing is written. */
async function lookOnly(job: UpgradeJob, ending: UpgradeEnding): Promise<ClassicUpgradeResult> {
  const { progress } = job.run;
  const valid = await validateWave(
    job,
    job.pending.filter((unit) => !job.isLate(unit)),
  );
  job.blockWaiting();
  for (const [unit, messages] of valid) job.settle(unit, 'wouldUpgrade', messages);
  for (const unit of job.pending)
    job.settle(unit, 'wouldUpgrade', [
      `Azure can validate it once ${unit.after.join(', ') || 'the virtual networks'} have gone.`,
    ]);
  for (const step of ['prepare', 'inspect', 'gate', 'commit', 'verify'])
    progress.skip(step, job.input.rehearse ? 'rehearsal' : 'nothing to upgrade');
  progress.enter('report');
  return ending.well(job.input.rehearse ? 'rehearsed' : 'done');
}
