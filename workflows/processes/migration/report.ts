import { log } from '@temporalio/workflow';
import type { ClassicUpgradeResult, UpgradedUnit } from '../../../contracts/processes/classic-upgrade';
import type { MigrationReport, MigrationResult } from '../../../contracts/processes/migration';
import { asEnd, fail, failureOf, kindOf } from '../../base/failures';
import { commonReport } from '../../run/report';
import type { MigrationJob } from './state';
import { onlyForward } from '../../acts/only-forward';

/** How a migration ends: whatever the ending, the hand-over report says what has become of each resource and each part. */
export class MigrationEnding {
  constructor(
    private readonly process: MigrationReport['process'],
    private readonly job: MigrationJob,
  ) {}

  /** The good endings, and a person's no: the run completes with a result. A report that cannot be written waits for the operator. */
  async well(status: MigrationResult['status']): Promise<MigrationResult> {
    const { job } = this;
    const written = await onlyForward(job.run, 'report', () => this.write(status));
    if (!written) throw fail('GivenUp', 'report: was ruled as done by hand, and there is none');
    const { report, totals } = written;
    const destination = job.byBilling ? undefined : job.onboarded?.subscription?.subscriptionId;
    const result: MigrationResult = {
      status,
      ...(destination === undefined ? {} : { destinationSubscriptionId: destination }),
      totals,
      report,
      decisions: job.run.signOff.records,
      localStack: job.isLocal,
    };
    job.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** Failed, cancelled, expired or declined: what could be taken back has been by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<MigrationResult> {
    const { progress } = this.job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    const status = progress.endingAfter(error);
    progress.leftUndone.push(...this.stays());
    if (kind === 'Declined') {
      try {
        return await this.well('declined');
      } catch (reportError) {
        progress.end('declined');
        throw asEnd(reportError);
      }
    }
    try {
      await this.write(status);
    } catch (reportError) {
      log.error('the report could not be written', { error: String(reportError) });
    }
    progress.end(kind === 'Expired' ? 'declined' : status);
    throw asEnd(error);
  }

  /** What no taking back reaches: there is no way from Resource Manager to classic. A part that was cancelled, or failed, may have committed too. */
  private stays(): string[] {
    return this.job.parts.all
      .filter(({ type }) => type === 'classicUpgrade')
      .flatMap(({ result, error }) => {
        const units = (result as ClassicUpgradeResult | undefined)?.units ?? (error ? failureOf(error).details.committed : []);
        return (units ?? []) as UpgradedUnit[];
      })
      .filter(({ outcome }) => outcome === 'committed')
      .map(
        ({ id, resourceGroups }) =>
          `${id} stays upgraded to Resource Manager (${resourceGroups.join(', ')}): nothing has to be done`,
      );
  }

  private async write(outcome: MigrationReport['outcome']): ReturnType<MigrationJob['operator']['writeMigrationReport']> {
    const { job } = this;
    const { progress } = job.run;
    const { input, onboarded, assessment } = job;
    const customer = 'new' in input.customer ? { tenantId: '', name: input.customer.new.companyName } : input.customer;
    const to = job.byBilling ? undefined : onboarded?.subscription;
    const tenantId = onboarded?.customer.tenantId ?? customer.tenantId;
    const written = await job.operator.writeMigrationReport('Write the hand-over report', {
      ...(assessment ? { assessment: assessment.report } : {}),
      moves: job.moveReports,
      report: {
        ...commonReport(job.run, { process: this.process, outcome, customer: { tenantId, name: customer.name } }),
        variant: input.variant,
        ...(input.enrolment === undefined ? {} : { enrolment: input.enrolment }),
        partner: { tenantId: input.partner.tenantId, name: input.partner.name },
        ...(to ? { destination: { subscriptionId: to.subscriptionId, displayName: to.displayName } } : {}),
        subscriptions: input.subscriptions.map((subscriptionId) => {
          const moved = job.tenant?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
          const billed = job.billing?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
          const tenantBefore = moved?.tenantBefore ?? (job.byBilling ? tenantId : (job.sourceTenantId ?? tenantId));
          return {
            subscriptionId,
            displayName: (moved ?? billed)?.displayName ?? job.nameOf(subscriptionId),
            tenantBefore,
            tenantAfter: job.isTakenBack('tenantMove') ? tenantBefore : (moved?.tenantAfter ?? tenantBefore),
          };
        }),
        ...(job.billing ? { billing: job.billing.subscriptions } : {}),
        parts: job.parts.all.map(({ type, workflowId, outcome: came, result }) => ({
          workflowId,
          process: type,
          outcome: came,
          // Of a part that was taken back it says what is no more; the part's own run has the last one.
          ...(result?.report && came !== 'takenBack' ? { report: result.report } : {}),
        })),
      },
    });
    progress.artifacts.report = written.report;
    return written;
  }
}
