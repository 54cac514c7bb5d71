import type { UnitState } from '../../../activities/ports/classic';
import type { ClassicUnit } from '../../../contracts/processes/classic-upgrade';
import type { PreparedUnit } from './documents/gate';
import { plural } from '../../base/clock';
import { fail, failureOf } from '../../base/failures';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import { sendOnce } from '../../acts/send-once';
import { inParallel } from '../../acts/in-parallel';
import { AT_ONCE, type UpgradeState } from './state';
import { aborted } from './wave';

/**
 * Makes approved units final. Each is a point of no return of its own: what fails waits for the operator, and a unit that is given up is
 * aborted while the others go on. Runs where no cancel reaches it.
 */
export async function commitWave(state: UpgradeState, approved: readonly PreparedUnit[]): Promise<void> {
  if (approved.length === 0) return;
  state.run.progress.enter('commit', `Azure commits ${plural(approved.length, 'unit')}`);
  await inParallel(AT_ONCE, approved, async ({ unit, built, messages }) => {
    let why = 'The operator ruled it as done, and it was not committed.';
    try {
      await attempt(state.run, unit.id, committing(state, unit), FORWARD);
    } catch (error) {
      why = failureOf(error).message;
    }
    // Whatever has been said: what is not committed is not left locked.
    let now = 'Prepared' as UnitState;
    await aborted(state, `abort the upgrade of ${unit.id}`, async () => {
      now = await atRest(state, unit);
      return now === 'gone' ? false : state.abort(unit);
    });
    if (now === 'gone') state.settle(unit, 'committed', messages, built);
    else state.settle(unit, 'aborted', [why]);
  });
}

/** One commit, however often it is tried: it is looked up before it is sent again. */
function committing(state: UpgradeState, unit: ClassicUnit): () => Promise<void> {
  let tries = 0;
  return async () => {
    if (tries++ > 0 && (await atRest(state, unit)) === 'gone') return;
    const started = await sendOnce({
      send: () => state.operator.commitClassic(`Commit ${unit.id}`, state.on(unit)),
      look: async () => ((await atRest(state, unit)) === 'gone' ? 'happened' : 'didNotHappen'),
    });
    if (started)
      await state.operator.pollClassic(`Wait for ${unit.id} to be committed`, { ...state.scope, operation: started.operation });
    const now = await atRest(state, unit);
    if (now !== 'gone') throw fail('OutcomeUnknown', `Azure says that ${unit.id} is committed, and it is ${now}`);
  };
}

async function atRest(state: UpgradeState, unit: ClassicUnit) {
  return (await state.operator.awaitClassicAtRest(`See whether ${unit.id} is committed`, state.on(unit))).state;
}

/** Reads Resource Manager: every committed unit is there, whole; and which machines carry secrets now. */
export async function verifyUpgrade(state: UpgradeState): Promise<void> {
  const { committed, run } = state;
  run.progress.enter('verify');
  await attempt(run, 'verify', () => look(state), FORWARD);
  run.progress.say(
    `${committed.length} of ${plural(state.total, 'unit')} are in Resource Manager, ${plural(state.withSecrets.length, 'machine')} carry secrets`,
  );
}

async function look(state: UpgradeState): Promise<void> {
  const { committed, operator } = state;
  const missing: string[] = [];
  await inParallel(AT_ONCE, committed, async (unit) => {
    const seen = await operator.inspectClassic(`Look for ${unit.id} in Resource Manager`, state.on(unit));
    state.settle(unit, 'committed', state.messagesOf(unit), seen);
    missing.push(...seen.missing);
  });
  if (missing.length > 0)
    throw fail(
      'NotFound',
      `${plural(missing.length, 'resource')} cannot be found after the commit: ${missing.slice(0, 5).join(', ')}`,
    );
  state.withSecrets = await operator.findMachinesWithSecrets('See which machines carry secrets now', {
    ...state.scope,
    groups: [...new Set(committed.flatMap(({ groups }) => groups))],
  });
}
