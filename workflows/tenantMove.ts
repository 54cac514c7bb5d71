/**
 * Source subscriptions get into the customer's directory, where Azure lets their resources move to the partner (processes.md section 3; seed
 * l.14504-14787, 15178-15210).
 *
 *   1 check      subscriptions, enrolment, accounts, mover; nothing has been sent yet
 *   partnerEa                                       payg, open, bizspark          customerEa
 *   2 authLevel  across tenants (undo: as before)   –                             –
 *   3 account    the customer's, in the enrolment   –                             –
 *   4 activate   its owner signs in                 –                             –
 *   5 snapshot   what the change takes away                                       –
 *   6 warnings   accepted by the customer, by name                                –
 *   7 transfer   between the two accounts           asked, accepted by link       –            (or Azure’s change of directory)
 *   8 restore    what has a place in the new directory; the partner's link        –
 *   9 access     the mover is Owner on both sides
 *  10 verify     all are in one directory, the mover Owner of each
 *
 * Billing ownership (`way: billingOwnership`) has steps of its own, and a point of no return: lib/billingMove.ts.
 *
 * Of the others none has a point of no return: until the end everything is taken back, newest first. What has lost its identity stays lost, and is named.
 */
import { CancellationScope, log } from '@temporalio/workflow';
import { asksForBilling } from '../contracts/billingMove';
import type { StepView } from '../contracts/progress';
import { TENANT_MOVE_STEPS, TenantMoveInput, type TenantMoveResult, type TenantMoveStep } from '../contracts/tenantMove';
import { enrolmentClicks } from './documents/portalSteps';
import { tell } from './lib/ask';
import { moveBilling } from './lib/billingMove';
import { changeDirectories } from './lib/directoryChange';
import { transferInEnrolment } from './lib/eaTransfer';
import { asEnd, kindOf, parseOrFail } from './lib/failures';
import { letMoverIn } from './lib/moverAccess';
import { transferOwnership } from './lib/ownershipTransfer';
import { clickedByOperator } from './lib/portalByHand';
import { reversibly } from './lib/reversibly';
import { believe, beginRun } from './lib/run';
import { standBy } from './lib/standBy';
import { checkTenant } from './lib/tenantCheck';
import { TenantJob } from './lib/tenantJob';
import { restoreAfter } from './lib/tenantLosses';
import { chooseWay } from './lib/tenantWay';

const WHO: Partial<Record<TenantMoveStep, StepView['who']>> = {
  activate: 'customer',
  warnings: 'customer',
  transfer: 'microsoft',
};
const OF_ENROLMENT: readonly TenantMoveStep[] = ['authLevel', 'account', 'activate'];
const OF_TRANSFER: readonly TenantMoveStep[] = ['snapshot', 'warnings', 'transfer', 'restore'];

export async function tenantMove(raw: TenantMoveInput): Promise<TenantMoveResult> {
  if (asksForBilling(raw)) return moveBilling(raw);
  const input = parseOrFail(TenantMoveInput, raw);
  const way = chooseWay(input);
  const { customer, partner, variant } = input;
  const run = beginRun(
    'tenant-move',
    TENANT_MOVE_STEPS.map((name) => ({ name, who: WHO[name] ?? ('handover' as const) })),
    {
      customer: customer.name,
      sourceSubscription: input.subscriptions[0] ?? '',
      destinationSubscription: input.destinationSubscriptionId,
      parties: { customer, destinationPartner: partner },
    },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const job = new TenantJob(input, run, way);

  try {
    // 1. Check.
    job.enter('check');
    const env = await job.operator.environment('Ask the worker what it runs against');
    believe(run, env);
    job.useEnvironment(env);
    await checkTenant(job);
    const isTransferred = job.moving.length > 0;
    const inEnrolment = variant === 'partnerEa' && way.way === 'portal';
    const skipped = [...(isTransferred && inEnrolment ? [] : OF_ENROLMENT), ...(isTransferred ? [] : OF_TRANSFER)];
    for (const step of skipped)
      progress.skip(
        step,
        isTransferred
          ? `not with ${variant}${way.way === 'portal' ? '' : ` by ${way.way}`}`
          : 'all are in the customer’s directory',
      );
    if (input.rehearse) {
      for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
      return finished(job, 'rehearsed');
    }
    if (input.enrolment !== undefined && way.way === 'portal' && !job.hasPortal)
      await clickedByOperator(
        job,
        'check',
        'look at the enrolment in the EA portal',
        enrolmentClicks(job.enrolment, job.subscriptions),
      );

    await reversibly(progress, async (undo) => {
      if (isTransferred) {
        // 2-7. Up to the new owner.
        const transfer = way.way === 'changeTenant' ? changeDirectories : inEnrolment ? transferInEnrolment : transferOwnership;
        await transfer(job, undo);
        // 8. What has a place in the new directory.
        await restoreAfter(job);
      }
      // 9. The mover.
      await letMoverIn(job, undo);
      // 10. Seen from where the resources will be moved.
      job.enter('verify');
      await job.ruled('verify', () =>
        job.operator.verifyTenantMove('See all subscriptions in one directory', {
          tenantId: customer.tenantId,
          subscriptions: [...input.subscriptions, input.destinationSubscriptionId],
          principalId: input.admin.objectId,
        }),
      );
      await standBy(run, input.standBy, job.result('done'));
    });
    job.enter('close');
    await tellOutcome(job, 'done');
    return finished(job, 'done');
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const kind = kindOf(error);
      if (kind !== 'Cancelled') progress.fail(error);
      const ending = kind === 'Expired' || kind === 'Declined' ? 'declined' : progress.endingAfter(error);
      await tellOutcome(job, ending);
      if (kind === 'Declined') return finished(job, 'declined');
      progress.end(ending);
      throw asEnd(error);
    });
  }
}

function finished(job: TenantJob, status: TenantMoveResult['status']): TenantMoveResult {
  const result = job.result(status);
  job.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
  return result;
}

/** Nobody who was never asked is written to. */
async function tellOutcome(job: TenantJob, outcome: string): Promise<void> {
  if (Object.keys(job.run.progress.documents).length === 0) return;
  const what = `the move of ${job.what} into the directory is ${outcome}`;
  for (const to of ['customer', 'operator'] as const)
    await tell(job.run, job.operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
  if (job.notRestored.length > 0) log.info('not restored', { notRestored: job.notRestored });
}
