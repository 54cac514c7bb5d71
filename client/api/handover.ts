import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { MESSAGES, type ContactChange, type Decision, type Hold, type Ruling, type Wake } from '../../contracts/run/messages';
import { WORKFLOW_TASK_QUEUE, type Party } from '../../contracts/people/parties';
import type { ProgressView, Status } from '../../contracts/run/progress';
import { HandoverError } from './errors';
import { refusal, unavailable } from './failures';
import { describedView, endedOutside, processOf } from './described';
import { queryProgress } from './query-progress';
import { externalIdQuery, listQuery, summaryOf, type RunSummary } from './listing';
import { type ProcessName, PROCESSES } from '../../contracts/processes';

/** What is known of a run, and, when it is not the run's own word, why. */
export interface Seen {
  view: ProgressView;
  /** Set when no worker answered and the view was pieced together from what Temporal itself knows. */
  note?: string;
  /** Child runs that wait for a person, where they were looked at: the run itself goes on being `running` then. */
  asking?: ProgressView[];
}

/** What the Web UI says about a run from its first moment on. */
export interface Told {
  /** One line. */
  summary: string;
  /** Markdown. */
  details: string;
}

interface ListFilter {
  waitingFor?: Party;
  process?: ProcessName;
  status?: Status;
}

export interface WaitOptions {
  until: 'done' | 'waiting';
  /** Called with each view that was read, the last one too. */
  onView?: (seen: Seen) => void;
  /** Gives up waiting after this many milliseconds; the run goes on. */
  timeoutMs?: number;
  /** Milliseconds between two looks. */
  everyMs?: number;
}

/** The run takes or refuses a message at once; beyond this nobody is there to take it. */
const UPDATE_TIMEOUT_MS = 20_000;
const LOOK_EVERY_MS = 400;

/** One function per intent of the people and programs that use Handover. All throw HandoverError. */
export class Handover {
  constructor(private readonly client: Client) {}

  /**
   * Starts a process under this id.
   * `refused` when a run of this id has not ended yet: two runs over one source would fight.
   */
  async start(process: ProcessName, id: string, input: object, told: Told): Promise<void> {
    try {
      await this.client.workflow.start(PROCESSES[process].workflowType, {
        taskQueue: WORKFLOW_TASK_QUEUE,
        workflowId: id,
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: told.summary,
        staticDetails: told.details,
      });
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        throw new HandoverError('refused', `${id} is running already.`, {
          wayOut: `See it with \`handover show ${id}\`, end it with \`handover cancel ${id}\`, or give another --id.`,
          cause: error,
        });
      }
      throw unavailable(error);
    }
  }

  /** The run's own account of itself; without a worker what Temporal knows, and `note` says so. `notFound` for an unknown id. */
  async progress(id: string): Promise<Seen> {
    const handle = this.client.workflow.getHandle(id);
    const [answer, description] = await Promise.allSettled([queryProgress(handle), handle.describe()]);
    if (description.status === 'rejected') throw notFoundOr(id, description.reason);
    if (answer.status === 'fulfilled') return { view: endedOutside(answer.value, description.value) };
    return {
      view: describedView(description.value),
      note: processOf(description.value)
        ? 'No worker answers: this is what Temporal knows without one. Start one with `handover worker`.'
        : 'Handover has no process of this type: this is what Temporal knows of the workflow.',
    };
  }

  /** What the child runs under way say of themselves, also those that roll back. A run names a child a moment before Temporal has it. */
  async underWay({ childRuns = [], status }: ProgressView): Promise<ProgressView[]> {
    const working = childRuns.filter(({ outcome }) => outcome === 'running' || (outcome === 'holding' && status === 'undoing'));
    const seen = await Promise.all(
      working.map(({ workflowId }) =>
        this.progress(workflowId).catch((error: unknown) => {
          if (error instanceof HandoverError && error.kind === 'notFound') return undefined;
          throw error;
        }),
      ),
    );
    return seen.flatMap((one) => (one === undefined ? [] : [one.view]));
  }

  /** Answers as `progress` does, and adds the child runs that wait for a person. */
  async progressOfAll(id: string): Promise<Seen> {
    const seen = await this.progress(id);
    const asking = (await this.underWay(seen.view)).filter(({ status }) => status === 'waiting');
    return asking.length === 0 ? seen : { ...seen, asking };
  }

  /** A person's answer. Resolves once the run has taken it; `refused` with the run's reason when it does not count. */
  async decide(id: string, decision: Decision): Promise<void> {
    await this.update(id, MESSAGES.decide, decision);
  }

  /** A party's word about its own link: answered by a colleague, sent again, or ended. `refused` with the run's reason. */
  async contact(id: string, change: ContactChange): Promise<void> {
    await this.update(id, MESSAGES.contact, change);
  }

  /**
   * Tells the runs that others know by this id (ticket, Partner Center transfer, customer's tenant) to look now. Answers how many there were.
   * A run that does not wait takes no harm.
   */
  async wake(externalId: string, wake: Wake): Promise<number> {
    let woken = 0;
    try {
      for await (const { workflowId } of this.client.workflow.list({ query: externalIdQuery(externalId) })) {
        await this.client.workflow.getHandle(workflowId).signal(MESSAGES.wake, wake);
        woken++;
      }
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw unavailable(error);
    }
    return woken;
  }

  /** The operator's ruling on a step that cannot go on by itself. */
  async rule(id: string, ruling: Ruling): Promise<void> {
    await this.update(id, MESSAGES.rule, ruling);
  }

  /** Nothing new is begun until `resume`; what is under way at Azure goes on. */
  async pause(id: string, hold: Hold): Promise<void> {
    await this.update(id, MESSAGES.pause, hold);
  }

  async resume(id: string, hold: Hold): Promise<void> {
    await this.update(id, MESSAGES.resume, hold);
  }

  /** Asks the run to stop and to put back what can be put back. Does not wait for it. */
  async cancel(id: string): Promise<void> {
    const { view } = await this.progress(id);
    if (hasEnded(view.status)) {
      throw new HandoverError('refused', `${id} has ended already: ${view.status}.`, {
        wayOut: `See it with \`handover show ${id}\`.`,
      });
    }
    await this.client.workflow
      .getHandle(id)
      .cancel()
      .catch((error: unknown) => {
        throw notFoundOr(id, error);
      });
  }

  /** Runs, newest first, as Temporal's visibility knows them: a moment behind the truth. */
  async list(filter: ListFilter = {}): Promise<RunSummary[]> {
    const runs: RunSummary[] = [];
    try {
      for await (const execution of this.client.workflow.list({ query: listQuery(filter) })) runs.push(summaryOf(execution));
    } catch (error) {
      throw unavailable(error);
    }
    return runs;
  }

  /**
   * Looks until the run has ended, or (until: 'waiting') waits for a person, itself or in a child run.
   * Resolves with the last view; after `timeoutMs` with the view of that moment, whatever it says.
   */
  async waitUntil(id: string, options: WaitOptions): Promise<Seen> {
    const deadline = options.timeoutMs === undefined ? Infinity : Date.now() + options.timeoutMs;
    for (;;) {
      const seen = await (options.until === 'waiting' ? this.progressOfAll(id) : this.progress(id));
      options.onView?.(seen);
      const { status } = seen.view;
      const waits = status === 'waiting' || seen.asking !== undefined;
      if (hasEnded(status) || (options.until === 'waiting' && waits) || Date.now() >= deadline) return seen;
      await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? LOOK_EVERY_MS));
    }
  }

  private async update(id: string, name: string, argument: object): Promise<void> {
    const handle = this.client.workflow.getHandle(id);
    try {
      // One id for all the transport's attempts: a repetition after a lost answer is the same update, not a second one.
      await this.client.connection.withDeadline(Date.now() + UPDATE_TIMEOUT_MS, () =>
        handle.executeUpdate(name, { args: [argument], updateId: `${name}-${randomUUID()}` }),
      );
    } catch (error) {
      throw (
        refusal(id, error) ??
        notFoundOr(id, error, `There is no run ${id} that could take this: it does not exist, or has ended.`)
      );
    }
  }
}

/** Will this run never change again? */
export function hasEnded(status: Status): boolean {
  return status === 'done' || status === 'undone' || status === 'declined' || status === 'failed';
}

function notFoundOr(id: string, error: unknown, what = `There is no run ${id}.`): HandoverError {
  if (error instanceof WorkflowNotFoundError) {
    return new HandoverError('notFound', what, {
      wayOut: 'See what there is with `handover list`.',
      cause: error,
    });
  }
  return unavailable(error);
}
