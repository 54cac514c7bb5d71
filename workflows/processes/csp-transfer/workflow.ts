/**
 * A customer's Azure subscriptions go from one CSP partner to another (processes.md section 1; seed l.1566-1845).
 *
 *   1 check         both partners, the customer, the subscriptions; the procedure is chosen; nobody has been told yet
 *   2 wish          the customer states in writing that it wants this
 *   3 relationship  the destination partner has one with the customer, else it gets one (child run)
 *   by ticket (legacy subscriptions)           by Partner Center (Azure plan)
 *   4 ticket        the source partner opens   4 create    the destination partner opens the transfer
 *   5 draft, sign   one form, three signatures 5 accept ◆  the source partner accepts
 *   6 attach        the form to the ticket     6 complete  Microsoft moves
 *   7 confirm ◆     Microsoft confirms
 *   8 handover      Microsoft moves
 *   9 access        the new partner is Owner and proven; then the old one's rights go, everywhere
 *  10 close         the partner link, the receipt for all
 *
 * Before ◆ a failure, a decline or a cancel closes the ticket or cancels the transfer. After it the run only goes forward: what fails waits
 * for the operator's ruling.
 */
import { CancellationScope } from '@temporalio/workflow';
import {
  CSP_TRANSFER_STEPS,
  CspTransferInput,
  type CspTransferResult,
  type CspTransferStep,
} from '../../../contracts/processes/csp-transfer';
import type { StepView } from '../../../contracts/run/progress';
import { completeTransfer, requestByPartnerCenter } from './by-partner-center';
import { requestByTicket } from './by-ticket';
import { parseOrFail } from '../../base/failures';
import { handAccessOver } from './access';
import { ensureRelationship } from '../reseller-relationship/ensure-relationship';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';
import { checkTransfer } from './check';
import { TransferEnding } from './report';
import { TransferJob } from './state';
import { closeTransferredTicket } from './ticket';
import { seeHandedOver } from './await-arrival';
import { stateWish } from './state-wish';

const WHO: Record<CspTransferStep, StepView['who']> = {
  check: 'handover',
  wish: 'customer',
  relationship: 'customer',
  ticket: 'sourcePartner',
  draft: 'sourcePartner',
  sign: 'customer',
  attach: 'sourcePartner',
  confirm: 'microsoft',
  handover: 'microsoft',
  create: 'destinationPartner',
  accept: 'sourcePartner',
  complete: 'microsoft',
  access: 'destinationPartner',
  close: 'handover',
};
const BY_TICKET: readonly CspTransferStep[] = ['ticket', 'draft', 'sign', 'attach', 'confirm', 'handover'];
const BY_PARTNER_CENTER: readonly CspTransferStep[] = ['create', 'accept', 'complete'];

export async function cspTransfer(raw: CspTransferInput): Promise<CspTransferResult> {
  const input = parseOrFail(CspTransferInput, raw);
  const { customer, sourcePartner, destinationPartner } = input;
  const run = beginRun(
    'csp-transfer',
    CSP_TRANSFER_STEPS.map((name) => ({ name, who: WHO[name] })),
    {
      customer: customer.name,
      sourceSubscription: input.subscriptions[0] ?? '',
      parties: { customer, sourcePartner, destinationPartner },
    },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const job = new TransferJob(input, run);
  const ending = new TransferEnding(job);

  try {
    // 1. Check. Bad input ends here, before anything is sent to anybody.
    progress.enter('check');
    const env = await job.operator.environment('Ask the worker what it runs against');
    believe(run, env);
    job.useEnvironment(env);
    const destinationSide = await checkTransfer(job);
    const byTicket = job.procedure === 'ticket';
    for (const step of byTicket ? BY_PARTNER_CENTER : BY_TICKET) progress.skip(step, `goes by ${job.procedure}`);
    if (input.rehearse) return await ending.rehearsed(destinationSide);

    // 2. The customer's wish, in writing.
    await stateWish(job);

    // 3. A relationship with the new partner.
    await ensureRelationship(job.relationshipWanted, destinationSide.relationship);

    // 4-7. Everything up to the point of no return.
    await reversibly(progress, (undo) => (byTicket ? requestByTicket(job, undo) : requestByPartnerCenter(job, undo)));

    // From here on there is no way back, and no cancel reaches what follows.
    return await CancellationScope.nonCancellable(async () => {
      // 8. Microsoft moves the subscriptions; believed when seen with the new partner.
      await seeHandedOver(job, byTicket ? undefined : () => completeTransfer(job));
      await job.forward('handover', () => closeTransferredTicket(job));

      // 9. Access.
      progress.enter('access');
      for (const subscription of job.subscriptions) {
        // What the operator ruled on without it having moved is still the old partner's.
        if (subscription.after) await job.forward('access', () => handAccessOver(job, subscription));
        else
          progress.leftUndone.push(
            `${subscription.displayName} (${subscription.subscriptionId}) has not been seen with ${destinationPartner.name}`,
          );
      }

      // 10. Partner link and receipt.
      progress.enter('close');
      await job.forward('close', async () => {
        const { linked } = await job.destination.linkPartner('Link the new partner’s MPN id', {
          tenantId: customer.tenantId,
          mpnId: destinationPartner.mpnId,
        });
        job.note(`Partner link: MPN ${linked}`);
      });
      await job.forward('close', () => ending.write('done'));
      return ending.finish('done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
