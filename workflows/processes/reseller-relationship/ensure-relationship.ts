import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowCancellationType, executeChild, ParentClosePolicy } from '@temporalio/workflow';
import type { Customer, Partner } from '../../../contracts/people/organisation';
import { WORKFLOW_TASK_QUEUE } from '../../../contracts/people/parties';
import {
  type ResellerRelationshipInput,
  resellerRelationshipId,
  type ResellerRelationshipResult,
} from '../../../contracts/processes/reseller-relationship';
import { declined } from '../../asking/ask-document';
import { DAY } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail } from '../../base/failures';
import type { Actor } from '../../acts/actors';
import type { ProcessState } from '../../run/state';

/** Who wants a relationship with whom, in a run that has a step `relationship`. */
interface RelationshipWanted {
  state: ProcessState<{
    customer: object;
    deadlines: { relationship: number; ruling: number; remindEvery: number };
  }>;
  customer: Customer;
  partner: Partner;
  /** That partner's own. */
  reseller: Actor;
}

/**
 * A partner gets a reseller relationship with the customer, by a child run, unless there is one. Only the customer can end it again, so it is
 * not undone: what an aborted run leaves behind is named in what it writes.
 */
export async function ensureRelationship(wanted: RelationshipWanted, relationship: boolean): Promise<void> {
  const { state, customer, partner, reseller } = wanted;
  const { run } = state;
  const { relationship: withinDays, ruling, remindEvery } = state.input.deadlines;
  if (relationship) {
    run.progress.skip('relationship', `${partner.name} has one already`);
    return;
  }
  run.progress.enter('relationship', `${customer.name} is asked to accept ${partner.name} as its reseller, in a run of its own`);
  const input: ResellerRelationshipInput = {
    customer,
    partner,
    deadlines: { relationship: withinDays, ruling, remindEvery },
    rehearse: false,
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
    state.note('another run asks for the same relationship: waiting for that one');
    const accepted = await within(withinDays * DAY, 'Deadline for the relationship', () =>
      run.waking.orSooner(() =>
        reseller.awaitRelationship('Look for the customer in the partner’s list', {
          customerTenantId: customer.tenantId,
          everyMs: state.pace(15),
        }),
      ),
    );
    if (accepted === 'late')
      throw fail('Expired', `${customer.name} has not accepted the relationship in time`, { parties: ['customer'] });
  }
  state.note(`${customer.name} has accepted ${partner.name} as its reseller; only ${customer.name} can end that again`);
}
