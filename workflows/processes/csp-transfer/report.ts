import type { CspTransferReport, CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { type Document, documentDigest } from '../../../contracts/people/document';
import type { Completed, Outcome } from '../../../contracts/run/report';
import { tellOutcome } from '../../asking/notify';
import type { Ending } from '../../run/ending';
import { commonReport, storeReport } from '../../run/report';
import type { TransferState } from './state';

export function endingOf(state: TransferState): Ending<CspTransferResult> {
  return {
    run: state.run,
    report: (outcome) => reportTransfer(state, outcome),
    tell: (outcome) => tellParties(state, outcome),
    result: (status) => result(state, status),
  };
}

/** Writes the report that every party keeps. */
function reportTransfer(state: TransferState, outcome: Outcome): Promise<void> {
  const { progress } = state.run;
  const { customer, sourcePartner, destinationPartner } = state.input;
  const whole: CspTransferReport = {
    ...commonReport(state.run, { process: 'csp-transfer', outcome, customer }),
    customer,
    sourcePartner,
    destinationPartner,
    ...facts(state),
    documents: documentsOnce(progress.documents),
    messages: state.messages.map(({ sender, at, subject, body }) => ({ from: sender, at, subject, body })),
  };
  return storeReport(state, whole);
}

function tellParties(state: TransferState, outcome: Outcome): Promise<void> {
  const parties = ['customer', 'sourcePartner', 'destinationPartner', 'operator'] as const;
  return tellOutcome(state, parties, `the transfer of ${state.what} is ${outcome}`);
}

function result(state: TransferState, status: Completed): CspTransferResult {
  const { report } = state.run.progress.artifacts;
  return { status, ...facts(state), ...(report ? { report } : {}) };
}

function facts(state: TransferState): Omit<CspTransferResult, 'status' | 'report'> {
  const { procedure, procedureReason, subscriptions, access, ticket, transferId, formDigest } = state;
  return {
    procedure,
    procedureReason,
    subscriptions,
    access,
    ...(ticket ? { ticket } : {}),
    ...(transferId ? { transferId } : {}),
    ...(formDigest ? { formDigest } : {}),
    decisions: state.run.signOff.records,
    localStack: state.isLocal,
  };
}

/** A form that was drafted and signed unchanged is one document. */
function documentsOnce(documents: Readonly<Record<string, Document>>): CspTransferReport['documents'] {
  const all = Object.entries(documents).map(([step, document]) => ({ step, digest: documentDigest(document), document }));
  return all.filter(({ digest }, at) => !all.slice(at + 1).some((later) => later.digest === digest));
}
