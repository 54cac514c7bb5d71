import { TransferForm } from './documents/transfer-form';
import { agreeForm } from './agree-form';
import { microsoftsWord } from './microsofts-answer';
import type { Undo } from '../../acts/undo';
import type { TransferJob } from './state';
import { attachForm, openTicket, withdrawTicket } from './ticket';

/**
 * The procedure of 2017 up to Microsoft's word: ticket, form, three signatures, attached; then Microsoft confirms, asks for a correction
 * (a new version, signed anew), or refuses. All of it can be undone by closing the ticket.
 */
export async function requestByTicket(job: TransferJob, undo: Undo): Promise<void> {
  const { run } = job;
  run.progress.enter('ticket');
  await run.hold.released();
  undo('close the support ticket', () => withdrawTicket(job));
  await openTicket(job);

  let form = TransferForm.first(job.input, job.subscriptions);
  for (let round = 1; ; round++) {
    const signed = await agreeForm(job, form);
    await attachForm(job, signed);
    const next = await microsoftsWord(job, signed, round);
    if (next === 'confirmed') return;
    form = next;
  }
}
