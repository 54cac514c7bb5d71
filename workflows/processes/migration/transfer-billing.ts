import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { billingTransferId, type BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import type { EaToCspInput } from '../../../contracts/processes/migration';
import { plural } from '../../base/clock';
import { fail, failureOf, kindOf } from '../../base/failures';
import { agree, assess } from './assess';
import type { MigrationState } from './state';
import { onboard } from './onboard';
import type { ChildRun } from '../../children/child-run';
import type { Undo, UndoAct } from '../../acts/undo';

/**
 * The steps of a migration in which nothing moves: the customer gets an Azure plan, the transfer of billing is rehearsed, people decide by the
 * assessment, and the billing goes. It comes last, since what has been accepted cannot be taken back.
 */
export async function takeBillingOver(state: MigrationState, undo: Undo): Promise<void> {
  await onboard(state, unlessBilled(state, undo));
  await rehearseBilling(state, undo);
  await assess(state, undo);
  await agree(state, undo);
  for (const step of ['classic', 'secrets', 'move'] as const)
    state.skip(step, 'no resource moves: the partner takes over the billing');
  await transferBilling(state, undo);
}

/** What would be refused is known before anybody is asked. */
async function rehearseBilling(state: MigrationState, undo: Undo): Promise<void> {
  if (state.onboarded?.azurePlan === undefined) {
    state.skip('tenant', 'can be rehearsed once the customer has its Azure plan');
    return;
  }
  state.enter('tenant', 'Looks whether the billing can be transferred');
  state.billing = await state.children.carryOut<BillingTransferResult>(undo, 'drop the rehearsal', transferOf(state, true));
  state.run.notes.push(
    'the partner takes over the billing under its Azure plan; no resource moves, ids, data and role assignments stay',
  );
}

/** The transfer. A cancel that comes after it was accepted changes nothing: what the child has done then counts. */
async function transferBilling(state: MigrationState, undo: Undo): Promise<void> {
  if (state.input.rehearse) {
    state.skip('billing', 'rehearsal');
    return;
  }
  state.enter('billing', `${state.input.partner.name} asks for the billing`);
  let undoOnboarding: UndoAct | undefined;
  const remembered: Undo = (what, how) => {
    let taken: Promise<boolean> | undefined;
    const once = () => (taken ??= how());
    undoOnboarding = once;
    undo(what, once);
  };
  try {
    const result = await state.later<BillingTransferResult>(remembered, 'cancel the request', transferOf(state, false));
    if (result) state.billing = result;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(async () => undoOnboarding?.().catch(() => false));
    if (!state.billed) throw error;
    state.billing = state.billed;
  }
  for (const { displayName, subscriptionId, outcome, reason = 'not seen' } of state.billing?.subscriptions ?? [])
    if (outcome !== 'transferred')
      state.run.progress.leftUndone.push(
        `${displayName} (${subscriptionId}) is not seen with ${state.input.partner.name}: ${reason}`,
      );
}

function transferOf(state: MigrationState, rehearse: boolean): ChildRun {
  const { variant, subscriptions, enrolment, sourceAccount, partner, deadlines } = state.input as EaToCspInput;
  const { ownership, ruling, remindEvery } = deadlines;
  return {
    type: 'billingTransfer',
    workflowId: billingTransferId({ subscriptions }),
    input: {
      variant,
      subscriptions,
      enrolment,
      ...(sourceAccount === undefined ? {} : { sourceAccount }),
      customer: state.customer,
      partner,
      deadlines: { ownership, ruling, remindEvery },
      rehearse,
    },
    summary: `${rehearse ? 'Rehearse the transfer of' : 'Transfer'} the billing of ${plural(subscriptions.length, 'subscription')}`,
  };
}

/** An undo that keeps the onboarding once billing has gone, or may have: to suspend the Azure plan would stop what is billed under it. */
function unlessBilled(state: MigrationState, undo: Undo): Undo {
  return (what, how) =>
    undo(what, async () => {
      const unclear = state.children.all.find(
        ({ type, error }) => type === 'billingTransfer' && error && kindOf(error) === 'UndoIncomplete',
      );
      if (!state.billed && !unclear) return how();
      await state.children.keepAll();
      throw fail(
        'UndoIncomplete',
        `${unclear?.error ? failureOf(unclear.error).message : 'the billing has gone to the partner'}; the customer and its Azure plan are kept for it`,
      );
    });
}
