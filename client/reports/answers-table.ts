import type { DecisionRecord } from '../../contracts/run/progress';
import type { RunReport } from '../../contracts/run/report';
import { time, timeText, type Table } from './document';

/** Answers and rulings in the order in which they were given, superseded ones too. */
export function answersTable({ decisions, rulings }: RunReport): Table {
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

/** Who said yes last in a step, and when; `no` when it was answered otherwise, undefined when nobody answered. */
export function approvedBy(decisions: readonly DecisionRecord[], asked: string): string | undefined {
  const answers = decisions.filter(({ step }) => step === asked);
  const yes = answers.findLast(({ choice }) => choice === 'approve');
  if (yes) return `by ${yes.name}, ${timeText(new Date(yes.at))}`;
  return answers.length > 0 ? 'no' : undefined;
}
