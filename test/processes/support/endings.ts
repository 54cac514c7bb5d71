import { Client, type WorkflowHandle, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Ruling } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import { progress, type Rig } from '../../support/rig';

export interface Ended {
  /** Type of the failure, `Cancelled`, or undefined for a run that completed. */
  failure: string | undefined;
  message: string;
  result: unknown;
  view: ProgressView;
}

interface Handled {
  workflowId: string;
  handle: WorkflowHandle;
}

async function withinAMinute<T>(workflowId: string, act: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${workflowId} has not ended within a minute`)), 60_000);
  });
  return Promise.race([act, late]).finally(() => clearTimeout(timer));
}

/** How the run ended, waited for in real time, a minute at most: no other run's clock is skipped. */
export async function ended({ rig }: { rig: Rig }, { workflowId }: Pick<Handled, 'workflowId'>): Promise<Ended> {
  const patient = new Client({ connection: rig.env.connection, namespace: rig.env.namespace ?? 'default' });
  const handle = patient.workflow.getHandle(workflowId);
  try {
    const result: unknown = await withinAMinute(workflowId, handle.result());
    return { failure: undefined, message: '', result, view: await progress(handle) };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    const failure =
      cause instanceof CancelledFailure ? 'Cancelled' : cause instanceof ApplicationFailure ? (cause.type ?? '') : String(cause);
    return { failure, message: cause?.message ?? '', result: undefined, view: await progress(handle) };
  }
}

/** Why a run was refused at its start, which may be before it answers any query. */
export async function refusalOf(handle: WorkflowHandle): Promise<{ failure: string; message: string }> {
  const error: unknown = await handle.result().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure)
    return { failure: error.cause.type ?? '', message: error.cause.message };
  throw new Error(`${handle.workflowId} was not refused: ${String(error)}`);
}

/** Why a message is refused: `Type: reason`; `accepted` where it was not. */
export async function refusalBy(update: Promise<unknown>): Promise<string> {
  try {
    await update;
    return 'accepted';
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
    return cause instanceof ApplicationFailure ? `${cause.type}: ${cause.message}` : String(cause);
  }
}

export async function rule({ handle }: Pick<Handled, 'handle'>, ruling: Omit<Ruling, 'name'>): Promise<ProgressView> {
  return handle.executeUpdate<ProgressView, [Ruling]>(MESSAGES.rule, { args: [{ name: 'Olga', ...ruling }] });
}

/** The end of a run whose operator gives up, or has tried again, whatever is asked on the way. */
export async function givingUp(stage: { rig: Rig }, run: Handled, verdict: 'give-up' | 'retry' = 'give-up'): Promise<Ended> {
  const end = ended(stage, run);
  const isOver = end.then(
    () => true,
    () => true,
  );
  const pause = () => new Promise<false>((resolve) => setTimeout(resolve, 100, false));
  while (!(await Promise.race([isOver, pause()]))) {
    const { waitingFor } = await progress(run.handle);
    for (const { party, step, choices } of waitingFor)
      if (party === 'operator' && choices.includes('give-up'))
        await rule(run, { step, verdict, reason: 'as it is today' }).catch(() => undefined);
  }
  return end;
}
