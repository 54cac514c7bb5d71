import type { RefusedMachine } from '../../../activities/machines/secrets';
import { attempt, REVERSIBLE } from '../../acts/retry-or-rule';
import type { Undo } from '../../acts/undo';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import { named, overSlices, restored, slicesOf, whatIsRefused } from './slices';
import type { SecretsState } from './state';

/** Puts the lists aside, encrypted. */
export async function keep(state: SecretsState): Promise<void> {
  const { operator, scope, machines } = state;
  if (!machines) throw new Error('the machines are looked for first');
  const { kept, machines: count } = await operator.keepSecrets('Put the lists aside, encrypted', { ...scope, machines });
  Object.assign(state, { kept, count, slices: slicesOf(kept, count, scope.tenantId) });
}

/** Gives each machine an empty list. Once all have been tried the operator rules on those that refused, and only they are tried again. */
export async function remove(state: SecretsState, undo: Undo): Promise<void> {
  const { operator, run, wait, slices } = state;
  undo('put the removed lists back', () => restored(operator, wait, slices));
  let pending = slices;
  await attempt(
    run,
    'remove',
    async () => {
      const refused = await removeFrom(state, pending);
      pending = pending.filter(({ from }) => refused.has(from));
      const examples = [...refused.values()].flat();
      const [first] = examples;
      if (first) throw fail(first.type, whatIsRefused(state.refused, state.count, examples));
    },
    REVERSIBLE,
  );
}

/** Answers examples of the machines that refused, by slice. */
async function removeFrom(state: SecretsState, slices: SecretsState['slices']): Promise<Map<number, RefusedMachine[]>> {
  const { operator, run, wait, count, refusals } = state;
  const refused = new Map<number, RefusedMachine[]>();
  await overSlices(wait, slices, async (slice) => {
    await run.pause.resumed();
    run.progress.say(`Removing: ${named(slice, count)}`);
    const tried = await operator.removeSecrets(`Remove secrets: ${named(slice, count)}`, slice);
    refusals.delete(slice.from);
    refused.delete(slice.from);
    if (!tried.refusals) return undefined;
    refusals.set(slice.from, { refused: tried.refused, file: tried.refusals });
    refused.set(slice.from, tried.examples);
    return tried.held;
  });
  return refused;
}

/** Reads all machines again. */
export async function verify(state: SecretsState): Promise<void> {
  const { operator, run, scope, kept, count, refused } = state;
  if (!kept) throw new Error('the lists are kept first');
  await attempt(
    run,
    'verify',
    async () => {
      const seen = await operator.lookAtSecrets('Read all machines again', { ...scope, kept, expectLeft: refused });
      state.changed = seen.removed;
      run.progress.say(`${seen.removed} of ${plural(count, 'machine')} have no secrets any more`);
      if (seen.left > refused)
        throw fail(
          'Conflict',
          `${plural(seen.left, 'machine')} have secrets again (${seen.examples.join(', ')}): who puts them there? "done" leaves them`,
        );
    },
    REVERSIBLE,
  );
}
