import type { WorkflowHandle } from '@temporalio/client';
import type { MigrationReport } from '../../contracts/processes/migration';
import type { ProgressView } from '../../contracts/run/progress';
import type { KillableStack } from '../support/killable-stack';
import { asked, decide, progress, until } from '../support/rig';
import type { AuditEntry, SimulatorControl } from '../support/simulator-control';
import type { MigrationRun } from '../processes/support/migrations';

export const comes = (what: string, look: () => Promise<boolean>) => until(what, look, { withinMs: 100_000, everyMs: 50 });

/** What a local Azure was asked and is doing: a test that kills waits for the moment in it. */
export interface CrashWatch {
  audit(): Promise<AuditEntry[]>;
  /** @param parts of the path, each of them */
  wasAsked(method: string, ...parts: string[]): Promise<number>;
  /** @param to first letters of the account that the run's subscription goes to */
  isTransferring(run: MigrationRun, to: string): Promise<boolean>;
  isMoving(run: MigrationRun): Promise<boolean>;
}

export function watchFor(azure: SimulatorControl): CrashWatch {
  const audit = () => azure.get<AuditEntry[]>('audit?format=json');
  return {
    audit,
    wasAsked: async (method, ...parts) =>
      (await audit()).filter((one) => one.method === method && parts.every((part) => one.path.includes(part))).length,
    isTransferring: async ({ sources }, to) => {
      const { enterprise } = await azure.get<{
        enterprise: { transfers: { status: string; subscriptions: string[]; targetAccount: string }[] };
      }>('snapshot');
      return enterprise.transfers.some(
        (one) => one.status === 'InProgress' && one.subscriptions.includes(sources[0] ?? '') && one.targetAccount.startsWith(to),
      );
    },
    isMoving: async ({ sources }) => {
      const { operations } = await azure.get<{ operations: { kind: string; state: string; subscriptionId: string }[] }>(
        'snapshot',
      );
      return operations.some((o) => o.kind === 'move' && o.state === 'running' && sources.includes(o.subscriptionId));
    },
  };
}

/** Asks again where no worker answers, until the test is over. */
export const patientProgress = (handle: WorkflowHandle, isOver: () => boolean): Promise<ProgressView> =>
  until(
    `${handle.workflowId} answers`,
    () =>
      progress(handle).catch((error: unknown) => {
        if (isOver()) throw error;
        return undefined;
      }),
    { withinMs: 60_000 },
  );

/** The history with its payloads in plain text. */
export const historyText = async (handle: WorkflowHandle) =>
  JSON.stringify(await handle.fetchHistory(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );

export const isAsked = (handle: WorkflowHandle, step: string) =>
  progress(handle).then(
    ({ waitingFor }) => waitingFor.some((one) => one.step === step && one.digest !== undefined),
    () => false,
  );

/** Customer and operator say the same. */
export async function say(handle: WorkflowHandle, step: string, choice: 'approve' | 'decline'): Promise<void> {
  await asked(handle, 'operator', step);
  for (const party of ['customer', 'operator'] as const) {
    const { waitingFor } = await progress(handle);
    const question = waitingFor.find((one) => one.party === party);
    // Where the other's no was enough, nobody else is asked.
    if (!question && choice === 'decline') continue;
    if (!question) throw new Error(`${handle.workflowId} does not ask the ${party} at ${step}`);
    await decide(handle, {
      party,
      choice,
      step,
      digest: question.digest ?? '',
      ...(question.states && choice === 'approve' ? { states: question.states.map(({ id }) => id) } : {}),
    });
  }
}

export async function reportOf({ artifacts }: KillableStack, { handle }: MigrationRun): Promise<MigrationReport> {
  const { report } = (await progress(handle)).artifacts;
  if (!report) throw new Error(`${handle.workflowId} has written no report`);
  return artifacts.read<MigrationReport>(report);
}
