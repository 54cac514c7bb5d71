import { CancellationScope } from '@temporalio/workflow';
import type { BillingRequest } from '../../../activities/billing/ownership-requests';
import { acceptClicks, billingChanges, billingStates } from './documents/changes';
import { recipientsOf } from './check';
import { type BillingJob, sentenceOf } from './state';
import { DAY, readable } from '../../base/clock';
import { fail, kindOf } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import { ruledOn } from '../../acts/ruled-on';
import { thisRun } from '../../run/begin';
import { settleOnce } from '../../acts/send-once';
import { takenLater } from '../../acts/retry-refused';

/** Of a request: its recipient has said yes. */
const ACCEPTED = ['InProgress', 'Completed', 'CompletedWithErrors', 'Failed'];

/**
 * The partner asks, Azure validates each subscription, the customer accepts by name what changes, and the request is accepted: the point of no
 * return. Until then the request can be cancelled. Throws `Declined`, `Expired`, `TransferRefused`.
 */
export async function requestBilling(job: BillingJob, undo: Undo): Promise<void> {
  await open(job, undo);
  await validate(job, job.input.subscriptions);
  if (!(await agree(job))) await accept(job, job.going);
}

/** Asks anew for what an earlier request has not transferred; the customer's approval of it counts. Throws as `requestBilling`. */
export async function requestAgain(job: BillingJob, subscriptions: string[]): Promise<void> {
  job.askAnew();
  try {
    await send(job);
    if (job.recipient) {
      const { by, tenantId } = job.recipient;
      const again = { tenantId, name: job.name, subscriptions };
      const checked = await by.validateBillingRequest('Have Azure validate them again', again);
      const refused = checked.filter(({ findings }) => findings.length > 0);
      if (refused.length > 0) throw fail('TransferRefused', findingsOf(job, refused));
    }
    await accept(job, subscriptions);
  } catch (error) {
    // What is asked for no more is not left to be accepted one day.
    if (await isWithdrawn(job)) throw error;
  }
}

/** False when it has been accepted meanwhile. */
async function isWithdrawn(job: BillingJob): Promise<boolean> {
  try {
    await cancel(job);
    return true;
  } catch (error) {
    if (kindOf(error) === 'Conflict') return false;
    throw error;
  }
}

async function open(job: BillingJob, undo: Undo): Promise<void> {
  job.enter('open', `${job.input.partner.name} asks ${job.recipientEmail}`);
  await job.run.hold.released();
  undo(`cancel the request ${job.name}`, () => cancel(job));
  await send(job);
}

async function send(job: BillingJob): Promise<void> {
  const { run, partner } = job;
  const ask = { ...job.ref, recipientEmail: job.recipientEmail };
  const { status } = await partner.openBillingRequest(`Ask for ${job.what}`, ask);
  if (status !== 'Pending') throw fail('TransferRefused', `the request ${job.name} is ${status} as soon as it was opened`);
  run.progress.track(job.name);
  job.recipient = undefined;
  for (const recipient of recipientsOf(job)) {
    const { by, tenantId } = recipient;
    const { received } = await by.receivesBillingRequest('See who may answer it', { tenantId, name: job.name });
    if (received) job.recipient ??= recipient;
  }
  const { request } = await partner.lookAtBillingRequest('Look at the request', job.ref);
  const until = request?.expirationTime ? ` until ${readable(request.expirationTime)}` : '';
  run.progress.say(
    `Request ${job.name} is open${until}; ${job.recipient ? 'Handover may answer it' : `${job.recipientEmail} answers it at Microsoft`}`,
  );
}

/** Azure's own validation, whose findings the operator may have cured, or leave out. Throws `GivenUp`. */
async function validate(job: BillingJob, subscriptions: string[]): Promise<void> {
  job.enter('validate');
  const { recipient, run } = job;
  if (!recipient) {
    run.progress.skip('validate', `only ${job.recipientEmail} may have it validated, at Microsoft`);
    return;
  }
  const look = async () => {
    const { by, tenantId } = recipient;
    job.checked = await by.validateBillingRequest('Have Azure validate each subscription', {
      tenantId,
      name: job.name,
      subscriptions,
    });
    return job.checked.filter(({ findings }) => findings.length > 0);
  };
  for (;;) {
    const refused = await ruledOn(run, 'validate', look);
    if (refused.length === 0) break;
    const goesWithout = job.going.length > 0;
    const said = findingsOf(job, refused);
    run.progress.say(said);
    const question = `Azure's validation refuses ${said}. ${goesWithout ? 'Validate again (retry), go without these (done), or give up?' : 'Validate again (retry), or give up?'}`;
    const { verdict, reason } = await run.ruling.ask('validate', question, () => run.progress.publish());
    if (verdict === 'give-up') throw fail('GivenUp', `validate: ${reason} (${said})`);
    if (verdict === 'done' && goesWithout) {
      for (const { subscriptionId, findings } of refused)
        job.settle(subscriptionId, 'notTransferred', findings.map(sentenceOf).join('; '));
      break;
    }
  }
  run.progress.say(`Azure's validation has nothing against ${job.going.length} of ${subscriptions.length}`);
}

function findingsOf(job: BillingJob, refused: typeof job.checked): string {
  return refused
    .map(({ subscriptionId, findings }) => `${job.nameOf(subscriptionId)}: ${findings.map(sentenceOf).join('; ')}`)
    .join(' | ');
}

/** The customer accepts by name what changes. Answers true when the request was accepted at Microsoft meanwhile. */
async function agree(job: BillingJob): Promise<boolean> {
  const { input, run } = job;
  job.enter('warnings');
  const document = billingChanges(input, job.subscriptions, job.recipientEmail, job.checked, job.name);
  const answers = run.signOff.records.length;
  try {
    const outcome = await job.ask({
      step: 'warnings',
      what: `accept what changes when ${job.what} goes to ${input.partner.name}: it cannot be taken back afterwards`,
      document,
      parties: ['customer'],
      states: { customer: billingStates(input, job.recipientEmail) },
      withinDays: await daysLeft(job),
      // Microsoft has asked the account's owner too.
      orSeen: () => answeredAtMicrosoft(job),
    });
    if (outcome.choice === 'sendBack')
      throw fail(
        'Declined',
        `customer sent the request back: ${outcome.by.comment ?? 'no comment'}; start again when it is right`,
        {
          party: 'customer',
        },
      );
  } catch (error) {
    if (kindOf(error) === 'Declined') await decline(job);
    throw error;
  }
  if (run.signOff.records.length > answers) {
    job.approved = document;
    return false;
  }
  acceptedAtMicrosoft(job);
  return true;
}

/** ◆ Accepts what the customer has approved: by its identity, once, or by the account's owner at Microsoft. */
async function accept(job: BillingJob, subscriptions: string[]): Promise<void> {
  const { run, recipient, approved } = job;
  job.enter('accept');
  await run.hold.released();
  if (!recipient || !approved) return acceptByOwner(job, subscriptions);
  run.progress.say(`${job.recipientEmail} accepts; there is no way back from here`);
  const { by, tenantId } = recipient;
  // A cancel that comes while the acceptance is on its way would leave nobody to know whether it arrived.
  await CancellationScope.nonCancellable(async () => {
    const signed = { run: thisRun(), document: approved, decisions: run.signOff.records };
    try {
      await settleOnce({
        send: () =>
          takenLater(job.pace(1), 'The acceptance', () =>
            by.acceptBillingRequest(`Accept ${job.what}`, { tenantId, name: job.name, subscriptions, signed }),
          ),
        look: async () => ((await statusOf(job)) === 'Pending' ? 'didNotHappen' : 'happened'),
      });
    } catch (error) {
      // Its owner may have been quicker, at Microsoft.
      if (!ACCEPTED.includes(await statusOf(job))) throw error;
    }
    const status = await statusOf(job);
    if (!ACCEPTED.includes(status)) throw fail('TransferRefused', `the request ${job.name} is ${status}: nothing was accepted`);
  });
}

async function acceptByOwner(job: BillingJob, subscriptions: string[]): Promise<void> {
  const { input } = job;
  const goes = job.subscriptions.filter(({ subscriptionId }) => subscriptions.includes(subscriptionId));
  await job.ask({
    step: 'accept',
    what: `accept the request of ${input.partner.name} as ${job.recipientEmail} at Microsoft: it cannot be taken back afterwards`,
    document: acceptClicks(input, goes, job.recipientEmail, job.name),
    parties: ['customer'],
    withinDays: await daysLeft(job),
    link: 'https://portal.azure.com',
    orSeen: () => answeredAtMicrosoft(job),
  });
  acceptedAtMicrosoft(job);
}

function acceptedAtMicrosoft(job: BillingJob): void {
  job.enter('accept', `${job.recipientEmail} has accepted at Microsoft itself; there is no way back from here`);
}

/** Answers once the recipient has accepted. Throws `Declined`, `Expired`, `TransferRefused` when the request ended otherwise. */
async function answeredAtMicrosoft(job: BillingJob): Promise<void> {
  const { status } = await job.partner.awaitBillingRequest('Look whether it has been answered at Microsoft', {
    ...job.ref,
    whileIn: ['Pending'],
    everyMs: job.pace(60),
  });
  if (ACCEPTED.includes(status)) return;
  if (status === 'Declined') throw fail('Declined', `${job.recipientEmail} has declined at Microsoft`, { party: 'customer' });
  if (status === 'Expired')
    throw fail('Expired', `Microsoft’s request ${job.name} has expired unanswered`, { parties: ['customer'] });
  throw fail('TransferRefused', `the request ${job.name} is ${status}: nothing was accepted`);
}

async function statusOf(job: BillingJob): Promise<BillingRequest['status']> {
  const { request } = await job.partner.lookAtBillingRequest('Look what has become of the request', job.ref);
  if (!request) throw fail('NotFound', `the request ${job.name} is not at ${job.input.partner.name}`);
  return request.status;
}

/** Microsoft's 30 days, or those of the input. */
async function daysLeft(job: BillingJob): Promise<number> {
  const { request } = await job.partner.lookAtBillingRequest('See how long the request is open', job.ref);
  const most = job.input.waits.ownership;
  const left = request?.expirationTime ? (Date.parse(request.expirationTime) - Date.now()) / DAY : most;
  return Math.max(1 / 24, Math.min(most, left));
}

/** The customer's no is told to Microsoft too, where its identity may; where it may not, the partner cancels. */
async function decline({ recipient, name, run }: BillingJob): Promise<void> {
  if (!recipient) return;
  const { by, tenantId } = recipient;
  const { declined } = await by.declineBillingRequest('Decline the request', { tenantId, name });
  if (declined) run.progress.say('declined at Microsoft too');
}

/** Also of a request whose opening was never answered. Throws `Conflict` when it has been accepted. */
async function cancel(job: BillingJob): Promise<boolean> {
  const { cancelled, status = '' } = await job.partner.cancelBillingRequest(`Cancel the request ${job.name}`, job.ref);
  if (!ACCEPTED.includes(status)) return cancelled;
  throw fail(
    'Conflict',
    `it is ${status} already: ${job.what} goes to ${job.input.partner.name}, and nothing brings it back to the enrolment`,
  );
}
