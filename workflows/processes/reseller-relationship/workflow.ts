/**
 * An existing customer accepts a partner as its reseller (processes.md section 2; seed l.1158-1300).
 *
 *   1 look    there may be a relationship already
 *   2 invite  the partner's invitation, as Partner Center gives it
 *   3 accept  a global administrator of the customer accepts at Microsoft; seen in the partner's list of customers
 *
 * Nothing has to be undone: an invitation that nobody accepts has no effect, and a relationship can be ended by the customer alone.
 */
import { CancellationScope, log, patched } from '@temporalio/workflow';
import { documentDigest } from '../../../contracts/people/document';
import {
  RESELLER_RELATIONSHIP_STEPS,
  ResellerRelationshipInput,
  type ResellerRelationshipReport,
  type ResellerRelationshipResult,
} from '../../../contracts/processes/reseller-relationship';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Outcome } from '../../../contracts/run/report';
import { invitation } from './documents/invitation';
import { actor, organisation } from '../../acts/actors';
import { asking } from '../../asking/notify';
import { pace } from '../../base/clock';
import { asEnd, kindOf, parseOrFail } from '../../base/failures';
import { believe, beginRun } from '../../run/begin';
import { commonReport } from '../../run/report';
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
  const found: Pick<ResellerRelationshipReport, 'relationship' | 'link'> = {};
  const write = async (outcome: Outcome): Promise<ArtifactRef | undefined> => {
    if (!patched('reseller-relationship-report')) return undefined;
    const report: ResellerRelationshipReport = {
      ...commonReport(run, { process: 'reseller-relationship', outcome, customer }),
      partner: { tenantId: partner.tenantId, name: partner.name },
      ...found,
    };
    const written = await operator.writeRunReport('Write the report', report);
    progress.artifacts.report = written.report;
    return written.report;
  };
  const end = async (status: ResellerRelationshipResult['status'], established: boolean): Promise<ResellerRelationshipResult> => {
    const report = await write(status);
    const result = { status, established, report } as ResellerRelationshipResult;
    progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  };

  try {
    // 1. Look.
    progress.enter('look');
    const env = await operator.environment('Ask the worker what it runs against');
    believe(run, env);
    const { relationship } = await reseller.checkDestination('Look for a relationship', { path: 'partner', partner, customer });
    if (relationship) found.relationship = 'existing';
    if (relationship || input.rehearse) {
      for (const step of ['invite', 'accept']) progress.skip(step, relationship ? 'there is one already' : 'rehearsal');
      return await end(input.rehearse ? 'rehearsed' : 'done', false);
    }

    // 2. Invite.
    progress.enter('invite');
    const { url } = await reseller.relationshipInvitation('Get the invitation');
    found.link = url;
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
    if (outcome.choice !== 'approve') return await end('declined', false);
    found.relationship = 'established';
    return await end('done', true);
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const kind = kindOf(error);
      if (kind !== 'Cancelled') progress.fail(error);
      const outcome = kind === 'Expired' ? 'declined' : progress.endingAfter(error);
      try {
        await write(outcome);
      } catch (reportError) {
        log.error('the report could not be written', { error: String(reportError) });
      }
      progress.end(outcome);
      throw asEnd(error);
    });
  }
}
