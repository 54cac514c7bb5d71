import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import type { Dependencies } from '../../activities/ports/dependencies';
import { taskQueue, WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { startSimulator, type Simulator } from '../../simulator';
import { bundleWorkflows } from '../../worker/bundle';
import { createDependencies } from '../../worker/dependencies';
import { TEST_KEY } from './rig';
import { installRuntime, logger } from './runtime';
import { startDevServer } from './servers';
import { simulatorControl, type SimulatorControl } from './simulator-control';
import { testTls } from './tls';

export interface LocalStack {
  client: Client;
  simulator: Simulator;
  azure: SimulatorControl;
  deps: Dependencies;
  /** Runs `act` while a worker polls. */
  working<T>(act: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** A real Temporal server, a simulated Azure with a fast clock and a worker, all in this process: for many runs at once, in real time. */
export async function startLocalStack(options: { world: unknown; clockRate: number }): Promise<LocalStack> {
  installRuntime();
  const [bundle, simulator, server] = await Promise.all([
    bundleWorkflows(logger),
    startSimulator({ world: options.world, tls: await testTls() }),
    startDevServer(),
  ]);
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address: server.address });
  const azure = simulatorControl(simulator);
  await azure.post('clock', { rate: options.clockRate });
  const folder = await mkdtemp(path.join(tmpdir(), 'handover-stack-'));
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, simulator.caPem);
  const deps = createDependencies(
    {
      azure: { endpoint: simulator.url, authority: simulator.url, partnerCenter: simulator.url, graph: simulator.url, caFile },
      credentials: simulator.apps,
      artifacts: path.join(folder, 'artifacts'),
      artifactKey: TEST_KEY,
      notices: {},
      local: true,
      timeScale: options.clockRate,
    },
    logger,
  );

  return {
    client: env.client,
    simulator,
    azure,
    deps,
    async working(act) {
      const connection = env.nativeConnection;
      const workflows = await Worker.create({ connection, taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: bundle });
      const activities = await Worker.create({
        connection,
        taskQueue: taskQueue('operator'),
        activities: createActivities(deps),
      });
      return workflows.runUntil(activities.runUntil(act()));
    },
    async stop() {
      await env.teardown();
      await server.stop();
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
