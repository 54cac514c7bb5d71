import { log } from '@temporalio/workflow';
import type { DestinationSide } from '../../../activities/partner-center/partners';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { CspTransferReport, CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { type Document, documentDigest } from '../../../contracts/people/document';
import { tell } from '../../asking/notify';
import { asEnd, kindOf } from '../../base/failures';
import { commonReport } from '../../run/report';
import type { TransferJob } from './state';

/** How a change of partner ends: whatever the ending, every party gets the receipt, and the progress says the same as it does. */
export class TransferEnding {
  private kept: ArtifactRef | undefined;

  constructor(private readonly job: TransferJob) {}

  /** The good endings, and a person's no: the run completes with a result. */
  async well(status: CspTransferResult['status']): Promise<CspTransferResult> {
    await this.write(status);
    return this.finish(status);
  }

  /** Writes the receipt and tells everybody. */
  async write(status: CspTransferResult['status']): Promise<void> {
    this.kept = await this.receipt(status);
  }

  finish(status: CspTransferResult['status']): CspTransferResult {
    const result: CspTransferResult = { status, ...this.facts(), ...(this.kept ? { report: this.kept } : {}) };
    this.job.run.progress.end(status === 'declined' ? 'declined' : 'done', result);
    return result;
  }

  /** What a run would do, after the looks alone. */
  async rehearsed({ profile, relationship }: DestinationSide): Promise<CspTransferResult> {
    const { job } = this;
    for (const { name, state } of job.run.progress.view().steps)
      if (state === 'pending') job.run.progress.skip(name, 'rehearsal');
    job.run.notes.push(
      relationship
        ? `${profile.name} has a reseller relationship with the customer`
        : `${profile.name} has no reseller relationship yet: the customer would be asked to accept one`,
    );
    return this.well('rehearsed');
  }

  /** Failed, cancelled, expired or declined: what could be undone has been undone by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<CspTransferResult> {
    const { progress } = this.job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    if (kind === 'Declined') return this.well('declined');
    const status = progress.endingAfter(error);
    try {
      await this.receipt(status);
    } catch (receiptError) {
      log.error('the receipt could not be written', { error: String(receiptError) });
    }
    progress.end(kind === 'Expired' ? 'declined' : status);
    throw asEnd(error);
  }

  private facts(): Omit<CspTransferResult, 'status' | 'report'> {
    const { job } = this;
    const decisions = job.run.signOff.records;
    return {
      procedure: job.procedure,
      procedureReason: job.procedureReason,
      subscriptions: job.subscriptions,
      access: job.access,
      ...(job.ticket ? { ticket: job.ticket } : {}),
      ...(job.transferId ? { transferId: job.transferId } : {}),
      ...(job.formDigest ? { formDigest: job.formDigest } : {}),
      decisions,
      localStack: job.isLocal,
    };
  }

  private async receipt(outcome: CspTransferReport['outcome']): Promise<ArtifactRef> {
    const { job } = this;
    const { progress } = job.run;
    const { customer, sourcePartner, destinationPartner } = job.input;
    const { receipt } = await job.operator.writeReceipt('Write the receipt', {
      ...commonReport(job.run, { process: 'csp-transfer', outcome, customer }),
      customer,
      sourcePartner,
      destinationPartner,
      ...this.facts(),
      documents: documentsOnce(progress.documents),
      messages: job.messages.map(({ sender, at, subject, body }) => ({ from: sender, at, subject, body })),
    });
    progress.artifacts.report = receipt;
    await this.tellAll(outcome);
    return receipt;
  }

  /** Nobody who was never asked is written to about a check that failed. */
  private async tellAll(outcome: CspTransferReport['outcome']): Promise<void> {
    const { job } = this;
    if (Object.keys(job.run.progress.documents).length === 0) return;
    const what = `the transfer of ${job.what} is ${outcome}`;
    for (const to of ['customer', 'sourcePartner', 'destinationPartner', 'operator'] as const) {
      await tell(job.run, job.operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
    }
  }
}

/** A form that was drafted and signed unchanged is one document. */
function documentsOnce(documents: Readonly<Record<string, Document>>): CspTransferReport['documents'] {
  const all = Object.entries(documents).map(([step, document]) => ({ step, digest: documentDigest(document), document }));
  return all.filter(({ digest }, at) => !all.slice(at + 1).some((later) => later.digest === digest));
}
