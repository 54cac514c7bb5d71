import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { documentDigest } from '../../../contracts/people/document';
import { answersTable } from '../../reports/answers-table';
import { time, type ReportDocument } from '../../reports/document';
import { VERDICTS } from '../../reports/ending';
import { accessTable, contentsTable, documentsTable, messagesTable, notesTable, subscriptionsTable } from './tables';
import { howToVerify } from './verification';

const OWN_VERDICTS: typeof VERDICTS = {
  ...VERDICTS,
  done: { text: 'Transferred', tone: 'good' },
  declined: { text: 'Declined, nothing transferred', tone: 'mixed' },
};

const PROCEDURES: Record<CspTransferReport['procedure'], string> = {
  ticket: 'Form and support ticket',
  partnerCenterTransfer: 'Transfer in Partner Center',
};

/** The receipt of a transfer between partners, ready for any of the four formats. What does not fit together in it is a warning. */
export function transferDocument(receipt: CspTransferReport): ReportDocument {
  const { customer, sourcePartner, destinationPartner, ticket } = receipt;
  return {
    title: `Transfer of subscriptions for ${customer.name}`,
    subtitle: `From ${sourcePartner.name} to ${destinationPartner.name}`,
    verdict: OWN_VERDICTS[receipt.outcome],
    facts: [
      { name: 'Subscriptions', value: receipt.subscriptions.length },
      { name: 'Procedure', value: PROCEDURES[receipt.procedure] },
      { name: 'Why this procedure', value: receipt.procedureReason },
      { name: 'Customer', value: `${customer.name}, ${customer.domain}, ${customer.tenantId}` },
      { name: 'Source partner', value: partner(sourcePartner) },
      { name: 'Destination partner', value: partner(destinationPartner) },
      ...(ticket ? [{ name: 'Ticket', value: `${ticket.name} (${ticket.id})` }] : []),
      ...(receipt.transferId === undefined ? [] : [{ name: 'Transfer', value: receipt.transferId }]),
      { name: 'Started', value: time(receipt.startedAt) },
      { name: 'Ended', value: time(receipt.endedAt) },
      { name: 'Run', value: receipt.id },
      ...(receipt.formDigest === undefined ? [] : [{ name: 'Digest of the signed form (SHA-256)', value: receipt.formDigest }]),
    ],
    warnings: warnings(receipt),
    tables: [
      subscriptionsTable(receipt),
      accessTable(receipt),
      documentsTable(receipt),
      contentsTable(receipt),
      answersTable(receipt),
      messagesTable(receipt),
      notesTable(receipt),
    ],
    instructions: howToVerify(receipt),
    data: receipt,
  };
}

function partner({ name, mpnId, tenantId }: CspTransferReport['sourcePartner']): string {
  return `${name}, MPN ${mpnId}, ${tenantId}`;
}

function warnings({ failure, leftUndone, undone, documents, access, localStack }: CspTransferReport): string[] {
  return [
    ...(failure ? [`It ended in the step "${failure.step}": ${failure.message} (${failure.type})`] : []),
    ...leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
    ...undone.map((what) => `Put back: ${what}`),
    ...documents
      .filter(({ digest, document }) => documentDigest(document) !== digest)
      .map(({ document }) => `"${document.title}" is not the text that was signed: its digest is ${documentDigest(document)}.`),
    ...access
      .filter(({ remaining }) => remaining > 0)
      .map(({ subscriptionId, remaining }) => `The source partner still has ${remaining} role assignments on ${subscriptionId}.`),
    ...access
      .filter(({ unknownForeign }) => unknownForeign.length > 0)
      .map(
        ({ subscriptionId, unknownForeign: groups }) =>
          `Foreign groups on ${subscriptionId} for a person to judge: ${groups.join(', ')}`,
      ),
    ...(localStack ? ['Answers came from a local stack, where anybody may answer for any party.'] : []),
  ];
}
