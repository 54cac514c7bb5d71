import type { UnitState } from '../../../activities/ports/classic';
import type { ClassicUnit } from '../../../contracts/processes/classic-upgrade';
import type { PreparedUnit } from './documents/gate';
import { plural } from '../../base/clock';
import { fail, failureOf } from '../../base/failures';
import { onlyForward } from '../../acts/only-forward';
import { settleOnce } from '../../acts/send-once';
import { several } from '../../acts/several';
import { AT_ONCE, type UpgradeJob } from './units';
import { aborted } from './wave';

/**
 * Makes approved units final. Each is a point of no return of its own: what fails waits for the operator, and a unit that is given up is
 * aborted while the others go on. Runs where no cancel reaches it.
 */
export async function commitWave(job: UpgradeJob, approved: readonly PreparedUnit[]): Promise<void> {
  if (approved.length === 0) return;
  job.run.progress.enter('commit', `Azure commits ${plural(approved.length, 'unit')}`);
  await several(approved, AT_ONCE, async ({ unit, built, messages }) => {
    let why = 'The operator ruled it as done, and it was not committed.';
    try {
      await onlyForward(job.run, unit.id, committing(job, unit));
    } catch (error) {
      why = failureOf(error).message;
    }
    // Whatever has been said: what is not committed is not left locked.
    let state = 'Prepared' as UnitState;
    await aborted(job, `abort the upgrade of ${unit.id}`, async () => {
      state = await atRest(job, unit);
      return state === 'gone' ? false : job.abort(unit);
    });
    if (state === 'gone') job.settle(unit, 'committed', messages, built);
    else job.settle(unit, 'aborted', [why]);
  });
}

/** One commit, however often it is tried: it is looked up before it is sent again. */
function committing(job: UpgradeJob, unit: ClassicUnit): () => Promise<void> {
  let tries = 0;
  return async () => {
    if (tries++ > 0 && (await atRest(job, unit)) === 'gone') return;
    const started = await settleOnce({
      send: () => job.operator.commitClassic(`Commit ${unit.id}`, job.on(unit)),
      look: async () => ((await atRest(job, unit)) === 'gone' ? 'happened' : 'didNotHappen'),
    });
    if (started)
      await job.operator.pollClassic(`Wait for ${unit.id} to be committed`, { ...job.scope, operation: started.operation });
    const state = await atRest(job, unit);
    if (state !== 'gone') throw fail('OutcomeUnknown', `Azure says that ${unit.id} is committed, and it is ${state}`);
  };
}

async function atRest(job: UpgradeJob, unit: ClassicUnit) {
  return (await job.operator.awaitClassicAtRest(`See whether ${unit.id} is committed`, job.on(unit))).state;
}

/** Reads Resource Manager: every committed unit is there, whole; and which machines carry secrets now. */
export async function verifyUpgrade(job: UpgradeJob): Promise<void> {
  const { committed, operator, run } = job;
  run.progress.enter('verify');
  await onlyForward(run, 'verify', async () => {
    const missing: string[] = [];
    await several(committed, AT_ONCE, async (unit) => {
      const seen = await operator.inspectClassic(`Look for ${unit.id} in Resource Manager`, job.on(unit));
      job.settle(unit, 'committed', job.messagesOf(unit), seen);
      missing.push(...seen.missing);
    });
    if (missing.length > 0)
      throw fail(
        'NotFound',
        `${plural(missing.length, 'resource')} cannot be found after the commit: ${missing.slice(0, 5).join(', ')}`,
      );
    job.withSecrets = await operator.findMachinesWithSecrets('See which machines carry secrets now', {
      ...job.scope,
      groups: [...new Set(committed.flatMap(({ groups }) => groups))],
    });
  });
  run.progress.say(
    `${committed.length} of ${plural(job.total, 'unit')} are in Resource Manager, ${plural(job.withSecrets.length, 'machine')} carry secrets`,
  );
}
