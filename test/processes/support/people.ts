import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Decision, Ruling } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { progress } from '../../support/rig';

/** What a person does about a question of the run with the id `of`; undefined: stays silent. `nth` counts from 1 for each party and step. */
export type Manners = (asked: WaitingFor, nth: number, of: string) => Partial<Decision> | undefined;

type Said = Pick<Ruling, 'verdict' | 'reason'> | undefined;
/** What the operator says when a step waits for it; undefined: stays silent. */
export type Rulings = (asked: WaitingFor, nth: number, of: string) => Said | Promise<Said>;

/** Says yes, and states what has to be stated. */
export const willing = ({ states, evidence }: WaitingFor): Partial<Decision> => ({
  choice: 'approve',
  ...(evidence ? { comment: 'the page shows it' } : {}),
  ...(states ? { states: states.map(({ id }) => id) } : {}),
});

export interface Around {
  /** Ids of the runs whose questions are answered too. */
  childRuns?: (view: ProgressView) => string[];
  /** Whether an answer may be refused for this reason: the question was settled while the person was reading. */
  isSettled?: (error: unknown) => boolean;
  ask?: typeof progress | undefined;
  /** Real seconds. */
  within?: number | undefined;
}

const isOver = ({ status }: ProgressView) => ['done', 'undone', 'declined', 'failed'].includes(status);

/** Answers everything that is asked until the run has ended. */
export async function withPeople(
  { handle }: { handle: WorkflowHandle },
  manners: Manners = willing,
  rulings: Rulings = () => undefined,
  { childRuns = () => [], isSettled = wasSettledAtMicrosoft, ask = progress, within = 60 }: Around = {},
): Promise<void> {
  const seen = new Map<string, number>();
  const answered = new Set<string>();
  const read = new Set<string>();
  const end = Date.now() + within * 1000;
  const unlessSettled = (error: unknown) => {
    if (!isSettled(error)) throw error;
  };
  for (;;) {
    const view = await ask(handle);
    if (isOver(view)) return;
    const children = childRuns(view).map(async (workflowId) => {
      const run = handle.client.getHandle(workflowId);
      return { run, view: await ask(run).catch(() => undefined) };
    });
    const all = [{ run: handle, view }, ...(await Promise.all(children))];
    if (Date.now() > end)
      throw new Error(`${view.id} has not ended in ${within} s: ${all.map(({ view: one }) => told(one)).join(' | ')}`);
    for (const { run, view: one } of all)
      for (const asked of one?.waitingFor ?? []) {
        const key = `${run.workflowId} ${asked.party} ${asked.step} ${asked.digest ?? ''} ${asked.since}`;
        if (answered.has(key)) continue;
        // A question is read before it is answered. A look beside it has its first answer then: the test server loses a run for good that calls
        // back an activity in the moment in which it ends.
        if (!read.has(key)) {
          read.add(key);
          continue;
        }
        const place = `${run.workflowId} ${asked.party} ${asked.step}`;
        const nth = (seen.get(place) ?? 0) + 1;
        answered.add(key);
        seen.set(place, nth);
        const message =
          asked.digest === undefined ? await ruled(asked, nth, run.workflowId) : decided(asked, nth, run.workflowId);
        if (message) await run.executeUpdate(message.kind, { args: [message.content] }).catch(unlessSettled);
      }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async function ruled(asked: WaitingFor, nth: number, of: string) {
    const said = asked.choices.includes('retry') ? await rulings(asked, nth, of) : undefined;
    return said && { kind: MESSAGES.rule, content: { step: asked.step, name: 'Olga', ...said } };
  }

  function decided(asked: WaitingFor, nth: number, of: string) {
    const said = manners(asked, nth, of);
    return said && { kind: MESSAGES.decide, content: answerTo(asked, said) };
  }
}

/** A whole answer to a question; `more` says what is other than a plain yes. */
export function answerTo({ party, step, digest = '' }: WaitingFor, more: Partial<Decision> = {}): Decision {
  return { party, step, digest, name: `${party}'s person`, choice: 'approve', ...more };
}

/** Microsoft may have moved while the person was still reading. */
function wasSettledAtMicrosoft(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    /^(too late: )?confirm (was settled|asks nothing now)/.test(error.cause?.message ?? '')
  );
}

/** What a run says of itself, for a test that waits in vain. */
export function told(view: ProgressView | undefined): string {
  if (!view) return 'no answer';
  const { id, status, step, waitingFor, failure, steps } = view;
  const active = steps.filter(({ state }) => state === 'running' || state === 'failed').map(({ name, detail }) => [name, detail]);
  return JSON.stringify({ id, status, step, waitingFor: waitingFor.map((one) => `${one.party} ${one.step}`), failure, active });
}
