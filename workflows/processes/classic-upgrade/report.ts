import { isCancellation, log } from '@temporalio/workflow';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { ClassicUpgradeReport, ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import { asEnd, fail, failureOf, kindOf } from '../../base/failures';
import { commonReport } from '../../run/report';
import type { UpgradeJob } from './units';

/** How an upgrade ends: whatever the ending, the report says of each unit what it is now. */
export class UpgradeEnding {
  constructor(private readonly job: UpgradeJob) {}

  /** The good endings, and a person's no: the run completes with a result. */
  async well(status: ClassicUpgradeResult['status']): Promise<ClassicUpgradeResult> {
    const { job } = this;
    const { progress, signOff } = job.run;
    const report = await this.report(status);
    const result: ClassicUpgradeResult = {
      status,
      units: job.list(progress.failed?.message),
      committed: job.committed.length,
      withSecrets: job.withSecrets,
      report,
      decisions: signOff.records,
      localStack: job.isLocal,
    };
    progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** Failed, cancelled, expired or declined: what was prepared has been aborted by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<ClassicUpgradeResult> {
    const { progress } = this.job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    if (kind === 'Declined') return this.well('declined');
    const status = progress.endingAfter(error);
    try {
      if (this.job.list().length > 0) await this.report(status);
    } catch (reportError) {
      log.error('the report could not be written', { error: String(reportError) });
    }
    progress.end(kind === 'Expired' ? 'declined' : status);
    throw this.withCommitted(error);
  }

  /** A whole that this is a part of names what stays upgraded. */
  private withCommitted(error: unknown): unknown {
    const ids = this.job.committed.map(({ id }) => id);
    if (isCancellation(error) || ids.length === 0) return asEnd(error);
    const { type, message, details } = failureOf(error);
    const committed = this.job.list().filter(({ id }) => ids.includes(id));
    return fail(type, message, { ...details, committed }, error instanceof Error ? error : undefined);
  }

  private async report(outcome: ClassicUpgradeReport['outcome']): Promise<ArtifactRef> {
    const { job } = this;
    const { progress } = job.run;
    const { report } = await job.operator.writeUpgradeReport('Write the report', {
      ...commonReport(job.run, { process: 'classic-upgrade', outcome, customer: job.input.customer }),
      subscriptionId: job.input.subscriptionId,
      units: job.list(progress.failed?.message),
      withSecrets: job.withSecrets,
    });
    progress.artifacts.report = report;
    return report;
  }
}
