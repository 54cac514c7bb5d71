import type { WorkflowExecutionInfo } from '@temporalio/client';
import { PARTIES, type Party } from '../../contracts/people/parties';
import type { ProgressView, Status, WaitingFor } from '../../contracts/run/progress';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';
import { PROCESS_NAMES, type ProcessName, PROCESSES, STATUSES } from '../../contracts/processes';

/** What is read of an execution, from a list or from describe. */
export type Execution = Pick<WorkflowExecutionInfo, 'workflowId' | 'type' | 'status' | 'startTime' | 'typedSearchAttributes'> & {
  closeTime?: Date | undefined;
};

/** How Temporal's own end of a run reads when the run itself did not get to say. */
const ENDED: Partial<Record<WorkflowExecutionInfo['status']['name'], Status>> = {
  COMPLETED: 'done',
  FAILED: 'failed',
  CANCELLED: 'undone',
  TERMINATED: 'failed',
  TIMED_OUT: 'failed',
};

/** The run's status from its search attributes, overruled by Temporal where the run was ended from outside. */
export function statusOf(info: Execution): Status {
  const told = info.typedSearchAttributes.get(SEARCH_ATTRIBUTES.status);
  const status = STATUSES.find((one) => one === told);
  if (info.status.name === 'TERMINATED' || info.status.name === 'TIMED_OUT') return 'failed';
  const ended = ENDED[info.status.name];
  if (ended === undefined) return status ?? 'running';
  return status !== undefined && status !== 'running' && status !== 'waiting' && status !== 'undoing' ? status : ended;
}

/** The process of a run by its workflow type; undefined for a type that this version of Handover has no process for. */
export function processOf({ type }: Pick<Execution, 'type'>): ProcessName | undefined {
  return PROCESS_NAMES.find((name) => PROCESSES[name].workflowType === type);
}

/** Name of a run's process, or words that say that it is unknown. */
export function processName({ type }: Pick<Execution, 'type'>): string {
  return processOf({ type }) ?? `unknown process (type ${type})`;
}

export function stepOf(info: Execution): string {
  return info.typedSearchAttributes.get(SEARCH_ATTRIBUTES.step) ?? '';
}

export function waitingOn(info: Execution): Party[] {
  const told = info.typedSearchAttributes.get(SEARCH_ATTRIBUTES.waitingFor) ?? [];
  return PARTIES.filter((party) => told.includes(party));
}

/** A view from what Temporal knows without a worker: no steps, no digests, nothing that could be answered. */
export function describedView(description: Execution): ProgressView {
  const status = statusOf(description);
  const step = stepOf(description);
  const since = (description.closeTime ?? description.startTime).toISOString();
  const waitingFor: WaitingFor[] =
    status === 'waiting'
      ? waitingOn(description).map((party) => ({ party, step, what: 'not known without a worker', choices: [], since }))
      : [];
  return endedOutside(
    {
      id: description.workflowId,
      process: processName(description),
      status,
      step,
      since,
      paused: false,
      waitingFor,
      steps: [],
      decisions: [],
      undone: [],
      leftUndone: [],
      artifacts: {},
    },
    description,
  );
}

/** A run that was terminated or timed out from outside still says "running" of itself: Temporal knows better. */
export function endedOutside(view: ProgressView, description: Execution): ProgressView {
  const { name } = description.status;
  if (name !== 'TERMINATED' && name !== 'TIMED_OUT') return view;
  return {
    ...view,
    status: 'failed',
    waitingFor: [],
    failure: {
      type: 'GivenUp',
      message:
        name === 'TERMINATED' ? 'The run was terminated from outside; nothing was put back.' : 'The run exceeded its time limit.',
      step: view.step,
    },
  };
}
