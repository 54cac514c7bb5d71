import type { Party } from '../../contracts/people/parties';
import type { Status } from '../../contracts/run/progress';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';
import { type Execution, processName, statusOf, stepOf, waitingOn } from './described';
import { HandoverError } from './errors';
import { PROCESS_NAMES, type ProcessName, PROCESSES } from '../../contracts/processes';

/** One line of `handover list`. Times are ISO 8601, UTC. */
export interface RunSummary {
  id: string;
  /** The same text as in `ProgressView`. */
  process: string;
  status: Status;
  step: string;
  waitingFor: Party[];
  customer: string;
  startedAt: string;
  endedAt?: string;
}

/** Visibility query for the runs that `filter` asks for. */
export function listQuery(filter: { waitingFor?: Party; process?: ProcessName; status?: Status }): string {
  const types = (filter.process ? [filter.process] : PROCESS_NAMES).map((name) => `'${PROCESSES[name].workflowType}'`);
  const clauses = [`WorkflowType IN (${types.join(', ')})`];
  if (filter.status) clauses.push(`${SEARCH_ATTRIBUTES.status.name} = '${filter.status}'`);
  if (filter.waitingFor) {
    clauses.push(`ExecutionStatus = 'Running'`, `${SEARCH_ATTRIBUTES.waitingFor.name} = '${filter.waitingFor}'`);
  }
  return clauses.join(' AND ');
}

/** Visibility query for the running ones that work on something outside of this id. Throws on what cannot be an id, for it goes into the query. */
export function externalIdQuery(externalId: string): string {
  if (!/^[\w-]{1,100}$/.test(externalId)) throw new HandoverError('badInput', `${externalId} is no id.`);
  return `ExecutionStatus = 'Running' AND ${SEARCH_ATTRIBUTES.externalIds.name} = '${externalId}'`;
}

export function summaryOf(info: Execution): RunSummary {
  return {
    id: info.workflowId,
    process: processName(info),
    status: statusOf(info),
    step: stepOf(info),
    waitingFor: statusOf(info) === 'waiting' ? waitingOn(info) : [],
    customer: info.typedSearchAttributes.get(SEARCH_ATTRIBUTES.customer) ?? '',
    startedAt: info.startTime.toISOString(),
    ...(info.closeTime === undefined ? {} : { endedAt: info.closeTime.toISOString() }),
  };
}
