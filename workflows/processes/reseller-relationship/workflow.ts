/**
 * An existing customer accepts a partner as its reseller (processes.md section 2; seed l.1158-1300).
 *
 *   1 look    there may be a relationship already
 *   2 invite  the partner's invitation, as Partner Center gives it
 *   3 accept  a global administrator of the customer accepts at Microsoft; seen in the partner's list of customers
 *
 * Nothing has to be undone: an invitation that nobody accepts has no effect, and a relationship can be ended by the customer alone.
 */
import { CancellationScope } from '@temporalio/workflow';
import { documentDigest } from '../../../contracts/people/document';
import {
  RESELLER_RELATIONSHIP_STEPS,
  ResellerRelationshipInput,
  type ResellerRelationshipResult,
} from '../../../contracts/processes/reseller-relationship';
import { invitation } from './documents/invitation';
import { actor, organisation } from '../../acts/actors';
import { asking } from '../../asking/notify';
import { pace } from '../../base/clock';
import { asEnd, kindOf, parseOrFail } from '../../base/failures';
import { believe, beginRun } from '../../run/begin';
import { orSeenElsewhere } from '../../asking/seen-at-microsoft';

export async function resellerRelationship(raw: ResellerRelationshipInput): Promise<ResellerRelationshipResult> {
  const input = parseOrFail(ResellerRelationshipInput, raw);
  const { customer, partner } = input;
  const run = beginRun(
    'reseller-relationship',
    RESELLER_RELATIONSHIP_STEPS.map((name) => ({
      name,
      who: name === 'accept' ? ('customer' as const) : ('destinationPartner' as const),
    })),
    { customer: customer.name, sourceSubscription: '', parties: { customer, destinationPartner: partner } },
    input.rulingWithinDays,
  );
  const { progress } = run;
  const operator = actor('operator');
  const reseller = organisation(partner.tenantId);
  const end = (status: ResellerRelationshipResult['status'], established: boolean): ResellerRelationshipResult => {
    const result = { status, established };
    progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  };

  try {
    // 1. Look.
    progress.enter('look');
    const env = await operator.environment('Ask the worker what it runs against');
    believe(run, env);
    const { relationship } = await reseller.checkDestination('Look for a relationship', { path: 'partner', partner, customer });
    if (relationship || input.rehearse) {
      for (const step of ['invite', 'accept']) progress.skip(step, relationship ? 'there is one already' : 'rehearsal');
      return end(input.rehearse ? 'rehearsed' : 'done', false);
    }

    // 2. Invite.
    progress.enter('invite');
    const { url } = await reseller.relationshipInvitation('Get the invitation');
    progress.track(customer.tenantId);

    // 3. The customer accepts at Microsoft.
    const document = invitation(input, url);
    progress.documents.accept = document;
    const what = `accept ${partner.name} as your reseller at Microsoft`;
    progress.enter('accept', `Asked: ${what}`);
    const outcome = await orSeenElsewhere(
      run,
      asking(run, operator, {
        step: 'accept',
        what,
        document,
        digest: documentDigest(document),
        link: url,
        parties: ['customer'],
        withinDays: input.withinDays,
        remindEveryDays: input.remindEveryDays,
      }),
      () =>
        reseller.awaitRelationship('Look for the customer in the partner’s list', {
          customerTenantId: customer.tenantId,
          everyMs: pace(15, env.timeScale),
        }),
    );
    return outcome.choice === 'approve' ? end('done', true) : end('declined', false);
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const kind = kindOf(error);
      if (kind !== 'Cancelled') progress.fail(error);
      progress.end(kind === 'Expired' ? 'declined' : progress.endingAfter(error));
      throw asEnd(error);
    });
  }
}
