import type { CspTransferReceipt } from '../../contracts/cspTransfer';
import type { DecisionRecord } from '../../contracts/progress';
import { time, timeText, type Table } from './document';

export function subscriptionsTable({ subscriptions }: CspTransferReceipt): Table {
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

export function accessTable({ access }: CspTransferReceipt): Table {
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
export function documentsTable({ documents, decisions }: CspTransferReceipt): Table {
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

export function contentsTable({ documents }: CspTransferReceipt): Table {
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

/** What people said of a run, as its report keeps it. */
export interface Answers {
  decisions: DecisionRecord[];
  rulings: { step: string; verdict: string; reason: string; name: string; at: string }[];
}

/** Answers and rulings in the order in which they were given, superseded ones too. */
export function answersTable({ decisions, rulings }: Answers): Table {
  const answers = [
    ...decisions.map((d) => [
      time(d.at),
      d.party,
      d.name,
      d.email,
      d.choice === 'sendBack' ? 'sent back' : d.choice,
      d.step,
      d.states?.join(', '),
      [d.comment, ...Object.entries(d.changes ?? {}).map(([key, value]) => `${key}: ${value}`)].filter(Boolean).join('; '),
      proofText(d),
      d.digest,
    ]),
    ...rulings.map((r) => [time(r.at), 'operator', r.name, undefined, r.verdict, r.step, undefined, r.reason]),
  ];
  return {
    title: 'Signatures and answers',
    columns: [
      { title: 'Time', width: 20, kind: 'time' },
      { title: 'Party', width: 18 },
      { title: 'Name', width: 24 },
      { title: 'E-mail', width: 30 },
      { title: 'Answer', width: 12, kind: 'outcome' },
      { title: 'Step', width: 14 },
      { title: 'States', width: 20 },
      { title: 'Comment and changes', width: 60 },
      { title: 'Proof', width: 60 },
      { title: 'Digest of what was read', width: 66, kind: 'id' },
    ],
    rows: answers.sort((a, b) => Number(a[0]) - Number(b[0])),
  };
}

function proofText({ proof }: DecisionRecord): string {
  if (proof === 'localStack') return 'none: a local stack';
  return `signed at the desk ${timeText(new Date(proof.signedAt))}, Ed25519 ${proof.signature}`;
}

export function messagesTable({ messages }: CspTransferReceipt): Table {
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

export function notesTable({ notes }: { notes: string[] }): Table {
  return {
    title: 'What happened on the way',
    columns: [{ title: 'Note', width: 100 }],
    rows: notes.map((note) => [note]),
  };
}
