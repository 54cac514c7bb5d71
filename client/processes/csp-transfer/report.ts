import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { documentDigest } from '../../../contracts/people/document';
import type { OwnReport } from '../../reports/run-report';
import { accessTable, contentsTable, documentsTable, messagesTable, subscriptionsTable } from './tables';
import { howToVerify } from './verification';

const VERDICTS: Partial<Record<CspTransferReport['outcome'], OwnReport['verdict']>> = {
  done: { text: 'Transferred', tone: 'good' },
  declined: { text: 'Declined, nothing transferred', tone: 'mixed' },
};

const PROCEDURES: Record<CspTransferReport['procedure'], string> = {
  ticket: 'Form and support ticket',
  partnerCenterTransfer: 'Transfer in Partner Center',
};

/** The report of a transfer between partners, ready for any of the four formats. What does not fit together in it is a warning. */
export function report(report: CspTransferReport): OwnReport {
  const { customer, sourcePartner, destinationPartner, ticket } = report;
  return {
    title: 'Transfer of subscriptions',
    subtitle: `From ${sourcePartner.name} to ${destinationPartner.name}`,
    verdict: VERDICTS[report.outcome],
    facts: [
      { name: 'Subscriptions', value: report.subscriptions.length },
      { name: 'Procedure', value: PROCEDURES[report.procedure] },
      { name: 'Why this procedure', value: report.procedureReason },
      { name: 'Domain', value: customer.domain },
      { name: 'Source partner', value: partner(sourcePartner) },
      { name: 'Destination partner', value: partner(destinationPartner) },
      ...(ticket ? [{ name: 'Ticket', value: `${ticket.name} (${ticket.id})` }] : []),
      ...(report.transferId === undefined ? [] : [{ name: 'Transfer', value: report.transferId }]),
      ...(report.formDigest === undefined ? [] : [{ name: 'Digest of the signed form (SHA-256)', value: report.formDigest }]),
    ],
    warnings: warnings(report),
    tables: [
      subscriptionsTable(report),
      accessTable(report),
      documentsTable(report),
      contentsTable(report),
      messagesTable(report),
    ],
    instructions: howToVerify(report),
  };
}

function partner({ name, mpnId, tenantId }: CspTransferReport['sourcePartner']): string {
  return `${name}, MPN ${mpnId}, ${tenantId}`;
}

function warnings({ documents, access }: CspTransferReport): string[] {
  return [
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
  ];
}
