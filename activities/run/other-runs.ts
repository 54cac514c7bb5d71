import { getClient } from '@temporalio/activity';
import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client';
import { CLAIM } from '../../contracts/run/claim';
import { type Ready, HOLD_FOR_PARENT } from '../../contracts/run/hold-for-parent';
import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';

interface RunRef {
  workflowId: string;
  runId: string;
}

/** A worker that is there answers in well under a second; one that is not must not hold up the attempt. */
const QUERY_TIMEOUT_MS = 10_000;
/** How the SDK's worker refuses a query of a name that the run does not have. */
const HAS_NO_SUCH_QUERY = /did not register a handler/;

/** What Temporal itself knows of other runs: nothing that anybody sends is believed for it. */
export function createOtherRunActivities({ settings }: Pick<Dependencies, 'settings'>) {
  const stillRunning = (message: string) =>
    failure('StillRunning', message, { retryAfterMs: Math.max(500, 60_000 / settings.timeScale) });

  async function isOpen({ workflowId, runId }: { workflowId: string; runId?: string }): Promise<boolean> {
    try {
      return (await getClient().workflow.getHandle(workflowId, runId).describe()).status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** The children of a run, oldest first. */
  async function childrenOf({ workflowId, runId }: RunRef): Promise<RunRef[]> {
    const { events } = await getClient().workflow.getHandle(workflowId, runId).fetchHistory();
    return (events ?? []).flatMap(({ childWorkflowExecutionStartedEventAttributes: started }) => {
      const { workflowId: id, runId: run } = started?.workflowExecution ?? {};
      return id && run && started?.workflowType?.name !== CLAIM ? [{ workflowId: id, runId: run }] : [];
    });
  }

  async function assertEnded(runs: readonly { workflowId: string; runId?: string }[]): Promise<void> {
    for (const one of runs) if (await isOpen(one)) throw stillRunning(`${one.workflowId} has not ended yet`);
  }

  return {
    /**
     * Asks a child with which result it holds, also one that has ended since; answers nothing for one that has ended and never did. Until then
     * `StillRunning`, tried again.
     */
    async standing(child: RunRef): Promise<{ result?: Ready['result'] }> {
      const client = getClient();
      // Looked at first: one that ends in between has said its word by then.
      const hasEnded = !(await isOpen(child));
      try {
        const result = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
          client.workflow.getHandle(child.workflowId, child.runId).query<Ready['result']>(HOLD_FOR_PARENT.standing),
        );
        return { result };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return {};
        if (!(error instanceof QueryNotRegisteredError && HAS_NO_SUCH_QUERY.test(error.message))) throw error;
        if (hasEnded) return {};
        throw stillRunning(`${child.workflowId} does not hold`);
      }
    },

    /**
     * Answers at once while the parent goes on: then it is the parent that says who is taken back when. Of one that was ended from outside: once the
     * children that it began after `after` have ended; until then `StillRunning`, tried again.
     */
    async awaitLaterSiblings({ parent, after }: { parent: RunRef; after: string }): Promise<void> {
      if (await isOpen(parent)) return;
      const children = await childrenOf(parent);
      await assertEnded(children.slice(children.findLastIndex(({ workflowId }) => workflowId === after) + 1));
    },

    /** Answers once the run has ended, and with it all of its children; until then `StillRunning`, tried again. */
    async awaitEndOfAll(run: RunRef): Promise<void> {
      await assertEnded([run]);
      await assertEnded(await childrenOf(run));
    },

    /** The run that has the claim, by its id; nothing when it has just been let go. */
    async holderOf({ claim }: { claim: string }): Promise<{ holder?: string }> {
      try {
        const { status, parentExecution } = await getClient().workflow.getHandle(claim).describe();
        return status.name === 'RUNNING' ? { holder: parentExecution?.workflowId ?? claim } : {};
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return {};
        throw error;
      }
    },

    /**
     * Answers once nobody has the claim; until then `StillRunning`, tried again. One whose run has ended is asked to end, as Temporal does by the
     * parent close policy.
     */
    async awaitUnclaimed({ claim }: { claim: string }): Promise<void> {
      const held = getClient().workflow.getHandle(claim);
      if (!(await isOpen({ workflowId: claim }))) return;
      const { workflowId, runId } = (await held.describe()).parentExecution ?? {};
      if (workflowId && runId && !(await isOpen({ workflowId, runId }))) await held.cancel();
      throw stillRunning(`${claim} is another run's`);
    },
  };
}
