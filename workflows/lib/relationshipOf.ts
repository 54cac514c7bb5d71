import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowCancellationType, executeChild, ParentClosePolicy } from '@temporalio/workflow';
import type { DestinationSide } from '../../activities/partners';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/parties';
import {
  type ResellerRelationshipInput,
  resellerRelationshipId,
  type ResellerRelationshipResult,
} from '../../contracts/resellerRelationship';
import { declined } from './askDocument';
import { DAY } from './clock';
import { within } from './deadline';
import { fail } from './failures';
import type { TransferJob } from './transferJob';

/**
 * The destination partner gets a reseller relationship with the customer, by a child run, unless there is one. Only the customer can end it
 * again, so it is not undone: what an aborted transfer leaves behind is named in the receipt.
 */
export async function ensureRelationship(job: TransferJob, { relationship }: DestinationSide): Promise<void> {
  const { customer, destinationPartner: partner, waits } = job.input;
  if (relationship) {
    job.run.progress.skip('relationship', `${partner.name} has one already`);
    return;
  }
  job.run.progress.enter(
    'relationship',
    `${customer.name} is asked to accept ${partner.name} as its reseller, in a run of its own`,
  );
  const input: ResellerRelationshipInput = {
    customer,
    partner,
    withinDays: waits.relationship,
    remindEveryDays: waits.remindEvery,
    rehearse: false,
    rulingWithinDays: job.input.rulingWithinDays,
  };
  try {
    const { status } = await executeChild<(input: ResellerRelationshipInput) => Promise<ResellerRelationshipResult>>(
      'resellerRelationship',
      {
        workflowId: resellerRelationshipId(input),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
        cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
        staticSummary: `${customer.name} accepts ${partner.name} as its reseller`,
      },
    );
    if (status === 'declined') throw declined('customer', 'relationship', undefined);
  } catch (error) {
    // Somebody has asked the customer already: that answer counts here too.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    job.note('another run asks for the same relationship: waiting for that one');
    const accepted = await within(waits.relationship * DAY, 'Deadline for the relationship', () =>
      job.run.waking.orSooner(() =>
        job.destination.awaitRelationship('Look for the customer in the partner’s list', {
          customerTenantId: customer.tenantId,
          everyMs: job.pace(15),
        }),
      ),
    );
    if (accepted === 'late')
      throw fail('Expired', `${customer.name} has not accepted the relationship in time`, { parties: ['customer'] });
  }
  job.note(`${customer.name} has accepted ${partner.name} as its reseller; only ${customer.name} can end that again`);
}
