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
 * No step is a point of no return: until the end everything is taken back, newest first. What has lost its identity stays lost, and is named.
 */
import { CancellationScope } from '@temporalio/workflow';
import type { StepView } from '../../../contracts/run/progress';
import {
  TENANT_MOVE_STEPS,
  TenantMoveInput,
  type TenantMoveResult,
  type TenantMoveStep,
} from '../../../contracts/processes/tenant-move';
import { enrolmentClicks } from './documents/portal-steps';
import { changeDirectories } from './change-directory';
import { transferInEnrolment } from './transfer-in-enrolment';
import { parseOrFail } from '../../base/failures';
import { letMoverIn } from './owner-access';
import { transferOwnership } from './transfer-ownership';
import { clickedByOperator } from './portal-by-people';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';
import { standBy } from '../../parts/stand-by';
import { checkTenant } from './check';
import { TenantEnding } from './ending';
import { reportTenantMove } from './report';
import { TenantJob } from './state';
import { restoreAfter } from './losses';
import { chooseWay } from './way';

const WHO: Partial<Record<TenantMoveStep, StepView['who']>> = {
  activate: 'customer',
  warnings: 'customer',
  transfer: 'microsoft',
};
const OF_ENROLMENT: readonly TenantMoveStep[] = ['authLevel', 'account', 'activate'];
const OF_TRANSFER: readonly TenantMoveStep[] = ['snapshot', 'warnings', 'transfer', 'restore'];

export async function tenantMove(raw: TenantMoveInput): Promise<TenantMoveResult> {
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
  const ending = new TenantEnding(
    job,
    (outcome) => reportTenantMove(job, outcome),
    (outcome) => `the move of ${job.what} into the directory is ${outcome}`,
  );

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
    if (input.rehearse) return await ending.rehearsed();
    if (input.enrolment !== undefined && way.way === 'portal' && !job.hasPortal)
      await clickedByOperator(
        job,
        'check',
        'look at the enrolment in the EA portal',
        enrolmentClicks(job.enrolment, job.subscriptions),
      );

    const result = await reversibly(progress, async (undo) => {
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
      // While it can still be taken back: a whole that this is a part of reads the report.
      await job.ruled('verify', () => ending.report('done'));
      const done = job.result('done');
      await standBy(run, input.standBy, done);
      return done;
    });
    await ending.close();
    return ending.ended(result);
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
