import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { type Table, tableOf, time, timeText } from '../../reports/document';

export function subscriptionsTable({ subscriptions }: CspTransferReport): Table {
  return tableOf({ title: 'Subscriptions' }, subscriptions, [
    { title: 'Outcome', width: 16, kind: 'outcome', cell: ({ after }) => (after ? 'transferred' : 'not transferred') },
    { title: 'Name', width: 28, cell: ({ displayName }) => displayName },
    { title: 'Agreement', width: 12, cell: ({ agreement }) => (agreement === 'azurePlan' ? 'Azure plan' : 'legacy') },
    { title: 'Azure subscription', width: 38, kind: 'id', cell: ({ subscriptionId }) => subscriptionId },
    { title: 'Partner before', width: 38, kind: 'id', cell: ({ before }) => before.partnerTenantId },
    { title: 'Partner after', width: 38, kind: 'id', cell: ({ after }) => after?.partnerTenantId },
    { title: 'Partner Center id before', width: 38, kind: 'id', cell: ({ before }) => before.partnerCenterId },
    { title: 'Partner Center id after', width: 38, kind: 'id', cell: ({ after }) => after?.partnerCenterId },
  ]);
}

export function accessTable({ access }: CspTransferReport): Table {
  return tableOf({ title: 'Access' }, access, [
    { title: 'Subscription', width: 38, kind: 'id', cell: ({ subscriptionId }) => subscriptionId },
    { title: 'Destination partner has access', width: 28, cell: ({ granted }) => (granted ? 'yes' : 'no') },
    { title: 'Source partner: removed', width: 22, kind: 'number', cell: ({ removed }) => removed },
    { title: 'Source partner: remaining', width: 24, kind: 'number', cell: ({ remaining }) => remaining },
    { title: 'Unknown foreign groups', width: 50, cell: ({ unknownForeign }) => unknownForeign.join(', ') },
  ]);
}

/** Who signed is read from the answers: those that approve this very digest. */
export function documentsTable({ documents, decisions }: CspTransferReport): Table {
  return tableOf({ title: 'Documents' }, documents, [
    { title: 'Step', width: 14, cell: ({ step }) => step },
    { title: 'Document', width: 40, cell: ({ document }) => document.title },
    { title: 'Version', width: 9, kind: 'number', cell: ({ document }) => document.version },
    {
      title: 'Signed by',
      width: 70,
      cell: ({ digest }) =>
        decisions
          .filter((decision) => decision.choice === 'approve' && decision.digest === digest)
          .map(({ party, name, at }) => `${party}: ${name}, ${timeText(new Date(at))}`)
          .join('; ') || 'nobody',
    },
    { title: 'Digest (SHA-256)', width: 66, kind: 'id', cell: ({ digest }) => digest },
  ]);
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
  return tableOf({ title: 'Messages of Microsoft' }, messages, [
    { title: 'Time', width: 20, kind: 'time', cell: ({ at }) => time(at) },
    { title: 'From', width: 28, cell: ({ from }) => from },
    { title: 'Subject', width: 40, cell: ({ subject }) => subject },
    { title: 'Message', width: 80, cell: ({ body }) => body },
  ]);
}
