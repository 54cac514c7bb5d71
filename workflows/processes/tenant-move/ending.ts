import { isCancellation, log } from '@temporalio/workflow';
import type { Outcome } from '../../../contracts/run/report';
import type { Actor } from '../../acts/actors';
import { tell } from '../../asking/notify';
import { asEnd, kindOf } from '../../base/failures';
import type { Run } from '../../run/begin';

type Status = 'done' | 'declined' | 'rehearsed';

/** A tenant move or a transfer of billing under way. */
interface Ending<Result> {
  readonly run: Run;
  readonly operator: Actor;
  notRestored?: string[];
  result(status: Status): Result;
}

/** How a tenant move or a transfer of billing ends: whatever the ending, those who were asked hear of it, and there is a report. */
export class TenantEnding<Result extends { status: Status }> {
  /** @param said a sentence on what has become of it, for those who were asked */
  constructor(
    private readonly job: Ending<Result>,
    readonly report: (outcome: Outcome) => Promise<void>,
    private readonly said: (outcome: string) => string,
  ) {}

  /** After the looks alone. */
  async rehearsed(): Promise<Result> {
    const { progress } = this.job.run;
    for (const { name, state } of progress.view().steps) if (state === 'pending') progress.skip(name, 'rehearsal');
    await this.report('rehearsed');
    return this.ended(this.job.result('rehearsed'));
  }

  /** Failed, cancelled, expired or declined: what could be taken back has been by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<Result> {
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

  /** The last step of a run that has come through. */
  async close(): Promise<void> {
    this.job.run.progress.enter('close');
    await this.tellOutcome('done');
  }

  ended(result: Result): Result {
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
