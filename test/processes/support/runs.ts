import { Client, type WorkflowHandle, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ArtifactStore } from '../../../activities/ports/arm';
import type { Ruling } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';
import { progress, type Rig, startRig } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { DESTINATION, moveInput, SOURCE, world } from '../../support/worlds';
import { stateOf } from './state';
import { Wires } from './wires';

type Json = Record<string, unknown>;

/** One run in two subscriptions of its own, so that many runs of a file share a rig and its real seconds. */
export interface Run {
  workflowId: string;
  source: string;
  destination: string;
  handle: WorkflowHandle;
  /** What both subscriptions held before it started. */
  before: unknown;
  /** What they hold now. */
  state(): Promise<unknown>;
  /** Ids in the subscription without the part that names it, sorted: comparable from one side to the other. */
  namesIn(subscriptionId: string): Promise<string[]>;
}

export interface Ended {
  /** Type of the failure, `Cancelled`, or undefined for a run that completed. */
  failure: string | undefined;
  message: string;
  result: unknown;
  view: ProgressView;
}

export interface Runs {
  rig: Rig;
  wires: Wires;
  /** Where no wire is laid. */
  artifacts: ArtifactStore;
  /** Adds a world whose SOURCE and DESTINATION become two new subscriptions, and starts the process on it. */
  begin(workflowId: string, world: Json, more?: Json, prepare?: (run: Omit<Run, 'handle'>) => unknown): Promise<Run>;
  /** Ends the workers, after which every run is replayed. */
  close(): Promise<void>;
}

let count = 0;

/** A rig with workers that poll until `close`. */
export async function openRuns(
  workflow = 'resourceMove',
  input: (run: Omit<Run, 'handle'>) => Json = () => moveInput(),
  change: (deps: Dependencies) => Dependencies = (deps) => deps,
  entry?: string,
): Promise<Runs> {
  const wires = new Wires();
  let artifacts: ArtifactStore | undefined;
  const rig = await startRig(
    world({ groups: [], resources: [] }),
    (real) => {
      const deps = change(real);
      artifacts = deps.artifacts;
      return wires.around(deps);
    },
    entry,
  );
  await rig.azure.post('throttling', false);
  const { open: end, passed: over } = gate();
  const working = rig.working(() => over);
  working.catch(() => undefined);
  return {
    rig,
    wires,
    artifacts: artifacts as unknown as ArtifactStore,
    async begin(workflowId, { tenants: _known, principals: _too, ...rest }, more = {}, prepare = () => undefined) {
      const at = (++count).toString(16).padStart(12, '0');
      const [source, destination] = [`51111111-0000-4000-8000-${at}`, `d2222222-0000-4000-8000-${at}`];
      const translated = (value: Json) =>
        JSON.parse(JSON.stringify(value).replaceAll(SOURCE, source).replaceAll(DESTINATION, destination)) as Json;
      await rig.azure.post('seed', translated(rest));
      const state = () => stateOf(rig.azure, [source, destination]);
      const run = {
        workflowId,
        source,
        destination,
        before: await state(),
        state,
        async namesIn(subscriptionId: string) {
          return (await rig.azure.idsIn(subscriptionId)).map((id) => id.slice(`/subscriptions/${subscriptionId}`.length));
        },
      };
      await prepare(run);
      const handle = await rig.start(workflow, workflowId, translated({ ...input(run), ...more }));
      return { ...run, handle };
    },
    async close() {
      end();
      try {
        await working;
      } finally {
        await rig.stop();
      }
    },
  };
}

async function withinAMinute<T>(workflowId: string, act: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${workflowId} has not ended within a minute`)), 60_000);
  });
  return Promise.race([act, late]).finally(() => clearTimeout(timer));
}

/** How the run ended, waited for in real time, a minute at most: no other run's clock is skipped. */
export async function ended({ rig }: Pick<Runs, 'rig'>, { workflowId }: Pick<Run, 'workflowId'>): Promise<Ended> {
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

export async function rule({ handle }: Pick<Run, 'handle'>, ruling: Omit<Ruling, 'name'>): Promise<ProgressView> {
  return handle.executeUpdate<ProgressView, [Ruling]>(MESSAGES.rule, { args: [{ name: 'Olga', ...ruling }] });
}

/** The end of a run whose operator gives up whatever is asked on the way. */
export async function givingUp(runs: Runs, run: Run): Promise<Ended> {
  const end = ended(runs, run);
  const isOver = end.then(
    () => true,
    () => true,
  );
  const pause = () => new Promise<false>((resolve) => setTimeout(resolve, 100, false));
  while (!(await Promise.race([isOver, pause()]))) {
    const { waitingFor } = await progress(run.handle);
    for (const { step } of waitingFor) await rule(run, { step, verdict: 'give-up', reason: 'not today' });
  }
  return end;
}

/** What was asked of Azure in this run's subscriptions beyond reading and validating, as `METHOD path`. */
export async function writesOf({ rig }: Runs, { source, destination }: Run): Promise<string[]> {
  const audit = await rig.azure.get<AuditEntry[]>('audit?format=json');
  return audit
    .filter(({ path }) => [source, destination].some((id) => path.toLowerCase().includes(id)))
    .filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !path.endsWith('/validateMoveResources'))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Lets nobody through until it is opened. */
export function gate(): { open: () => void; passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

export async function reportOf<Report = ResourceMoveReport>(
  { artifacts }: Pick<Runs, 'artifacts'>,
  view: ProgressView,
): Promise<Report> {
  const { report } = view.artifacts;
  if (!report) throw new Error(`${view.id} has written no report`);
  return artifacts.read<Report>(report);
}
