import { isCancellation, log } from '@temporalio/workflow';
import type { TenantMoveResult, TenantMoveStep } from '../../../contracts/processes/tenant-move';
import { tell } from '../../asking/notify';
import { asEnd, kindOf } from '../../base/failures';
import { type Reported, reportTenantMove } from './report';

type Outcome = Parameters<typeof reportTenantMove>[1];

/** How a tenant move ends, by whatever way: whatever the ending, those who were asked hear of it, and there is a report. */
export class TenantEnding {
  /** @param said a sentence on what has become of it, for those who were asked */
  constructor(
    private readonly job: Reported,
    private readonly said: (outcome: string) => string,
  ) {}

  report(outcome: Outcome): Promise<void> {
    return reportTenantMove(this.job, outcome);
  }

  /** After the looks alone. */
  async rehearsed(): Promise<TenantMoveResult> {
    const { progress } = this.job.run;
    for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
    await this.report('rehearsed');
    return this.ended(this.job.result('rehearsed'));
  }

  /** Failed, cancelled, expired or declined: what could be taken back has been by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<TenantMoveResult> {
    const { progress } = this.job.run;
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
    if (kind === 'Declined') return this.ended(this.job.result('declined'));
    progress.end(ending);
    throw asEnd(error);
  }

  /** The last step of a move that has come through. */
  async close(): Promise<void> {
    this.job.run.progress.enter('close' satisfies TenantMoveStep);
    await this.tellOutcome('done');
  }

  ended(result: TenantMoveResult): TenantMoveResult {
    this.job.run.progress.end(result.status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** Nobody who was never asked is written to. */
  private async tellOutcome(outcome: string): Promise<void> {
    const { run, operator, notRestored = [] } = this.job;
    if (Object.keys(run.progress.documents).length === 0) return;
    const what = this.said(outcome);
    for (const to of ['customer', 'operator'] as const)
      await tell(run, operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
    if (notRestored.length > 0) log.info('not restored', { notRestored });
  }
}
