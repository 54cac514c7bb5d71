import type { AssessmentChanges, AssessmentReport, AssessmentRow } from '../../contracts/processes/assessment';
import { idKey } from '../inventory/arm-id';

/**
 * What has changed since an earlier report of the same subscriptions: resources by id, in the order of the reports' rows, and what all of it
 * costs. Costs in two currencies are not compared.
 */
export function changesBetween(
  before: Pick<AssessmentReport, 'startedAt' | 'rows' | 'cost'>,
  now: Pick<AssessmentReport, 'rows' | 'cost'>,
): AssessmentChanges {
  const old = byId(before.rows);
  const current = byId(now.rows);
  const [from, to] = [before.cost?.summary, now.cost?.summary];
  return {
    since: before.startedAt,
    appeared: now.rows.flatMap(({ id }) => (old.has(idKey(id)) ? [] : [id])),
    gone: before.rows.flatMap(({ id }) => (current.has(idKey(id)) ? [] : [id])),
    verdicts: now.rows.flatMap(({ id, verdict }) => {
      const earlier = old.get(idKey(id))?.verdict;
      return earlier === undefined || earlier === verdict ? [] : [{ id, from: earlier, to: verdict }];
    }),
    ...(from && to && from.currency === to.currency ? { cost: { from: from.roundedSum, to: to.roundedSum } } : {}),
  };
}

function byId(rows: AssessmentRow[]): Map<string, AssessmentRow> {
  return new Map(rows.map((row) => [idKey(row.id), row]));
}
