import { isCancellation, log, patched, workflowInfo } from '@temporalio/workflow';
import type { TenantMoveReport, TenantMoveResult } from '../../contracts/tenantMove';
import { lossList } from '../documents/losses';
import { tell } from './ask';
import { now } from './clock';
import { asEnd, kindOf } from './failures';
import type { TenantJob } from './tenantJob';

/** How a tenant move ends: whatever the ending, those who were asked hear of it, and there is a report. */
export class TenantEnding {
  private readonly startedAt = now();

  constructor(private readonly job: TenantJob) {}

  /** The report of what is done, while it can still be taken back: a whole that this is a part of reads it. */
  async handOver(): Promise<TenantMoveResult> {
    await this.job.ruled('verify', () => this.report('done'));
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
    await this.report('rehearsed');
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
      await this.report(ending);
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

  private async report(outcome: TenantMoveReport['outcome']): Promise<void> {
    // Runs of the time before there was a report end without one.
    if (!patched('tenant-move-report')) return;
    const { job } = this;
    const { input, run } = job;
    const { customer, partner } = input;
    const { progress, ruling } = run;
    const { workflowId, firstExecutionRunId: runId } = workflowInfo();
    const { status: _status, report: _earlier, ...facts } = job.result('done');
    const { report } = await job.operator.writeTenantMoveReport('Write the report', {
      ...facts,
      process: 'tenant-move',
      id: workflowId,
      runId,
      outcome,
      ...(input.enrolment === undefined ? {} : { enrolment: input.enrolment }),
      customer: { tenantId: customer.tenantId, name: customer.name },
      partner: { tenantId: partner.tenantId, name: partner.name, mpnId: partner.mpnId },
      mover: input.admin.userPrincipalName,
      destinationSubscriptionId: input.destinationSubscriptionId,
      startedAt: this.startedAt,
      endedAt: now(),
      losses: lossList(job.losses),
      rulings: ruling.records,
      undone: progress.undone,
      leftUndone: progress.leftUndone,
      ...(progress.failed ? { failure: progress.failed } : {}),
    });
    job.report = report;
    progress.artifacts.report = report;
  }
}
