import { CancellationScope } from '@temporalio/workflow';
import {
  BILLING_MIGRATION_STEPS,
  MIGRATION_STEPS,
  type MigrationReport,
  type MigrationResult,
  type MigrationStep,
} from '../../../contracts/processes/migration';
import type { StepView } from '../../../contracts/run/progress';
import { agree, assess } from './assess';
import { takeBillingOver } from './transfer-billing';
import { MigrationEnding } from './report';
import { type MigrationInput, MigrationJob } from './state';
import { onboard } from './onboard';
import { moveResources, removeSecrets, upgradeClassic } from './move-resources';
import { intoOneTenant } from './move-tenant';
import { onlyForward } from '../../acts/only-forward';
import { Parts } from '../../parts/parts';
import { reversibly } from '../../acts/undo';
import { believe, beginRun } from '../../run/begin';

const WHO: Record<MigrationStep, StepView['who']> = {
  onboard: 'destinationPartner',
  tenant: 'customer',
  assess: 'handover',
  go: 'customer',
  classic: 'operator',
  secrets: 'handover',
  move: 'customer',
  billing: 'microsoft',
  report: 'handover',
};

/**
 * Subscriptions of another agreement become a CSP partner's, by parts that each stand by with their undo until the whole has come through.
 * A failure, a no or a cancel takes them back newest first; what an upgrade from classic has committed stays, and is named.
 */
export async function migrate(process: MigrationReport['process'], input: MigrationInput): Promise<MigrationResult> {
  const { partner, customer } = input;
  const asked =
    'new' in customer
      ? { name: customer.new.companyName, contact: { name: customer.new.contact.lastName, email: customer.new.contact.email } }
      : customer;
  const run = beginRun(
    process,
    ('way' in input && input.way === 'billingOwnership' ? BILLING_MIGRATION_STEPS : MIGRATION_STEPS).map((name) => ({
      name,
      who: WHO[name],
    })),
    {
      customer: asked.name,
      sourceSubscription: input.subscriptions[0] ?? '',
      parties: { customer: asked, destinationPartner: partner },
    },
    input.rulingWithinDays,
  );
  const parts = new Parts(run);
  const job = new MigrationJob(input, run, parts);
  const ending = new MigrationEnding(process, job);

  try {
    const env = await job.operator.environment('Ask the worker what it runs against');
    believe(run, env);
    job.isLocal = env.local;

    await reversibly(run.progress, (undo) =>
      parts.together(async () => {
        if (job.byBilling) return takeBillingOver(job, undo);
        await onboard(job, undo);
        await intoOneTenant(job, undo);
        await assess(job, undo);
        await agree(job, undo);
        await upgradeClassic(job, undo);
        await removeSecrets(job, undo);
        await moveResources(job, undo);
      }),
    );

    // All has come through: from here on nothing is taken back.
    return await CancellationScope.nonCancellable(async () => {
      run.progress.enter('report', 'The parts are told that all has come through');
      await onlyForward(run, 'report', () => parts.keepAll());
      return ending.well(input.rehearse ? 'rehearsed' : 'done');
    });
  } catch (error) {
    return CancellationScope.nonCancellable(() => ending.badly(error));
  }
}
