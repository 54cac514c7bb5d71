/**
 * An existing customer accepts a partner as its reseller (docs/processes/reseller-relationship.md; seed l.1158-1300).
 *
 *   1 look    Handover looks whether there is a relationship already
 *   2 invite  Partner Center gives the partner an invitation
 *   3 accept  a global administrator of the customer accepts at Microsoft; Handover sees it in the partner's list of customers
 *
 * Nothing has to be undone: an invitation that nobody accepts has no effect, and only the customer can end a relationship.
 */
import { CancellationScope } from '@temporalio/workflow';
import { documentDigest } from '../../../contracts/people/document';
import {
  ResellerRelationshipInput,
  type ResellerRelationshipReport,
  type ResellerRelationshipResult,
} from '../../../contracts/processes/reseller-relationship';
import { actor, organisation } from '../../acts/actors';
import { asking } from '../../asking/notify';
import { orSeenElsewhere } from '../../asking/seen-at-microsoft';
import { parseOrFail } from '../../base/failures';
import { beginRun, meetWorker } from '../../run/begin';
import { endBadly, type Ending, endWell } from '../../run/ending';
import { commonReport, storedReport, storeReport } from '../../run/report';
import { ProcessState } from '../../run/state';
import { invitation } from './documents/invitation';

class RelationshipState extends ProcessState<ResellerRelationshipInput> {
  readonly operator = actor('operator');
  readonly reseller = organisation(this.input.partner.tenantId);
  relationship: ResellerRelationshipReport['relationship'];
  /** Address of the invitation. */
  link: string | undefined;
}

export async function resellerRelationship(raw: ResellerRelationshipInput): Promise<ResellerRelationshipResult> {
  const input = parseOrFail(ResellerRelationshipInput, raw);
  const run = beginRun('reseller-relationship', input, { sourceSubscription: '' });
  const state = new RelationshipState(input, run);
  const ending: Ending<ResellerRelationshipResult> = {
    run,
    report: (outcome) => report(state, outcome),
    result: (status) => ({
      status,
      established: state.relationship === 'established',
      report: storedReport(run),
    }),
  };

  try {
    // 1. Look.
    run.progress.enter('look');
    await meetWorker(run, state.operator);
    const { customer, partner } = input;
    const there = await state.reseller.checkDestination('Look for a relationship', { path: 'partner', partner, customer });
    if (there.relationship) state.relationship = 'existing';
    if (there.relationship || input.rehearse) {
      run.progress.skipPending(there.relationship ? 'there is one already' : 'rehearsal');
      return await endWell(ending, input.rehearse ? 'rehearsed' : 'done');
    }

    // 2. Invite.
    run.progress.enter('invite');
    const { url } = await state.reseller.relationshipInvitation('Get the invitation');
    state.link = url;
    run.progress.track(customer.tenantId);

    // 3. The customer accepts at Microsoft.
    const isAccepted = await invite(state, url);
    if (isAccepted) state.relationship = 'established';
    return await endWell(ending, isAccepted ? 'done' : 'declined');
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}

/** Asks the customer to accept, and answers whether it has. Throws `Expired`. */
async function invite(state: RelationshipState, url: string): Promise<boolean> {
  const { input, run, operator, reseller } = state;
  const { customer, partner, deadlines } = input;
  const document = invitation(input, url);
  run.progress.documents.accept = document;
  const what = `accept ${partner.name} as your reseller at Microsoft`;
  run.progress.enter('accept', `Asked: ${what}`);
  const request = asking(run, operator, {
    step: 'accept',
    what,
    document,
    digest: documentDigest(document),
    link: url,
    parties: ['customer'],
    withinDays: deadlines.relationship,
    remindEveryDays: deadlines.remindEvery,
  });
  const { choice } = await orSeenElsewhere(run, request, () =>
    reseller.awaitRelationship('Look for the customer in the partner’s list', {
      customerTenantId: customer.tenantId,
      everyMs: state.pace(15),
    }),
  );
  return choice === 'approve';
}

function report(state: RelationshipState, outcome: ResellerRelationshipReport['outcome']): Promise<void> {
  const { run, input, relationship, link } = state;
  const { customer, partner } = input;
  const whole: ResellerRelationshipReport = {
    ...commonReport(run, { process: 'reseller-relationship', outcome, customer }),
    partner: { tenantId: partner.tenantId, name: partner.name },
    ...(relationship ? { relationship } : {}),
    ...(link === undefined ? {} : { link }),
  };
  return storeReport(state, whole);
}
