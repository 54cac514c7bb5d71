import { TransferForm } from './documents/transfer-form';
import { agreeForm } from './agree-form';
import { microsoftsWord } from './microsofts-answer';
import type { Undo } from '../../acts/undo';
import type { TransferState } from './state';
import { attachForm, openTicket, withdrawTicket } from './ticket';

/**
 * The procedure of 2017 up to Microsoft's word: ticket, form, three signatures, attached; then Microsoft confirms, asks for a correction
 * (a new version, signed anew), or refuses. All of it can be undone by closing the ticket.
 */
export async function requestByTicket(state: TransferState, undo: Undo): Promise<void> {
  const { run } = state;
  run.progress.enter('ticket');
  await run.pause.resumed();
  undo('close the support ticket', () => withdrawTicket(state));
  await openTicket(state);

  let form = TransferForm.first(state.input, state.subscriptions);
  for (let round = 1; ; round++) {
    const signed = await agreeForm(state, form);
    await attachForm(state, signed);
    const next = await microsoftsWord(state, signed, round);
    if (next === 'confirmed') return;
    form = next;
  }
}
