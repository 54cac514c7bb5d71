import { isCancellation, log } from '@temporalio/workflow';
import type { TenantMoveResult } from '../../contracts/tenantMove';
import { tell } from './ask';
import { now } from './clock';
import { asEnd, kindOf } from './failures';
import type { TenantJob } from './tenantJob';
import { reportTenantMove } from './tenantReport';

/** How a tenant move ends: whatever the ending, those who were asked hear of it, and there is a report. */
export class TenantEnding {
  private readonly startedAt = now();

  constructor(private readonly job: TenantJob) {}

  /** The report of what is done, while it can still be taken back: a whole that this is a part of reads it. */
  async handOver(): Promise<TenantMoveResult> {
    await this.job.ruled('verify', () => reportTenantMove(this.job, 'done', this.startedAt));
    return this.job.result('done');
  }

  /** What has been handed over stays. */
  async well(result: TenantMoveResult): Promise<TenantMoveResult> {
    this.job.enter('close');
    await this.tellOutcome('done');
    this.job.run.progress.end('done', result);
    return result;
  }

  /** After the looks alone. */
  async rehearsed(): Promise<TenantMoveResult> {
    const { job } = this;
    const { progress } = job.run;
    for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
    await reportTenantMove(job, 'rehearsed', this.startedAt);
    const result = job.result('rehearsed');
    progress.end('done', result);
    return result;
  }

  /** Failed, cancelled, expired or declined: what could be taken back has been by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<TenantMoveResult> {
    const { job } = this;
    const { progress } = job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    const ending = kind === 'Expired' || kind === 'Declined' ? 'declined' : progress.endingAfter(error);
    await this.tellOutcome(ending);
    try {
      await reportTenantMove(job, ending, this.startedAt);
    } catch (reportError) {
      if (isCancellation(reportError)) throw reportError;
      log.error('the report could not be written', { error: String(reportError) });
    }
    if (kind === 'Declined') {
      const result = job.result('declined');
      progress.end('declined', result);
      return result;
    }
    progress.end(ending);
    throw asEnd(error);
  }

  /** Nobody who was never asked is written to. */
  private async tellOutcome(outcome: string): Promise<void> {
    const { job } = this;
    if (Object.keys(job.run.progress.documents).length === 0) return;
    const what = `the move of ${job.what} into the directory is ${outcome}`;
    for (const to of ['customer', 'operator'] as const)
      await tell(job.run, job.operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
    if (job.notRestored.length > 0) log.info('not restored', { notRestored: job.notRestored });
  }
}
