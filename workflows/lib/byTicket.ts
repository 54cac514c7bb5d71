import { workflowInfo } from '@temporalio/workflow';
import { microsoftsAnswer } from '../documents/microsoftsAnswer';
import { TransferForm } from '../documents/transferForm';
import { agreeForm, change, type SignedForm } from './agreeForm';
import { tell } from './ask';
import { afterBusinessHours } from './businessHours';
import { DAY, now, readable } from './clock';
import { firstOf, within } from './deadline';
import { fail } from './failures';
import type { Undo } from './reversibly';
import type { TransferJob } from './transferJob';

/** Microsoft answers within so many business hours (seed l.1668). */
const ANSWER_WITHIN_HOURS = 8;
/** Begins the title of every ticket of this process; a second open one about a subscription is refused. */
const SUBJECT = 'CSP subscription transfer';

/**
 * The procedure of 2017 up to Microsoft's word: ticket, form, three signatures, attached; then Microsoft confirms, asks for a correction
 * (a new version, signed anew), or refuses. All of it can be undone by closing the ticket.
 */
export async function requestByTicket(job: TransferJob, undo: Undo): Promise<void> {
  const { run } = job;
  run.progress.enter('ticket');
  await run.hold.released();
  undo('close the support ticket', () => withdraw(job));
  await openTicket(job);

  let form = TransferForm.first(job.input, job.subscriptions);
  for (let round = 1; ; round++) {
    const signed = await agreeForm(job, form);
    await attach(job, signed);
    const next = await microsoftsWord(job, signed, round);
    if (next === 'confirmed') return;
    form = next;
  }
}

async function openTicket(job: TransferJob): Promise<void> {
  const { customer, sourcePartner, destinationPartner } = job.input;
  const [first] = job.subscriptions;
  const { id } = await job.source.openTicket('Open the support ticket', {
    ...ticketOf(job),
    subject: SUBJECT,
    title: `${SUBJECT}: ${customer.name} from ${sourcePartner.name} to ${destinationPartner.name}`.slice(0, 250),
    description: [
      `${customer.name} (tenant ${customer.tenantId}) wishes to switch its CSP partner from ${sourcePartner.name} (tenant ${sourcePartner.tenantId}, MPN ${sourcePartner.mpnId}) to ${destinationPartner.name} (tenant ${destinationPartner.tenantId}, MPN ${destinationPartner.mpnId}).`,
      `Subscriptions to be transferred: ${job.ids.join(', ')}.`,
      'The CSP Subscription Transfer form, signed by all three, will be attached to this ticket.',
    ].join('\n'),
    contact: { ...sourcePartner.contact, country: customer.country },
  });
  job.ticket = { name: ticketOf(job).name, id };
  for (const known of [id, first?.subscriptionId]) if (known) job.run.progress.track(known);
  job.note(`Ticket ${id} is open`);
}

async function attach(job: TransferJob, { form, digest, signatures }: SignedForm): Promise<void> {
  const { run } = job;
  run.progress.enter('attach');
  await run.hold.released();
  const signers = new Set(signatures.map(({ party }) => party));
  if (signers.size !== 3 || !form.hasContacts)
    throw fail(
      'InvalidInput',
      `the form is not complete: signed by ${[...signers].join(', ')}; it needs three signatures and the contacts of both partners`,
    );
  await job.source.attachForm(`Attach version ${form.version} of the form to the ticket`, {
    ...ticketOf(job),
    file: `csp-transfer-form-v${form.version}.html`,
    form: { document: form.document, digest, signatures },
    message: {
      subject: `CSP Subscription Transfer form, version ${form.version}`,
      body: `The completed form is attached. It is signed by all three parties; its digest is ${digest}.`,
      sender: job.input.sourcePartner.contact.email,
    },
  });
  job.formDigest = digest;
  job.note(`Version ${form.version} of the form is attached to ticket ${job.ticket?.id ?? ''}`);
}

/** Waits for what Microsoft writes and has the source partner read it. Answers the next version of the form when a correction is asked for. */
async function microsoftsWord(job: TransferJob, { form }: SignedForm, round: number): Promise<'confirmed' | TransferForm> {
  const { run, input } = job;
  run.progress.enter('confirm', `Microsoft is waited for: ${ANSWER_WITHIN_HOURS} business hours`);
  const news = await microsoftsNews(job);
  if (news === 'moved') {
    job.note('Microsoft has moved the subscription without a word');
    return 'confirmed';
  }
  job.messages.push(...news.messages);
  const outcome = await job.ask({
    step: 'confirm',
    what: `read what Microsoft wrote in ticket ${job.ticket?.id ?? ''}: does it confirm the transfer?`,
    document: microsoftsAnswer(job.ticket?.id ?? '', round, news.messages, news.closed),
    parties: ['sourcePartner'],
    editable: { sourcePartner: ['sourcePartner.contactName', 'sourcePartner.contactEmail'] },
    withinDays: input.waits.form,
    speaksFor: 'microsoft',
  });
  if (outcome.choice === 'approve') return 'confirmed';
  return form.next(...change(outcome.choice === 'sendBack' ? outcome.by : undefined));
}

type News = { messages: TransferJob['messages']; closed: boolean };

/** Business hours are counted while Microsoft is silent: each time they have passed the operator is told, the first time the severity is raised. */
async function microsoftsNews(job: TransferJob): Promise<News | 'moved'> {
  const { run, input } = job;
  const ends = Date.now() + input.waits.transfer * DAY;
  const known = job.messages.map(({ name }) => name);
  const look = (): Promise<News | 'moved'> =>
    firstOf<News | 'moved'>([
      () =>
        run.waking.orSooner(() =>
          job.source.awaitMicrosoft('Look for Microsoft’s answer', { ...ticketOf(job), known, everyMs: job.pace(15) }),
        ),
      () => arrived(job).then(() => 'moved' as const),
    ]);
  for (let silences = 0; ;) {
    const due = afterBusinessHours(new Date(), ANSWER_WITHIN_HOURS, input.calendar).getTime();
    const heard = await within(
      Math.min(due, ends) - Date.now(),
      `Microsoft answers by ${readable(new Date(due).toISOString())}`,
      look,
    );
    if (heard !== 'late') return heard.found;
    if (Date.now() >= ends)
      throw fail('Expired', `Microsoft has not answered ticket ${job.ticket?.id ?? ''} until ${readable(now())}`, {
        parties: ['microsoft'],
      });
    silences++;
    const said = `Microsoft has not answered ticket ${job.ticket?.id ?? ''} for ${ANSWER_WITHIN_HOURS * silences} business hours`;
    if (silences === 1) {
      await job.source.escalateTicket('Raise the severity of the ticket', {
        ...ticketOf(job),
        severity: 'moderate',
        reason: `${said}. Please confirm that you have received the form.`,
        sender: input.sourcePartner.contact.email,
      });
    }
    job.note(silences === 1 ? `${said}: its severity is raised` : said);
    await tell(run, job.operator, `Tell the operator: ${said}`, {
      kind: 'tell',
      to: 'operator',
      step: 'confirm',
      what: said,
      nth: silences,
    });
  }
}

/** Microsoft moves the subscriptions; looked for in the destination partner's Partner Center. */
export function arrived(job: TransferJob): Promise<unknown> {
  return job.run.waking.orSooner(() =>
    job.destination.awaitSoldByPartner('Look whether the subscriptions have arrived', {
      customerTenantId: job.input.customer.tenantId,
      subscriptions: job.ids,
      everyMs: job.pace(15),
    }),
  );
}

/** The undo: the ticket is closed with the reason; if Microsoft has moved the subscription all the same, a person has to see to it. */
async function withdraw(job: TransferJob): Promise<boolean> {
  const reason = job.run.progress.failed;
  const { closed } = await job.source.closeTicket('Close the ticket, with the reason', {
    ...ticketOf(job),
    reason: `Please do not transfer the subscription: ${reason ? reason.message : 'the request was withdrawn'}`.slice(0, 1_000),
    sender: job.input.sourcePartner.contact.email,
  });
  const still = await job.source.soldByPartner('See that the subscriptions are where they were', {
    customerTenantId: job.input.customer.tenantId,
    subscriptions: job.ids,
  });
  if (still.length < job.ids.length)
    throw fail('Conflict', 'Microsoft has moved a subscription already: only another transfer brings it back');
  return closed;
}

/** Done, and said so, by the source partner while it still has the right to. */
export async function closeTransferredTicket(job: TransferJob): Promise<void> {
  if (!job.ticket) return;
  const { closed } = await job.source.closeTicket('Close the ticket', {
    ...ticketOf(job),
    reason: 'The subscriptions have been seen with the new partner. Thank you.',
    sender: job.input.sourcePartner.contact.email,
  });
  job.note(closed ? `Ticket ${job.ticket.id} is closed` : `Ticket ${job.ticket.id} was closed already`);
}

function ticketOf(job: TransferJob): { tenantId: string; subscriptionId: string; name: string } {
  return {
    tenantId: job.input.customer.tenantId,
    subscriptionId: job.ids[0] ?? '',
    // The same over all attempts, and another one for each run.
    name: `handover-${workflowInfo().firstExecutionRunId}`,
  };
}
