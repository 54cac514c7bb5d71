/**
 * Takes the secrets from virtual machines, without which they cannot move to another subscription (processes.md section 6; seed
 * l.14990-15023): machines that came from the classic model carry certificates of a key vault (Windows Remote Management).
 *
 *   1 look    which machines carry secrets
 *   2 keep    their lists are put aside, encrypted
 *   3 remove  each gets an empty list, eight at once (undo: the kept list is put back where there is none)
 *   4 verify  all machines are read again
 *   5 report
 *
 * A machine that refuses (locked, failed, changed meanwhile) does not keep the others; once all have been tried the operator rules. One that
 * another operation holds is waited for in sight of everybody, then it refuses too.
 * The work is done in a few large slices, so that the history stays the same for ten machines and for thousands.
 */
import { CancellationScope } from '@temporalio/workflow';
import type { RefusedMachine, SecretsSlice } from '../../../activities/machines/secrets';
import {
  SECRETS_REMOVAL_STEPS,
  SecretsRemovalInput,
  type SecretsRemovalResult,
} from '../../../contracts/processes/secrets-removal';
import { actor } from '../../acts/actors';
import { plural } from '../../base/clock';
import { fail, parseOrFail } from '../../base/failures';
import { orRuled } from '../../acts/or-ruled';
import { reversibly } from '../../acts/undo';
import { beginRun, useEnvironment } from '../../run/begin';
import { SecretsEnding } from './report';
import { named, overSlices, restored, slicesOf, whatIsRefused } from './slices';
import { standBy } from '../../parts/stand-by';

export async function secretsRemoval(raw: SecretsRemovalInput): Promise<SecretsRemovalResult> {
  const input = parseOrFail(SecretsRemovalInput, raw);
  const { subscriptionId, customer, virtualMachines } = input;
  const run = beginRun(
    'secrets-removal',
    SECRETS_REMOVAL_STEPS.map((name) => ({ name, who: 'handover' as const })),
    { customer: customer.name, sourceSubscription: subscriptionId, parties: { customer } },
    input.rulingWithinDays,
  );
  const { progress, hold } = run;
  const operator = actor('operator');
  const scope = { tenantId: customer.tenantId, subscriptionId };
  const ending = new SecretsEnding(input, run, operator);

  try {
    // 1. Look.
    progress.enter('look');
    const env = await operator.environment('Ask the worker what it runs against');
    ending.localStack = env.local;
    useEnvironment(run, env);
    const { found, machines } = await operator.findSecrets('Look for machines that carry secrets', {
      ...scope,
      ...(virtualMachines ? { virtualMachines } : {}),
    });
    Object.assign(ending, { found, machines });
    progress.say(`${plural(found, 'machine')} with secrets`);
    if (found === 0 || input.rehearse) {
      for (const step of ['keep', 'remove', 'verify'])
        progress.skip(step, input.rehearse ? 'rehearsal' : 'no machine carries secrets');
      progress.enter('report');
      return ending.well(await ending.result(input.rehearse ? 'rehearsed' : 'done'));
    }

    return await reversibly(progress, async (undo) => {
      // 2. Keep.
      progress.enter('keep');
      await hold.released();
      const { kept, machines: count } = await operator.keepSecrets('Put the lists aside, encrypted', { ...scope, machines });
      ending.kept = kept;

      // 3. Remove.
      progress.enter('remove');
      const slices = slicesOf(kept, count, scope.tenantId);
      const wait = { progress, busyMs: env.busyMs, machines: count, note: (text: string) => run.notes.push(text) };
      undo('put the removed lists back', () => restored(operator, wait, slices));
      let pending: readonly SecretsSlice[] = slices;
      await orRuled(run, 'remove', async () => {
        const met = new Map<number, RefusedMachine[]>();
        await overSlices(wait, pending, async (slice) => {
          await hold.released();
          progress.say(`Removing: ${named(slice, count)}`);
          const tried = await operator.removeSecrets(`Remove secrets: ${named(slice, count)}`, slice);
          ending.refusals.delete(slice.from);
          met.delete(slice.from);
          if (!tried.refusals) return undefined;
          ending.refusals.set(slice.from, { refused: tried.refused, file: tried.refusals });
          met.set(slice.from, tried.examples);
          return tried.held;
        });
        pending = pending.filter(({ from }) => met.has(from));
        const examples = [...met.values()].flat();
        const [first] = examples;
        if (first) throw fail(first.type, whatIsRefused(ending.refused, count, examples));
      });

      // 4. Verify by looking.
      progress.enter('verify');
      await orRuled(run, 'verify', async () => {
        const seen = await operator.lookAtSecrets('Read all machines again', { ...scope, kept, expectLeft: ending.refused });
        ending.changed = seen.removed;
        progress.say(`${seen.removed} of ${plural(count, 'machine')} have no secrets any more`);
        if (seen.left > ending.refused)
          throw fail(
            'Conflict',
            `${plural(seen.left, 'machine')} have secrets again (${seen.examples.join(', ')}): who puts them there? "done" leaves them`,
          );
      });

      // 5. Report; then it stands by, if it is part of something larger.
      progress.enter('report');
      const result = await ending.result('done');
      await standBy(run, input.standBy, result);
      return ending.well(result);
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
