import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ArtifactStore } from '../../../activities/ports/arm';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { ProgressView } from '../../../contracts/run/progress';
import { type Rig, startRig, until } from '../../support/rig';
import type { SimulatorControl } from '../../support/simulator-control';
import { type Ended, ended } from './endings';
import { gate } from './gate';
import { type Around, type Manners, type Rulings, withPeople } from './people';
import { Wires } from './wires';

export type Json = Record<string, unknown>;
export type Change = (deps: Dependencies) => Dependencies;

/** A place to start runs in: a rig, or a stack of processes. */
export interface Stage {
  azure: SimulatorControl;
  client: Client;
  start: (workflow: string, workflowId: string, input: unknown) => Promise<WorkflowHandle>;
}

/** What a run has to itself, before it is started. */
export type Unstarted<Facts> = Facts & {
  workflowId: string;
  /** What `state` answered before it started. */
  before: unknown;
  /** All that the customer would miss, as it is now. */
  state(): Promise<unknown>;
};

export type RunOf<Facts> = Unstarted<Facts> & { handle: WorkflowHandle };

/** What one run has to itself, which is in Azure already. */
export interface Own<Facts> {
  facts: Facts;
  state: () => Promise<unknown>;
  input: Json;
  /** Workflow type, where it is not the definition's. */
  process?: string | undefined;
  /** What a test does before the run starts. */
  prepare?: ((run: Unstarted<Facts>) => unknown) | undefined;
  /** Started as a child of a run that keeps it, or rolls it back, after three days. */
  parent?: { keep: boolean } | undefined;
}

export interface Definition<Args extends unknown[], Facts> {
  /** Workflow type of the runs. */
  process: string;
  /** What Azure holds before any run. */
  world: unknown;
  /** Seeds what a run has to itself. */
  own: (stage: Stage, workflowId: string, ...args: Args) => Promise<Own<Facts>>;
  /** People and operator of a run, where a test names no others. */
  people?(stage: { rig: Rig }, run: RunOf<Facts>, manners?: Manners): { manners: Manners; rulings?: Rulings };
  around?: Around;
}

/** A process on a rig of its own whose workers poll until `close`; many runs of a file share it and its real seconds. */
export interface Opened<Args extends unknown[], Facts, Report> {
  rig: Rig;
  wires: Wires;
  /** Past all wires. */
  artifacts: ArtifactStore;
  begin(workflowId: string, ...args: Args): Promise<RunOf<Facts>>;
  /** Plays the people, and answers how the run ended. */
  played(run: RunOf<Facts>, manners?: Manners, rulings?: Rulings): Promise<Ended>;
  stored<T>(ref: ArtifactRef): Promise<T>;
  report<R = Report>(view: ProgressView): Promise<R>;
  /** Ends the workers, after which every run is replayed. */
  close(): Promise<void>;
}

interface Changes {
  change?: Change | undefined;
  /** The entry file of a workflow bundle with workflows of a test's own. */
  entry?: string | undefined;
}

/** Opens a rig on the world of a process. */
export async function openProcess<Args extends unknown[], Facts, Report = unknown>(
  definition: Definition<Args, Facts>,
  { change = (deps) => deps, entry }: Changes = {},
): Promise<Opened<Args, Facts, Report>> {
  const wires = new Wires();
  let artifacts: ArtifactStore | undefined;
  const rig = await startRig(
    definition.world,
    (real) => {
      artifacts ??= real.artifacts;
      return wires.around(change(real));
    },
    entry,
  );
  if (!artifacts) throw new Error('the rig has no artifacts');
  const store = artifacts;
  await rig.azure.post('throttling', false);
  const { open: end, passed: over } = gate();
  const working = rig.working(() => over);
  working.catch(() => undefined);
  return {
    rig,
    wires,
    artifacts: store,
    stored: (ref) => store.read(ref),
    begin: (workflowId, ...args) => beginRun(rig, definition, workflowId, ...args),
    async played(run, manners, rulings) {
      const people = definition.people?.({ rig }, run, manners);
      await withPeople(run, manners ?? people?.manners, rulings ?? people?.rulings, definition.around);
      return ended({ rig }, run);
    },
    report: (view) => {
      const { report } = view.artifacts;
      if (!report) throw new Error(`${view.id} has written no report`);
      return store.read(report);
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

/** Seeds what a run has to itself, and starts it. */
export async function beginRun<Args extends unknown[], Facts>(
  stage: Stage,
  { process, own }: Definition<Args, Facts>,
  workflowId: string,
  ...args: Args
): Promise<RunOf<Facts>> {
  const { facts, state, input, process: type = process, prepare, parent } = await own(stage, workflowId, ...args);
  const run: Unstarted<Facts> = { workflowId, ...facts, state, before: await state() };
  await prepare?.(run);
  const handle = parent
    ? await startAsChild(stage, { type, workflowId, input, ...parent })
    : await stage.start(type, workflowId, input);
  return { ...run, handle };
}

/** Starts the parent, and answers the child. */
async function startAsChild(
  { client, start }: Stage,
  child: { type: string; workflowId: string; input: Json; keep: boolean },
): Promise<WorkflowHandle> {
  const { workflowId } = child;
  await start('wholeOf', `whole of ${workflowId}`, child);
  const handle = client.workflow.getHandle(workflowId);
  await until(`${workflowId} has begun`, () =>
    handle.describe().then(
      () => true,
      () => false,
    ),
  );
  return handle;
}
