import type { CspTransferStep } from '../../../contracts/processes/csp-transfer';
import { attempt, FORWARD } from '../../acts/retry-or-rule';
import type { TransferState } from './state';
import { leftAfter } from './transfer-left';

/**
 * Carries out an act after the point of no return. Past its first failure it is the operator's to rule on; what was done by hand is noted, and
 * what is left when the operator gives up is named.
 */
export async function forward(state: TransferState, step: CspTransferStep, act: () => Promise<void>): Promise<void> {
  const acted = async () => {
    await act();
    return true;
  };
  const done = await attempt(state.run, step, acted, FORWARD).catch((error: unknown) => {
    state.run.progress.leftUndone.push(...leftAfter(state, step));
    throw error;
  });
  if (!done) state.note(`${step}: done by hand, as the operator ruled; not looked up`);
}
