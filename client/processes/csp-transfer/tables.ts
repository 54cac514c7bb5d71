import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { time, timeText, type Table } from '../../reports/document';

export function subscriptionsTable({ subscriptions }: CspTransferReport): Table {
  return {
    title: 'Subscriptions',
    columns: [
      { title: 'Outcome', width: 16, kind: 'outcome' },
      { title: 'Name', width: 28 },
      { title: 'Agreement', width: 12 },
      { title: 'Azure subscription', width: 38, kind: 'id' },
      { title: 'Partner before', width: 38, kind: 'id' },
      { title: 'Partner after', width: 38, kind: 'id' },
      { title: 'Partner Center id before', width: 38, kind: 'id' },
      { title: 'Partner Center id after', width: 38, kind: 'id' },
    ],
    rows: subscriptions.map(({ subscriptionId, displayName, agreement, before, after }) => [
      after ? 'transferred' : 'not transferred',
      displayName,
      agreement === 'azurePlan' ? 'Azure plan' : 'legacy',
      subscriptionId,
      before.partnerTenantId,
      after?.partnerTenantId,
      before.partnerCenterId,
      after?.partnerCenterId,
    ]),
  };
}

export function accessTable({ access }: CspTransferReport): Table {
  return {
    title: 'Access',
    columns: [
      { title: 'Subscription', width: 38, kind: 'id' },
      { title: 'Destination partner has access', width: 28 },
      { title: 'Source partner: removed', width: 22, kind: 'number' },
      { title: 'Source partner: remaining', width: 24, kind: 'number' },
      { title: 'Unknown foreign groups', width: 50 },
    ],
    rows: access.map(({ subscriptionId, granted, removed, remaining, unknownForeign }) => [
      subscriptionId,
      granted ? 'yes' : 'no',
      removed,
      remaining,
      unknownForeign.join(', '),
    ]),
  };
}

/** Who signed is read from the answers: those that approve this very digest. */
export function documentsTable({ documents, decisions }: CspTransferReport): Table {
  return {
    title: 'Documents',
    columns: [
      { title: 'Step', width: 14 },
      { title: 'Document', width: 40 },
      { title: 'Version', width: 9, kind: 'number' },
      { title: 'Signed by', width: 70 },
      { title: 'Digest (SHA-256)', width: 66, kind: 'id' },
    ],
    rows: documents.map(({ step, digest, document }) => [
      step,
      document.title,
      document.version,
      decisions
        .filter((decision) => decision.choice === 'approve' && decision.digest === digest)
        .map(({ party, name, at }) => `${party}: ${name}, ${timeText(new Date(at))}`)
        .join('; ') || 'nobody',
      digest,
    ]),
  };
}

export function contentsTable({ documents }: CspTransferReport): Table {
  return {
    title: 'What the documents say',
    columns: [
      { title: 'Document', width: 40 },
      { title: 'Section', width: 30 },
      { title: 'Field', width: 30 },
      { title: 'Text', width: 70 },
    ],
    rows: documents.flatMap(({ document }) =>
      document.sections.flatMap(({ title, text = [], fields }) => [
        ...text.map((sentence) => [document.title, title, undefined, sentence]),
        ...fields.map(({ label, value }) => [document.title, title, label, value]),
      ]),
    ),
  };
}

export function messagesTable({ messages }: CspTransferReport): Table {
  return {
    title: 'Messages of Microsoft',
    columns: [
      { title: 'Time', width: 20, kind: 'time' },
      { title: 'From', width: 28 },
      { title: 'Subject', width: 40 },
      { title: 'Message', width: 80 },
    ],
    rows: messages.map(({ at, from, subject, body }) => [time(at), from, subject, body]),
  };
}
