import type { DecisionRecord } from '../../contracts/progress';
import { time, type Table } from './document';

/** What people answered and ruled, in the order in which they did. */
export function decisionsTable({
  decisions = [],
  rulings,
}: {
  decisions?: readonly DecisionRecord[];
  rulings: readonly { step: string; verdict: string; reason: string; name: string; at: string }[];
}): Table {
  const answers = [
    ...decisions.map((d) => [time(d.at), d.party, d.name, d.choice, d.step, d.comment, d.digest]),
    ...rulings.map((r) => [time(r.at), 'operator', r.name, r.verdict, r.step, r.reason, undefined]),
  ];
  return {
    title: 'Decisions',
    columns: [
      { title: 'Time', width: 20, kind: 'time' },
      { title: 'Party', width: 18 },
      { title: 'Name', width: 24 },
      { title: 'Answer', width: 12, kind: 'outcome' },
      { title: 'Step', width: 14 },
      { title: 'Comment', width: 60 },
      { title: 'Digest of what was read', width: 66, kind: 'id' },
    ],
    rows: answers.sort((a, b) => Number(a[0]) - Number(b[0])),
  };
}
