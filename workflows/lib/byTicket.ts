import { TransferForm } from '../documents/transferForm';
import { agreeForm } from './agreeForm';
import { microsoftsWord } from './microsoftsWord';
import type { Undo } from './reversibly';
import type { TransferJob } from './transferJob';
import { attachForm, openTicket, withdrawTicket } from './transferTicket';

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
