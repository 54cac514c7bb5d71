import { patched, workflowInfo } from '@temporalio/workflow';
import type { Assessed } from '../../../activities/reports/migration';
import { assessmentId, type AssessmentResult } from '../../../contracts/processes/assessment';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import { agreeGo } from './go-no-go';
import type { MigrationJob } from './state';
import type { Part } from '../../parts/parts';
import type { Undo } from '../../acts/undo';

/** 3. What can move, what has to change, what stays, and at what price. Asked again, it is assessed again. */
export async function assess(job: MigrationJob, undo: Undo): Promise<void> {
  const { subscriptions, cost, partner, exclude, rulingWithinDays } = job.input;
  job.enter('assess');
  // Before they are in the customer's directory a rehearsal reads them where they are, without the destination.
  const destination = job.isInPlace && !job.byBilling ? job.onboarded?.subscription?.subscriptionId : undefined;
  const part: Part = {
    type: 'assessment',
    // One that somebody has begun on the same subscriptions must not keep the migration from its own.
    workflowId: patched('assessment-of-its-own') ? `${workflowInfo().workflowId}-assessment` : assessmentId({ subscriptions }),
    input: {
      customer: job.isInPlace ? job.customer : { ...job.named, tenantId: job.sourceTenantId },
      subscriptions,
      ...(destination === undefined ? {} : { destinationSubscriptionId: destination }),
      naming: '{name}',
      ...(cost ? { cost, partner } : {}),
      exclude,
      ...(job.assessment ? { previous: job.assessment.report } : {}),
      rulingWithinDays,
    },
    summary: `Assess ${plural(subscriptions.length, 'subscription')}`,
  };
  // Whatever was done by hand: what is decided on is the report of a look.
  let assessed: AssessmentResult | undefined;
  while (!assessed) assessed = await job.early<AssessmentResult>(undo, 'drop the assessment', part);
  job.assessment = assessed;
  const { report } = assessed;
  job.run.progress.artifacts.assessment = report;
  job.assessed = await job.operator.readAssessment('Read what the assessment says', {
    report,
    naming: Object.fromEntries(subscriptions.map((id) => [id, job.naming(id)])),
  });
  if (!job.byBilling) refuseSharedGroups(job, job.assessed);
}

/** 4. Customer and operator decide. Sent back, it is assessed again and asked again. */
export async function agree(job: MigrationJob, undo: Undo): Promise<void> {
  if (job.input.rehearse) {
    job.skip('go', 'rehearsal');
    return;
  }
  await agreeGo(job, () => assess(job, undo));
}

/** Two groups of one name would become one at the destination, and nobody has asked for that. */
function refuseSharedGroups(job: MigrationJob, { sharedGroups, merged }: Assessed): void {
  const { naming, subscriptions } = job.input;
  if (merged) {
    if (merged.length === 0) return;
    throw fail(
      'InvalidInput',
      `naming: groups of more than one subscription would become one: ${merged.slice(0, 5).join('; ')}. Use {subscription} in it, in a form that keeps them apart, or start a run for each subscription`,
    );
  }
  const names = new Set(subscriptions.map((id) => job.naming(id)));
  if (sharedGroups.length === 0 || (naming.includes('{subscription}') && names.size === subscriptions.length)) return;
  throw fail(
    'InvalidInput',
    `naming: more than one subscription has groups named ${sharedGroups.slice(0, 5).join(', ')}, and they would become one: use {subscription} in it, or start a run for each subscription`,
  );
}
