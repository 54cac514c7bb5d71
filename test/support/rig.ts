import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client, WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from '../../activities';
import type { Dependencies } from '../../activities/ports/dependencies';
import type { Notice } from '../../activities/ports/notifier';
import { type Decision, MESSAGES } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';
import { taskQueue, tenantQueue, WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';
import { startSimulator, type Simulator } from '../../simulator';
import { bundleWorkflows } from '../../worker/bundle';
import { createDependencies } from '../../worker/dependencies';
import { queryProgress } from '../../client/api/query-progress';
import { answerNoMore } from './answer-no-more';
import { replays } from './replays';
import { installRuntime, logger } from './runtime';
import { type Server, startTimeSkippingServer } from './servers';
import { simulatorControl, type SimulatorControl } from './simulator-control';
import { testTls } from './tls';
import { until } from './until';

export { until };

/** The clock of the simulated Azure: a recorded move of 218 s passes in a fraction of a second. */
export const CLOCK_RATE = 3600;

/** What workers of tests encrypt with. */
export const TEST_KEY = Buffer.alloc(32, 7).toString('base64url');

export interface Rig {
  env: TestWorkflowEnvironment;
  client: Client;
  simulator: Simulator;
  azure: SimulatorControl;
  deps: Dependencies;
  notices: Notice[];
  bundle: WorkflowBundleOption;
  /** Runs `act` while a worker polls; afterwards every run that was started here is replayed. */
  working<T>(act: () => Promise<T>): Promise<T>;
  start(workflow: string, workflowId: string, input: unknown): Promise<WorkflowHandle>;
  stop(): Promise<void>;
}

/** Whether the tests that need a time-skipping server can run here; the suites say that they are skipped when not. */
export const canSkipTime = process.env.HANDOVER_TEST_SERVER !== undefined;

/** The workflows over real activities and a simulated Azure, on a server that skips time. Nothing of ours is faked but the notices. `entry`: of a bundle with workflows of a test's own. */
export async function startRig(
  world: unknown,
  change: (deps: Dependencies) => Dependencies = (deps) => deps,
  entry?: string,
): Promise<Rig> {
  installRuntime();
  const bundle = await bundleWorkflows(logger, entry);
  const simulator = await startSimulator({ world, tls: await testTls() });
  const azure = simulatorControl(simulator);
  await azure.post('clock', { rate: CLOCK_RATE });
  const server = await startTimeSkippingServer();
  const env = await skippingTimeOn(server);
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, type === 'KEYWORD_LIST' ? 7 : 2]),
    ),
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'handover-test-'));
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, simulator.caPem);
  const notices: Notice[] = [];
  const dependencies = (tenantId?: string) => {
    const real = createDependencies(
      {
        azure: {
          endpoint: simulator.url,
          authority: simulator.url,
          partnerCenter: simulator.url,
          graph: simulator.url,
          eaPortal: simulator.url,
          caFile,
        },
        credentials: simulator.apps,
        artifacts: folder,
        secrets: { folder: `${folder}-secrets` },
        artifactKey: TEST_KEY,
        notices: {},
        local: true,
        timeScale: CLOCK_RATE,
      },
      logger,
      tenantId,
    );
    return change({ ...real, notifier: { send: (notice) => Promise.resolve(void notices.push(notice)) } });
  };
  const deps = dependencies();
  const partners = simulator.apps.filter(({ party }) => party !== 'customer').map(({ tenantId }) => tenantId);
  const started: Started[] = [];
  const client = env.client;

  return {
    env,
    client,
    simulator,
    azure,
    deps,
    notices,
    bundle,
    async working(act) {
      // An activity that a failed test has left waiting would keep its worker for good.
      const common = { connection: env.nativeConnection, shutdownForceTime: '20s' } as const;
      const workers = await Promise.all([
        Worker.create({ ...common, taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: bundle }),
        Worker.create({
          ...common,
          taskQueue: taskQueue('operator'),
          activities: createActivities(deps),
          maxConcurrentActivityTaskExecutions: 40,
        }),
        ...partners.map((tenantId) =>
          Worker.create({ ...common, taskQueue: tenantQueue(tenantId), activities: createActivities(dependencies(tenantId)) }),
        ),
      ]);
      const outcome = await workers.reduceRight((inner, worker) => worker.runUntil(inner), act());
      await replay(bundle, started.splice(0));
      return outcome;
    },
    async start(workflow, workflowId, input) {
      const handle = await client.workflow.start(workflow, { taskQueue: WORKFLOW_TASK_QUEUE, workflowId, args: [input] });
      started.push(handle);
      return handle;
    },
    async stop() {
      answerNoMore(env.connection);
      await env.teardown();
      await server.stop();
      await simulator.stop();
      for (const one of [folder, `${folder}-secrets`]) await rm(one, { recursive: true, force: true });
    },
  };
}

/** What the SDK keeps to itself: an environment on a server that skips time and that somebody else has started. */
const sdk = TestWorkflowEnvironment as unknown as { create(options: object): Promise<TestWorkflowEnvironment> };

function skippingTimeOn({ address }: Server): Promise<TestWorkflowEnvironment> {
  return sdk.create({ server: { type: 'existing' }, supportsTimeSkipping: true, address });
}

/** Runs that a worker has replayed to their end, to answer a query: one that does not replay answers with Temporal's Nondeterminism error. */
const replayed = new Set<string>();

async function replay(workflowBundle: WorkflowBundleOption, handles: Started[]): Promise<void> {
  async function* histories() {
    for (const handle of handles.filter(({ firstExecutionRunId }) => !replayed.has(firstExecutionRunId)))
      yield { workflowId: handle.workflowId, history: await handle.fetchHistory() };
  }
  for await (const { workflowId, error } of replays(workflowBundle, histories())) {
    if (error) throw new Error(`${workflowId} does not replay`, { cause: error });
  }
}

type Started = WorkflowHandleWithFirstExecutionRunId;

/** What each execution said of itself, by its run id, and how long its history was before it was asked. */
const said = new Map<string, { historyLength: number; view: ProgressView }>();

/**
 * What the run says of itself. Only what is in its history changes that, so a run whose history has not grown is not asked again: an answer costs
 * a worker many times what a description costs the server, and makes it replay all of a run that has ended.
 */
export async function progress(handle: WorkflowHandle): Promise<ProgressView> {
  const { runId, historyLength, status } = await handle.describe();
  const before = said.get(runId);
  if (before?.historyLength === historyLength) return copyOf(before.view);
  const view = await queryProgress(handle);
  said.set(runId, { historyLength, view: copyOf(view) });
  // No worker keeps an execution that has ended.
  if (status.name !== 'RUNNING') replayed.add(runId);
  return view;
}

/** Answers a copy of this suite's own realm, which Node's structuredClone does not make: deep equality asks for one. */
const copyOf = (view: ProgressView): ProgressView => JSON.parse(JSON.stringify(view)) as ProgressView;

/** Waits until the run asks this party. */
export async function asked(handle: WorkflowHandle, party: Party, step?: string): Promise<ProgressView> {
  return until(`${party} is asked${step ? ` about ${step}` : ''}`, async () => {
    const view = await progress(handle);
    return view.waitingFor.some((w) => w.party === party && (step === undefined || w.step === step)) && view;
  });
}

export async function decide(
  handle: WorkflowHandle,
  decision: Omit<Decision, 'digest' | 'name'> & Partial<Decision>,
): Promise<ProgressView> {
  const view = await progress(handle);
  const digest = decision.digest ?? view.waitingFor.find((w) => w.digest)?.digest ?? '0'.repeat(64);
  return handle.executeUpdate<ProgressView, [Decision]>(MESSAGES.decide, { args: [{ name: 'Dana', ...decision, digest }] });
}

/** Customer and operator both say yes to what is asked now. */
export async function approve(handle: WorkflowHandle): Promise<void> {
  await asked(handle, 'customer');
  await decide(handle, { party: 'customer', choice: 'approve' });
  await decide(handle, { party: 'operator', choice: 'approve' });
}
