import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { taskQueue, tenantQueue, WORKFLOW_TASK_QUEUE } from '../contracts/people/parties';
import { bundleWorkflows } from './bundle';
import { ConfigError, type WorkerConfig } from './config';
import { createDependencies } from './dependencies';
import { installLogger } from './logging';

export { ConfigError, readWorkerConfig, WorkerConfig } from './config';

/** Running activities get this long after SIGTERM; long operations are in Azure, not here, so nothing needs more. */
const GRACE = '10s';

/**
 * Runs the worker until the signal: workflows on one queue, the operator's activities on another, each organisation's on its own, with that
 * organisation's sign-in alone. Temporal's address comes from the profile that the
 * `temporal` CLI reads (TEMPORAL_ADDRESS, TEMPORAL_PROFILE, temporal.toml).
 * @param ready called when all queues are polled
 * @param only serves one organisation and nothing else: its name, tenant id or role in the configuration, or `operator`
 */
export async function runWorker(
  config: WorkerConfig,
  signal: AbortSignal,
  ready: () => void = () => undefined,
  only?: string,
): Promise<void> {
  const served = servedBy(config, only);
  const logger = installLogger();
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    const common = { connection, namespace, shutdownGraceTime: GRACE };
    const acting = (queue: string, tenantId?: string) =>
      Worker.create({
        ...common,
        taskQueue: queue,
        activities: createActivities(createDependencies(config, logger, tenantId)),
      });
    const workers = [
      ...(served.operator
        ? [
            await Worker.create({ ...common, taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: await bundleWorkflows(logger) }),
            await acting(taskQueue('operator')),
          ]
        : []),
      ...(await Promise.all(served.tenants.map((tenantId) => acting(tenantQueue(tenantId), tenantId)))),
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

/** Whose work is taken. Throws `ConfigError` when nobody of that name is in the configuration. */
export function servedBy(
  { credentials }: Pick<WorkerConfig, 'credentials'>,
  only: string | undefined,
): {
  operator: boolean;
  tenants: string[];
} {
  const tenants = (of: typeof credentials) => [...new Set(of.map(({ tenantId }) => tenantId.toLowerCase()))];
  if (only === undefined) return { operator: true, tenants: tenants(credentials) };
  if (only === 'operator') return { operator: true, tenants: [] };
  const own = credentials.filter(({ name, party, tenantId }) =>
    [name, party, tenantId].some((one) => one?.toLowerCase() === only.toLowerCase()),
  );
  const served = tenants(own);
  const known = credentials.map(({ name, party, tenantId }) => name ?? `${party} (${tenantId})`).join(', ') || 'none';
  if (served.length === 0) throw new ConfigError([`credentials: nobody is called ${only}; there are ${known}`]);
  if (served.length > 1)
    throw new ConfigError([`credentials: ${only} is ${served.length} organisations; name one by its tenant id`]);
  const foreign = credentials.filter(({ tenantId }) => tenantId.toLowerCase() !== served[0]);
  if (foreign.length > 0) {
    throw new ConfigError([
      `credentials: a worker of one party holds no other's secrets: take those of ${foreign.map(({ name, party }) => name ?? party).join(', ')} out of its configuration`,
    ]);
  }
  return { operator: false, tenants: served };
}
