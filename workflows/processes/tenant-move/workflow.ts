/**
 * Source subscriptions get into the customer's directory, where Azure lets their resources move to the partner (docs/processes/tenant-move.md; seed
 * l.14504-14787, 15178-15210).
 *
 *   1 check      subscriptions, enrolment, accounts, target owner; nothing has been sent yet
 *   partnerEa                                       payg, open, bizspark          customerEa
 *   2 authLevel  across tenants (undo: as before)   –                             –
 *   3 account    the customer's, in the enrolment   –                             –
 *   4 activate   its owner signs in                 –                             –
 *   5 snapshot   what the change takes away                                       –
 *   6 warnings   accepted by the customer, by name                                –
 *   7 transfer   between the two accounts           asked, accepted by link       –            (or Azure’s change of directory)
 *   8 restore    what has a place in the new directory; the partner's link        –
 *   9 access     the target owner is Owner on both sides
 *  10 verify     all are in one directory, and the target owner is Owner of each
 *
 * No step is a point of no return: until the end everything is taken back, newest first. What has lost its identity stays lost, and is named.
 */
import { CancellationScope } from '@temporalio/workflow';
import { TenantMoveInput, type TenantMoveResult, type TenantMoveStep } from '../../../contracts/processes/tenant-move';
import { enrolmentClicks } from './documents/portal-steps';
import { changeDirectories } from './change-directory';
import { transferInEnrolment } from './transfer-in-enrolment';
import { parseOrFail } from '../../base/failures';
import { giveOwner } from './owner-access';
import { transferOwnership } from './transfer-ownership';
import { clickedByOperator } from './portal-by-people';
import { reversibly } from '../../acts/undo';
import { beginRun, meetWorker } from '../../run/begin';
import { complete, endBadly, endWell } from '../../run/ending';
import { holdForParent } from '../../children/hold-for-parent';
import { checkTenant } from './check';
import { endingOf } from './report';
import { TenantMoveState } from './state';
import { restoreAfter } from './losses';
import { chooseWay } from './way';

const OF_ENROLMENT: readonly TenantMoveStep[] = ['authLevel', 'account', 'activate'];
const OF_TRANSFER: readonly TenantMoveStep[] = ['snapshot', 'warnings', 'transfer', 'restore'];

export async function tenantMove(raw: TenantMoveInput): Promise<TenantMoveResult> {
  const input = parseOrFail(TenantMoveInput, raw);
  const way = chooseWay(input);
  const { customer, variant } = input;
  const run = beginRun('tenant-move', input, {
    sourceSubscription: input.subscriptions[0] ?? '',
    destinationSubscription: input.destination.subscriptionId,
  });
  const { progress } = run;
  const state = new TenantMoveState(input, run, way);
  const ending = endingOf(state);

  try {
    // 1. Check.
    state.enter('check');
    await meetWorker(run, state.operator);
    await checkTenant(state);
    const isTransferred = state.moving.length > 0;
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
      run.progress.skipPending('rehearsal');
      return await endWell(ending, 'rehearsed');
    }
    if (input.enrolment !== undefined && way.way === 'portal' && !state.hasPortal)
      await clickedByOperator(
        state,
        'check',
        'look at the enrolment in the EA portal',
        enrolmentClicks(state.enrolment, state.subscriptions),
      );

    await reversibly(progress, async (undo) => {
      if (isTransferred) {
        // 2-7. Up to the new owner.
        const transfer = way.way === 'changeTenant' ? changeDirectories : inEnrolment ? transferInEnrolment : transferOwnership;
        await transfer(state, undo);
        // 8. What has a place in the new directory.
        await restoreAfter(state);
      }
      // 9. The target owner.
      await giveOwner(state, undo);
      // 10. Seen from where the resources will be moved.
      state.enter('verify');
      await state.rule('verify', () =>
        state.operator.verifyTenantMove('See all subscriptions in one directory', {
          tenantId: customer.tenantId,
          subscriptions: [...input.subscriptions, input.destination.subscriptionId],
          principalId: input.admin.objectId,
        }),
      );
      // Before it holds: the parent of this run reads the report.
      await state.rule('verify', () => ending.report('done'));
      await holdForParent(run, input.holdForParent, state.result('done'));
    });
    state.enter('close');
    await ending.tell?.('done');
    return complete(ending, 'done');
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}
