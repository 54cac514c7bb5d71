import { isCancellation, log } from '@temporalio/workflow';
import type { TenantMoveResult } from '../../contracts/tenantMove';
import { tell } from './ask';
import type { BillingJob } from './billingJob';
import { now } from './clock';
import { asEnd, kindOf } from './failures';
import { onlyForward } from './onlyForward';
import { reportTenantMove } from './tenantReport';

/** How a transfer of billing ends: whatever the ending, those who were asked hear of it, and there is a report. */
export class BillingEnding {
  private readonly startedAt = now();

  constructor(private readonly job: BillingJob) {}

  /** What was accepted has been seen with the partner, or is named. A report that cannot be written waits for the operator. */
  async well(): Promise<TenantMoveResult> {
    const { job } = this;
    job.enter('close');
    await this.tellOutcome('done');
    await onlyForward(job.run, 'close', () => reportTenantMove(job, 'done', this.startedAt));
    return this.finished('done');
  }

  /** After the looks alone. */
  async rehearsed(): Promise<TenantMoveResult> {
    const { progress } = this.job.run;
    for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
    await reportTenantMove(this.job, 'rehearsed', this.startedAt);
    return this.finished('rehearsed');
  }

  /** Failed, cancelled, expired or declined: a request that was open has been cancelled by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<TenantMoveResult> {
    const { progress } = this.job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    const ending = kind === 'Expired' || kind === 'Declined' ? 'declined' : progress.endingAfter(error);
    await this.tellOutcome(ending);
    try {
      await reportTenantMove(this.job, ending, this.startedAt);
    } catch (reportError) {
      if (isCancellation(reportError)) throw reportError;
      log.error('the report could not be written', { error: String(reportError) });
    }
    if (kind === 'Declined') return this.finished('declined');
    progress.end(ending);
    throw asEnd(error);
  }

  private finished(status: TenantMoveResult['status']): TenantMoveResult {
    const result = this.job.result(status);
    this.job.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** Nobody who was never asked is written to. */
  private async tellOutcome(outcome: string): Promise<void> {
    const { run, operator, what } = this.job;
    if (Object.keys(run.progress.documents).length === 0) return;
    const left = run.progress.leftUndone.length > 0 ? `; left: ${run.progress.leftUndone.join('; ')}` : '';
    const said = `the transfer of ${what} is ${outcome}${left}`;
    for (const to of ['customer', 'operator'] as const)
      await tell(run, operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what: said, nth: 0 });
  }
}
