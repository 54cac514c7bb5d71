import type { AssessmentRow } from '../../contracts/processes/assessment';
import { idKey, topLevelOf } from '../inventory/arm-id';

/** What the destination has against one resource. */
export interface RowFinding {
  /** Id of a resource that has a row, or of a part of one. */
  id: string;
  rule: string;
  verdict: 'MODIFY' | 'BLOCKED';
  reason: string;
  fix: string;
  doneBy: 'handover' | 'person';
}

/**
 * Rows with what was found beside them. The worse verdict stands, and what a person has to do is worse than what Handover does; of two alike
 * both are told.
 */
export function withFindings(rows: AssessmentRow[], findings: readonly RowFinding[]): AssessmentRow[] {
  if (findings.length === 0) return rows;
  const known = new Set(rows.map(({ id }) => idKey(id)));
  const byRow = new Map<string, RowFinding[]>();
  for (const finding of findings) {
    const key = known.has(idKey(finding.id)) ? idKey(finding.id) : idKey(topLevelOf(finding.id) ?? finding.id);
    const there = byRow.get(key);
    if (there) there.push(finding);
    else byRow.set(key, [finding]);
  }
  return rows.map((row) => (byRow.get(idKey(row.id)) ?? []).reduce(joined, row));
}

function joined(row: AssessmentRow, { rule, verdict, reason, fix, doneBy }: RowFinding): AssessmentRow {
  const [before, found] = [weight(row), weight({ verdict, doneBy })];
  if (found > before) return { ...row, verdict, rule, reason, fix, doneBy };
  if (found < before || row.reason?.includes(reason)) return row;
  return {
    ...row,
    reason: [row.reason, reason].filter(Boolean).join(' '),
    fix: row.fix?.includes(fix) ? row.fix : [row.fix, fix].filter(Boolean).join(' '),
  };
}

function weight({ verdict, doneBy }: Pick<AssessmentRow, 'verdict' | 'doneBy'>): number {
  if (verdict === 'MODIFY') return doneBy === 'handover' ? 1 : 2;
  return verdict === 'BLOCKED' ? 3 : 0;
}
