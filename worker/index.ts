import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { PARTIES, taskQueue, WORKFLOW_TASK_QUEUE } from '../contracts/parties';
import { bundleWorkflows } from './bundle';
import type { WorkerConfig } from './config';
import { createDependencies } from './dependencies';
import { installLogger } from './logging';

export { ConfigError, readWorkerConfig, WorkerConfig } from './config';

/** After SIGTERM running activities get this long; long operations are in Azure, not here, so nothing needs more. */
const GRACE = '10s';

/**
 * Runs the worker until the signal: workflows on one queue, activities on each party's. Temporal's address comes from the profile that the
 * `temporal` CLI reads (TEMPORAL_ADDRESS, TEMPORAL_PROFILE, temporal.toml).
 * @param ready called when all queues are polled
 */
export async function runWorker(config: WorkerConfig, signal: AbortSignal, ready: () => void = () => undefined): Promise<void> {
  const logger = installLogger();
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    const activities = createActivities(createDependencies(config, logger));
    const common = { connection, namespace, shutdownGraceTime: GRACE };
    const workers = [
      await Worker.create({ ...common, taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: await bundleWorkflows(logger) }),
      ...(await Promise.all(PARTIES.map((party) => Worker.create({ ...common, taskQueue: taskQueue(party), activities })))),
    ];
    const stop = () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    };
    if (signal.aborted) return;
    signal.addEventListener('abort', stop, { once: true });
    const running = Promise.all(workers.map((worker) => worker.run().finally(stop)));
    ready();
    await running;
  } finally {
    await connection.close();
  }
}
