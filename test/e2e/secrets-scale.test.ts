import type { Arm } from '../../activities/ports/arm';
import { type LocalStack, startLocalStack } from '../support/local-stack';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { EMPTY_WORLD } from '../support/scale';
import { SOURCE, TENANT } from '../support/worlds';
import { machine, secretsFor, secretsWorld } from '../processes/support/secrets-world';

const MACHINES = 2_000;

(process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip)('secretsRemoval, as it grows', () => {
  let stack: LocalStack;
  let writing = 0;
  let mostAtOnce = 0;
  beforeAll(async () => {
    stack = await startLocalStack({ world: EMPTY_WORLD, clockRate: 3600 });
    await stack.azure.post('throttling', false);
    const { azure } = stack.deps;
    stack.deps.azure = { ...azure, arm: (tenantId) => counted(azure.arm(tenantId)) };
  });
  afterAll(async () => stack.stop());

  /** Notes how many machines are being written at the same time, and does not wait the second that Retry-After has at least. */
  const counted = (real: Arm): Arm => ({
    ...real,
    async putVirtualMachine(...args) {
      mostAtOnce = Math.max(mostAtOnce, ++writing);
      try {
        const operation = await real.putVirtualMachine(...args);
        return operation && { ...operation, retryAfterMs: 5 };
      } finally {
        writing--;
      }
    },
  });

  it('2,000 machines: eight at once, a short history, small payloads', async () => {
    const machines = Array.from({ length: MACHINES }, (_, n) => machine(`vm${n}`, secretsFor(`vm${n}`)));
    const { tenants: _known, principals: _too, subscriptions: _both, ...contents } = secretsWorld(machines);
    await stack.azure.post('seed', contents);
    const handle = await stack.client.workflow.start('secretsRemoval', {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowId: 'many machines',
      args: [{ subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } }],
    });
    const result = await stack.working(() => handle.result());
    expect(result).toMatchObject({ status: 'done', found: MACHINES, changed: MACHINES, refused: 0 });
    const { historyLength, historySize = NaN } = await handle.describe();
    expect(historyLength).toBeLessThan(400);
    expect(historySize).toBeLessThan(200_000);
    expect(mostAtOnce).toBe(8);
  }, 300_000);
});
