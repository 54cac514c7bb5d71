/**
 * A customer's Azure subscriptions go from one CSP partner to another (docs/processes/csp-transfer.md; seed l.1566-1845).
 *
 *   1 check         both partners, the customer, the subscriptions; the procedure is chosen; nobody has been told yet
 *   2 request       the customer states in writing that it wants this
 *   3 relationship  the destination partner has one with the customer, else it gets one (child run)
 *   by ticket (legacy subscriptions)           by Partner Center (Azure plan)
 *   4 ticket        the source partner opens   4 create    the destination partner opens the transfer
 *   5 draft, sign   one form, three signatures 5 accept ◆  the source partner accepts
 *   6 attach        the form to the ticket     6 complete  Microsoft moves
 *   7 confirm ◆     Microsoft confirms
 *   8 awaitArrival  Microsoft moves
 *   9 access        the new partner is Owner and proven; then the old one's rights go, everywhere
 *  10 close         the partner link, the report for all
 *
 * Before ◆ a failure, a decline or a cancel closes the ticket or cancels the transfer. After it the run only goes forward: what fails waits
 * for the operator's ruling.
 */
import { CancellationScope } from '@temporalio/workflow';
import { CspTransferInput, type CspTransferResult, type CspTransferStep } from '../../../contracts/processes/csp-transfer';
import { completeTransfer, requestByPartnerCenter } from './by-partner-center';
import { requestByTicket } from './by-ticket';
import { parseOrFail } from '../../base/failures';
import { handAccessOver } from './access';
import { ensureRelationship } from '../reseller-relationship/ensure-relationship';
import { reversibly } from '../../acts/undo';
import { beginRun, meetWorker } from '../../run/begin';
import { complete, endBadly, endWell } from '../../run/ending';
import { checkTransfer } from './check';
import { endingOf } from './report';
import { forward } from './forward';
import { TransferState } from './state';
import { closeTransferredTicket } from './ticket';
import { awaitHandover } from './await-arrival';
import { requestChange } from './request-change';

const BY_TICKET: readonly CspTransferStep[] = ['ticket', 'draft', 'sign', 'attach', 'confirm', 'awaitArrival'];
const BY_PARTNER_CENTER: readonly CspTransferStep[] = ['create', 'accept', 'complete'];

export async function cspTransfer(raw: CspTransferInput): Promise<CspTransferResult> {
  const input = parseOrFail(CspTransferInput, raw);
  const { customer, destinationPartner } = input;
  const run = beginRun('csp-transfer', input, { sourceSubscription: input.subscriptions[0] ?? '' });
  const { progress } = run;
  const state = new TransferState(input, run);
  const ending = endingOf(state);

  try {
    // 1. Check. Bad input ends here, before anything is sent to anybody.
    progress.enter('check');
    await meetWorker(run, state.operator);
    const destinationSide = await checkTransfer(state);
    const byTicket = state.procedure === 'ticket';
    for (const step of byTicket ? BY_PARTNER_CENTER : BY_TICKET) progress.skip(step, `goes by ${state.procedure}`);
    if (input.rehearse) {
      const { profile, relationship } = destinationSide;
      run.notes.push(
        relationship
          ? `${profile.name} has a reseller relationship with the customer`
          : `${profile.name} has no reseller relationship yet: the customer would be asked to accept one`,
      );
      progress.skipPending('rehearsal');
      return await endWell(ending, 'rehearsed');
    }

    // 2. The customer's request, in writing.
    await requestChange(state);

    // 3. A relationship with the new partner.
    const wanted = { state, customer, partner: destinationPartner, reseller: state.destination };
    await ensureRelationship(wanted, destinationSide.relationship);

    // 4-7. Everything up to the point of no return.
    await reversibly(progress, (undo) => (byTicket ? requestByTicket(state, undo) : requestByPartnerCenter(state, undo)));

    // From here on there is no way back, and no cancel reaches what follows.
    return await CancellationScope.nonCancellable(async () => {
      // 8. Microsoft moves the subscriptions; believed when seen with the new partner.
      await awaitHandover(state, byTicket ? undefined : () => completeTransfer(state));
      await forward(state, 'awaitArrival', () => closeTransferredTicket(state));

      // 9. Access.
      progress.enter('access');
      for (const subscription of state.subscriptions) {
        // What the operator ruled on without it having moved is still the old partner's.
        if (subscription.after) await forward(state, 'access', () => handAccessOver(state, subscription));
        else
          progress.leftUndone.push(
            `${subscription.displayName} (${subscription.subscriptionId}) has not been seen with ${destinationPartner.name}`,
          );
      }

      // 10. Partner link and report.
      progress.enter('close');
      await forward(state, 'close', async () => {
        const { linked } = await state.destination.linkPartner('Link the new partner’s MPN id', {
          tenantId: customer.tenantId,
          mpnId: destinationPartner.mpnId,
        });
        state.note(`Partner link: MPN ${linked}`);
      });
      await forward(state, 'close', () => ending.report('done'));
      await ending.tell?.('done');
      return complete(ending, 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
