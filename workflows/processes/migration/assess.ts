import { workflowInfo } from '@temporalio/workflow';
import type { Assessed } from '../../../activities/reports/migration';
import type { AssessmentResult } from '../../../contracts/processes/assessment';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import { agreeGo } from './go-no-go';
import type { MigrationState } from './state';
import type { ChildRun } from '../../children/child-run';
import type { Undo } from '../../acts/undo';

/** 3. What can move, what has to change, what stays, and at what price. Asked again, it is assessed again. */
export async function assess(state: MigrationState, undo: Undo): Promise<void> {
  const { subscriptions, cost, partner, exclude, deadlines } = state.input;
  state.enter('assess');
  // Before they are in the customer's directory a rehearsal reads them where they are, without the destination.
  const destination = state.isInPlace && !state.byBilling ? state.onboarded?.subscription?.subscriptionId : undefined;
  const child: ChildRun = {
    type: 'assessment',
    // One that somebody has begun on the same subscriptions must not keep the migration from its own.
    workflowId: `${workflowInfo().workflowId}-assessment`,
    input: {
      customer: state.isInPlace ? state.customer : { ...state.named, tenantId: state.sourceTenantId },
      subscriptions,
      ...(destination === undefined ? {} : { destination: { subscriptionId: destination } }),
      naming: '{name}',
      ...(cost ? { cost, partner } : {}),
      exclude,
      ...(state.assessment ? { previous: state.assessment.report } : {}),
      deadlines: { ruling: deadlines.ruling },
    },
    summary: `Assess ${plural(subscriptions.length, 'subscription')}`,
  };
  // Whatever was done by hand: what is decided on is the report of a look.
  let assessed: AssessmentResult | undefined;
  while (!assessed) assessed = await state.early<AssessmentResult>(undo, 'drop the assessment', child);
  state.assessment = assessed;
  const { report } = assessed;
  state.run.progress.artifacts.assessment = report;
  state.assessed = await state.operator.readAssessment('Read what the assessment says', {
    report,
    naming: Object.fromEntries(subscriptions.map((id) => [id, state.naming(id)])),
  });
  if (!state.byBilling) refuseSharedGroups(state, state.assessed);
}

/** 4. Customer and operator decide. Sent back, it is assessed again and asked again. */
export async function agree(state: MigrationState, undo: Undo): Promise<void> {
  if (state.input.rehearse) {
    state.skip('go', 'rehearsal');
    return;
  }
  await agreeGo(state, () => assess(state, undo));
}

/** Two groups of one name would become one at the destination, and nobody has asked for that. */
function refuseSharedGroups(state: MigrationState, { sharedGroups, merged }: Assessed): void {
  const { naming, subscriptions } = state.input;
  if (merged) {
    if (merged.length === 0) return;
    throw fail(
      'InvalidInput',
      `naming: groups of more than one subscription would become one: ${merged.slice(0, 5).join('; ')}. Use {subscription} in it, in a form that keeps them apart, or start a run for each subscription`,
    );
  }
  const names = new Set(subscriptions.map((id) => state.naming(id)));
  if (sharedGroups.length === 0 || (naming.includes('{subscription}') && names.size === subscriptions.length)) return;
  throw fail(
    'InvalidInput',
    `naming: more than one subscription has groups named ${sharedGroups.slice(0, 5).join(', ')}, and they would become one: use {subscription} in it, or start a run for each subscription`,
  );
}
