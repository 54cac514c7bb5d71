/**
 * Takes the secrets from virtual machines, without which they cannot move to another subscription (docs/processes/secrets-removal.md; seed
 * l.14990-15023): machines that came from the classic model carry certificates of a key vault (Windows Remote Management).
 *
 *   1 look    Handover finds the machines that carry secrets
 *   2 keep    it puts their lists aside, encrypted
 *   3 remove  it gives each an empty list, eight at once (undo: the kept list comes back where there is none)
 *   4 verify  it reads all machines again
 *   5 report
 *
 * Everything can be undone until the run has ended. A machine that refuses (locked, failed, changed meanwhile) does not keep the others; once
 * all have been tried the operator rules. Handover waits, in sight of everybody, for a machine that another operation holds, and counts it as
 * refusing when that takes too long. The work is done in a few large slices, so that the history stays the same for ten machines and for
 * thousands.
 */
import { CancellationScope } from '@temporalio/workflow';
import { SecretsRemovalInput, type SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import { reversibly } from '../../acts/undo';
import { plural } from '../../base/clock';
import { parseOrFail } from '../../base/failures';
import { holdForParent } from '../../children/hold-for-parent';
import { beginRun, meetWorker } from '../../run/begin';
import { complete, endBadly, endWell } from '../../run/ending';
import { keep, remove, verify } from './remove';
import { endingOf } from './report';
import { SecretsState } from './state';

export async function secretsRemoval(raw: SecretsRemovalInput): Promise<SecretsRemovalResult> {
  const input = parseOrFail(SecretsRemovalInput, raw);
  const { subscriptionId, virtualMachines } = input;
  const run = beginRun('secrets-removal', input, { sourceSubscription: subscriptionId });
  const { progress, pause } = run;
  const state = new SecretsState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Look.
    progress.enter('look');
    await meetWorker(run, state.operator, { asksPeople: false });
    const { found, machines } = await state.operator.findSecrets('Look for machines that carry secrets', {
      ...state.scope,
      ...(virtualMachines ? { virtualMachines } : {}),
    });
    Object.assign(state, { found, machines });
    progress.say(`${plural(found, 'machine')} with secrets`);
    if (found === 0 || input.rehearse) {
      progress.enter('report');
      progress.skipPending(input.rehearse ? 'rehearsal' : 'no machine carries secrets');
      return await endWell(ending, input.rehearse ? 'rehearsed' : 'done');
    }

    return await reversibly(progress, async (undo) => {
      // 2. Keep.
      progress.enter('keep');
      await pause.resumed();
      await keep(state);

      // 3. Remove.
      progress.enter('remove');
      await remove(state, undo);

      // 4. Verify by looking.
      progress.enter('verify');
      await verify(state);

      // 5. Report; as the child of a larger run this one then waits for its parent.
      progress.enter('report');
      await ending.report('done');
      await holdForParent(run, input.holdForParent, ending.result('done'));
      return complete(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
