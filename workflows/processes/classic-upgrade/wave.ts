import { CancellationScope } from '@temporalio/workflow';
import type { Built } from '../../../activities/classic/inspect';
import type { ClassicUnit } from '../../../contracts/processes/classic-upgrade';
import { documentDigest } from '../../../contracts/people/document';
import { type PreparedUnit, upgradeGate } from './documents/gate';
import { askAll } from '../../asking/ask-document';
import { plural } from '../../base/clock';
import { fail, failureOf, kindOf } from '../../base/failures';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import type { Undo, UndoAct } from '../../acts/undo';
import { inParallel } from '../../acts/in-parallel';
import { AT_ONCE, REFUSALS, type UpgradeState } from './state';

/** Validates; what Azure refuses stays classic. Answers the others, each with what Azure warned of. */
export async function validateWave(state: UpgradeState, wave: readonly ClassicUnit[]): Promise<Map<ClassicUnit, string[]>> {
  state.run.progress.enter('validate', `Azure validates ${plural(wave.length, 'unit')}`);
  const warned = new Map<ClassicUnit, string[]>();
  await inParallel(AT_ONCE, wave, (unit) =>
    state.orBlocked(
      unit,
      async () => {
        const { blocked, messages } = await state.operator.validateClassic(`Ask Azure to validate ${unit.id}`, state.on(unit));
        if (blocked) state.settle(unit, 'blocked', messages);
        else warned.set(unit, messages);
      },
      () => false,
    ),
  );
  return warned;
}

/**
 * Goes from validate to the people's yes: units that wait for no other are prepared together and approved together. Answers what was approved,
 * in order; every undo is announced before its act. Throws `Declined` and `Expired`.
 */
export async function openWave(
  state: UpgradeState,
  wave: readonly ClassicUnit[],
  undo: Undo,
  nth: number,
): Promise<PreparedUnit[]> {
  const { run } = state;
  const warned = await validateWave(state, wave);
  const valid = wave.filter((unit) => warned.has(unit));
  if (valid.length === 0) return [];

  run.progress.enter('prepare', `Azure prepares ${plural(valid.length, 'unit')}`);
  await run.pause.resumed();
  await state.register();
  await inParallel(AT_ONCE, valid, async (unit) => {
    await run.pause.resumed();
    undo(`abort the upgrade of ${unit.id}`, () => state.abort(unit));
    await state.orBlocked(
      unit,
      () => state.prepare(unit),
      // What Azure did not plainly refuse may have begun.
      (type) => !REFUSALS.includes(type),
    );
  });

  run.progress.enter('inspect');
  const built = new Map<ClassicUnit, Built>();
  await inParallel(AT_ONCE, stillPending(state, valid), (unit) =>
    state.orBlocked(
      unit,
      async () => void built.set(unit, await inspected(state, unit)),
      () => true,
    ),
  );
  const prepared = valid.flatMap((unit): PreparedUnit[] => {
    const seen = built.get(unit);
    return seen ? [{ unit, built: seen, messages: warned.get(unit) ?? [] }] : [];
  });
  if (prepared.length > 0) await pass(state, prepared, nth);
  await run.pause.resumed();
  return prepared;
}

/** A wave after the first commit: what fails, or a no, keeps the rest classic and does not end the run. Whatever is prepared is aborted. */
export async function openLaterWave(state: UpgradeState, wave: readonly ClassicUnit[], nth: number): Promise<PreparedUnit[]> {
  const announced: { what: string; how: UndoAct }[] = [];
  try {
    return await openWave(state, wave, (what, how) => announced.unshift({ what, how }), nth);
  } catch (error) {
    const why = kindOf(error) === 'Cancelled' ? 'The run was cancelled before it was committed.' : failureOf(error).message;
    await CancellationScope.nonCancellable(async () => {
      for (const { what, how } of announced) await aborted(state, what, how);
      for (const unit of state.pending) state.settle(unit, 'aborted', [why]);
    });
    return [];
  }
}

/** An abort after which nothing else would: what fails waits for the operator, and what is given up is left undone, by name. */
export async function aborted({ run }: UpgradeState, what: string, how: UndoAct): Promise<void> {
  try {
    if (await attempt(run, what, how, FORWARD)) run.progress.undone.push(what);
  } catch (error) {
    run.progress.leftUndone.push(`${what} (${failureOf(error).message})`);
  }
}

function stillPending(state: UpgradeState, units: readonly ClassicUnit[]): ClassicUnit[] {
  const pending = new Set(state.pending);
  return units.filter((unit) => pending.has(unit));
}

/** Throws `UpgradeRefused` when something that has to be there is not. */
async function inspected(state: UpgradeState, unit: ClassicUnit): Promise<Built> {
  const seen = await state.operator.inspectClassic(`See what Azure has built of ${unit.id}`, state.on(unit));
  if (seen.missing.length === 0) return seen;
  const missing = seen.missing.slice(0, 5).join(', ');
  throw fail('UpgradeRefused', `Prepare has not built ${missing}; it was aborted. Start again, or ask Microsoft.`);
}

/** The gate: the operator, and the customer too when machines stand still. */
async function pass(state: UpgradeState, prepared: readonly PreparedUnit[], nth: number): Promise<void> {
  const { run, input } = state;
  const document = upgradeGate(input.customer.name, input.subscriptionId, prepared, state.staying(), nth);
  const stops = prepared.some(({ unit }) => unit.stops);
  const what = `make the upgrade of ${plural(prepared.length, 'unit')} to Resource Manager final${stops ? '; machines outside of a network stand still' : ''}`;
  run.progress.documents.gate = document;
  const outcome = await askAll(state, {
    step: 'gate',
    what,
    document,
    digest: documentDigest(document),
    parties: stops ? ['customer', 'operator'] : ['operator'],
    withinDays: input.deadlines.gate,
  });
  if (outcome.choice === 'approve') return;
  const { party, comment } = outcome.by;
  const said = outcome.choice === 'decline' ? 'declined the upgrade' : 'sent the upgrade back';
  throw fail('Declined', `${party} ${said}${comment ? `: ${comment}` : ''}`, { party });
}
