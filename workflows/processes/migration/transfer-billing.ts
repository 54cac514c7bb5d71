import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { billingTransferId, type BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import type { EaToCspInput } from '../../../contracts/processes/migration';
import { plural } from '../../base/clock';
import { fail, failureOf, kindOf } from '../../base/failures';
import { agree, assess } from './assess';
import type { MigrationJob } from './state';
import { onboard } from './onboard';
import type { Part } from '../../parts/parts';
import type { Undo, UndoAct } from '../../acts/undo';

/**
 * The steps of a migration in which nothing moves: the customer gets an Azure plan, the transfer of billing is rehearsed, people decide by the
 * assessment, and the billing goes. It comes last, since what has been accepted cannot be taken back.
 */
export async function takeBillingOver(job: MigrationJob, undo: Undo): Promise<void> {
  await onboard(job, unlessBilled(job, undo));
  await rehearseBilling(job, undo);
  await assess(job, undo);
  await agree(job, undo);
  for (const step of ['classic', 'secrets', 'move'] as const)
    job.skip(step, 'no resource moves: the partner takes over the billing');
  await transferBilling(job, undo);
}

/** What would be refused is known before anybody is asked. */
async function rehearseBilling(job: MigrationJob, undo: Undo): Promise<void> {
  if (job.onboarded?.azurePlan === undefined) {
    job.skip('tenant', 'can be rehearsed once the customer has its Azure plan');
    return;
  }
  job.enter('tenant', 'Looks whether the billing can be transferred');
  job.billing = await job.parts.carryOut<BillingTransferResult>(undo, 'drop the rehearsal', transferOf(job, true));
  job.run.notes.push(
    'the partner takes over the billing under its Azure plan; no resource moves, ids, data and role assignments stay',
  );
}

/** The transfer. A cancel that comes after it was accepted changes nothing: what the part has done then is taken over. */
async function transferBilling(job: MigrationJob, undo: Undo): Promise<void> {
  if (job.input.rehearse) {
    job.skip('billing', 'rehearsal');
    return;
  }
  job.enter('billing', `${job.input.partner.name} asks for the billing`);
  let takeBack: UndoAct | undefined;
  const remembered: Undo = (what, how) => {
    let taken: Promise<boolean> | undefined;
    const once = () => (taken ??= how());
    takeBack = once;
    undo(what, once);
  };
  try {
    const result = await job.later<BillingTransferResult>(remembered, 'cancel the request', transferOf(job, false));
    if (result) job.billing = result;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(async () => takeBack?.().catch(() => false));
    if (!job.billed) throw error;
    job.billing = job.billed;
  }
  for (const { displayName, subscriptionId, outcome, reason = 'not seen' } of job.billing?.subscriptions ?? [])
    if (outcome !== 'transferred')
      job.run.progress.leftUndone.push(
        `${displayName} (${subscriptionId}) is not seen with ${job.input.partner.name}: ${reason}`,
      );
}

function transferOf(job: MigrationJob, rehearse: boolean): Part {
  const { variant, subscriptions, enrolment, sourceAccount, partner, waits, rulingWithinDays } = job.input as EaToCspInput;
  const { ownership, remindEvery } = waits;
  return {
    type: 'billingTransfer',
    workflowId: billingTransferId({ subscriptions }),
    input: {
      variant,
      subscriptions,
      enrolment,
      ...(sourceAccount === undefined ? {} : { sourceAccount }),
      customer: job.customer,
      partner,
      waits: { ownership, remindEvery },
      rehearse,
      rulingWithinDays,
    },
    summary: `${rehearse ? 'Rehearse the transfer of' : 'Transfer'} the billing of ${plural(subscriptions.length, 'subscription')}`,
  };
}

/** To suspend the Azure plan would stop what is billed under it: once billing has gone, or may have, the onboarding stays. */
function unlessBilled(job: MigrationJob, undo: Undo): Undo {
  return (what, how) =>
    undo(what, async () => {
      const unclear = job.parts.all.find(
        ({ type, error }) => type === 'billingTransfer' && error && kindOf(error) === 'UndoIncomplete',
      );
      if (!job.billed && !unclear) return how();
      await job.parts.keepAll();
      throw fail(
        'UndoIncomplete',
        `${unclear?.error ? failureOf(unclear.error).message : 'the billing has gone to the partner'}; the customer and its Azure plan are kept for it`,
      );
    });
}
