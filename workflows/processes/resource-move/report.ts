import { log } from '@temporalio/workflow';
import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';
import type { ResourceMoveInput, ResourceMoveResult } from '../../../contracts/processes/resource-move';
import type { Actor } from '../../acts/actors';
import { asEnd, kindOf } from '../../base/failures';
import type { MoveJob } from './steps';
import type { Run } from '../../run/begin';
import { commonReport } from '../../run/report';

/** How a resource move ends: whatever the ending, the report says what both sides hold, and the progress says the same. */
export class MoveEnding {
  job: MoveJob | undefined;
  localStack = false;

  constructor(
    private readonly input: ResourceMoveInput,
    private readonly run: Run,
    private readonly mover: Actor,
  ) {}

  /** The good endings, and a person's no: the run completes with a result. */
  async well(status: ResourceMoveResult['status']): Promise<ResourceMoveResult> {
    const result = await this.result(status);
    this.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** What the run answers as things are now, with a report of it. */
  async result(status: ResourceMoveResult['status']): Promise<ResourceMoveResult> {
    const { signOff } = this.run;
    if (!this.job) throw new Error('a run ends well only after it has planned');
    const { report, totals } = await this.report(this.job, status);
    return {
      status,
      totals,
      planDigest: this.job.digest,
      report,
      decisions: signOff.records,
      localStack: this.localStack,
    };
  }

  /** Failed, cancelled, expired or declined: what could be undone has been undone by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<ResourceMoveResult> {
    const { progress } = this.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    if (kind === 'Declined') return this.well('declined');
    const status = progress.endingAfter(error);
    try {
      if (this.job) await this.report(this.job, status);
    } catch (reportError) {
      log.error('the report could not be written', { error: String(reportError) });
    }
    progress.end(kind === 'Expired' ? 'declined' : status);
    throw asEnd(error);
  }

  private async report(job: MoveJob, outcome: ResourceMoveReport['outcome']): ReturnType<Actor['writeReport']> {
    const { input } = this;
    const { progress } = this.run;
    const written = await this.mover.writeReport('Write the report from what both sides hold', {
      ...job.files,
      ...(job.carriedOver ? { carriedOver: job.carriedOver } : {}),
      report: {
        ...commonReport(this.run, { process: 'resource-move', outcome, customer: input.customer }),
        source: { subscriptionId: input.source.subscriptionId, resourceGroups: input.source.resourceGroups ?? [] },
        destination: { subscriptionId: input.destination.subscriptionId },
        planDigest: job.digest,
        batches: job.book.list(),
      },
    });
    progress.artifacts.report = written.report;
    return written;
  }
}
