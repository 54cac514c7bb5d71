import type { AskedBatch, DestinationFinding } from '../../contracts/processes/assessment';
import { idKey, topLevelOf } from '../inventory/arm-id';
import type { Question } from './askable';
import type { RowFinding } from './row-findings';

/** What Azure's validation answered, as the failure has it. */
export interface Refused {
  code: string;
  message: string;
  /** Inner errors, flattened. `target`: an id, or a type where a provider speaks for several. */
  details: { code: string; message: string; target?: string }[];
}

/** Codes that no change of the resource helps against. */
const NEVER = new Set(['ResourceMoveNotSupported', 'ResourceTypeMoveNotSupported']);

/** What to do about a code. Sources: Microsoft's pages on troubleshooting moves; the seed's known errors (l.15100-15178). */
const WAYS_OUT: Record<string, Pick<RowFinding, 'fix' | 'doneBy'>> = {
  MissingMoveDependentResources: {
    fix: 'It has to go along: leave it among what is moved. Handover then plans it into the same request and asks again.',
    doneBy: 'handover',
  },
  MoveResourcesNotFound: { fix: 'Handover moves each region in a request of its own.', doneBy: 'handover' },
  MoveResourcesStorageAccountsNotFound: { fix: 'Handover moves each region in a request of its own.', doneBy: 'handover' },
  MoveCannotProceedWithResourcesNotInSucceededState: {
    fix: 'Repair it (a redeploy or an update without changes often does) or delete it, and assess again.',
    doneBy: 'person',
  },
  RequestDisallowedByPolicy: {
    fix: 'Have an exemption from the policy made at the destination for the time of the move, or exclude the resource.',
    doneBy: 'person',
  },
  QuotaExceeded: {
    fix: 'Ask Microsoft for a larger limit by a support request (quota increase) before the move.',
    doneBy: 'person',
  },
  ResourceMoveNotSupported: { fix: 'Create it anew at the destination, or leave it.', doneBy: 'person' },
  ResourceTypeMoveNotSupported: { fix: 'Create it anew at the destination, or leave it.', doneBy: 'person' },
  MoveNotSupported: { fix: 'Do what the reason says, or exclude it and what depends on it, and assess again.', doneBy: 'person' },
};
const OTHERWISE = { fix: 'Do what Azure says, or exclude it, and assess again.', doneBy: 'person' as const };

/**
 * What a refused batch comes to: a finding by code, and one for the row of each resource that Azure names. Where it names none, the whole batch
 * is meant; what it names outside of the source (in the group that stands in) is told of the batch alone.
 */
export function refusalOf({ batch, against, isStandIn }: Question, refused: Refused): Found {
  const { subscriptionId } = batch.from;
  const named = refused.details.flatMap(({ code, message, target }) => {
    const top = target === undefined ? undefined : topLevelOf(target);
    return top === undefined || target === undefined ? [] : [{ code, message, id: target }];
  });
  const isOurs = (id: string) => idKey(id).startsWith(`/subscriptions/${subscriptionId.toLowerCase()}/`);
  const reasons =
    named.length > 0
      ? named.filter(({ id }) => isOurs(id))
      : batch.resources.map((id) => ({ code: refused.code, message: refused.message, id }));
  const rows = reasons.map(({ code, message, id }): RowFinding => {
    const { fix, doneBy } = WAYS_OUT[code] ?? OTHERWISE;
    return {
      id,
      rule: code,
      verdict: NEVER.has(code) ? 'BLOCKED' : 'MODIFY',
      reason: `Azure’s validation: ${message}`,
      fix,
      doneBy,
    };
  });
  const [first] = named;
  const why = first ? `${first.code}: ${first.message}` : `${refused.code}: ${refused.message}`;
  return {
    rows,
    findings: byCode(rows, batch.id),
    asked: {
      subscriptionId,
      batchId: batch.id,
      outcome: 'refused',
      ...(isStandIn ? { standIn: against.resourceGroup } : {}),
      why: named.length > 1 ? `${why} (and ${named.length - 1} more)` : why,
    },
  };
}

interface Found {
  rows: RowFinding[];
  findings: DestinationFinding[];
  asked: AskedBatch;
}

function byCode(rows: RowFinding[], batchId: string): DestinationFinding[] {
  const codes = new Map<string, DestinationFinding>();
  for (const { rule, verdict, reason, fix, doneBy } of rows) {
    const there = codes.get(rule);
    if (there) there.resources += 1;
    else codes.set(rule, { kind: 'validation', name: rule, verdict, reason: `${batchId}: ${reason}`, fix, doneBy, resources: 1 });
  }
  return [...codes.values()];
}
