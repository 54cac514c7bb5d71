import type { WorkflowHandle } from '@temporalio/client';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { type KillableStack, startKillableStack } from '../support/killable-stack';
import { asked, decide, progress, until } from '../support/rig';
import type { AuditEntry } from '../support/simulator-control';
import { SOURCE, TENANT, world } from '../support/worlds';
import { type ClassicSide, classicSideOf, classicWorld, onlyBatch } from '../processes/support/classic-world';
import { machine, secretsFor, secretsWorld } from '../processes/support/secrets-world';

/** A prepare takes four seconds: long enough to be killed in. */
const CLOCK_RATE = 55;
const MACHINES = 32;
const CLASSIC = '11111111-0000-4000-8000-00000000c1a5';

type Json = Record<string, unknown>;

(process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip)(
  'a worker killed during an upgrade and a removal of secrets',
  () => {
    let stack: KillableStack;
    let removal: WorkflowHandle, upgrade: WorkflowHandle;
    let writtenWhenKilled = 0;
    let preparing: ClassicSide, committing: ClassicSide;

    const start = (type: string, subscriptionId: string) =>
      stack.client.workflow.start(type, {
        taskQueue: WORKFLOW_TASK_QUEUE,
        workflowId: type,
        args: [{ subscriptionId, customer: { tenantId: TENANT, name: 'Fabrikam' } }],
      });
    const seed = ({ tenants: _known, principals: _too, ...rest }: Json, subscriptionId: string) => {
      const { subscriptions, ...contents } = JSON.parse(JSON.stringify(rest).replaceAll(SOURCE, subscriptionId)) as {
        subscriptions: Json[];
      };
      return stack.azure.post('seed', {
        ...contents,
        subscriptions: subscriptions.filter((one) => one.subscriptionId === subscriptionId && subscriptionId !== SOURCE),
      });
    };
    const written = async () =>
      (await stack.azure.get<AuditEntry[]>('audit?format=json')).filter(
        ({ method, path }) => method === 'PUT' && path.includes('/virtualMachines/'),
      );
    const state = () => classicSideOf(stack.azure, CLASSIC);
    const isOn = (what: string) =>
      until(what, async () => Object.values((await state()).migrations)[0]?.state === what, { everyMs: 20 });

    beforeAll(async () => {
      stack = await startKillableStack({ world: world({ groups: [], resources: [] }), clockRate: CLOCK_RATE });
      await stack.azure.post('throttling', false);
      await seed(secretsWorld(Array.from({ length: MACHINES }, (_, n) => machine(`vm${n}`, secretsFor(`vm${n}`)))), SOURCE);
      await seed(classicWorld(onlyBatch), CLASSIC);

      removal = await start('secretsRemoval', SOURCE);
      upgrade = await start('classicUpgrade', CLASSIC);
      await isOn('Preparing');
      await until('some are written', async () => (await written()).length >= 4);
      await stack.worker.kill();
      preparing = await state();
      writtenWhenKilled = (await written()).length;
      await stack.worker.start();

      await asked(upgrade, 'customer', 'gate');
      for (const party of ['customer', 'operator'] as const) await decide(upgrade, { party, choice: 'approve', step: 'gate' });
      await isOn('Committing');
      await stack.worker.kill();
      committing = await state();
      await stack.worker.start();
      await until('the second gate', async () => {
        const { waitingFor } = await progress(upgrade);
        return waitingFor.some(({ step }) => step === 'gate') && (await state()).units.hostedservices?.length === 0;
      });
      await decide(upgrade, { party: 'operator', choice: 'approve', step: 'gate' });
      await Promise.all([upgrade.result(), removal.result()]);
    }, 280_000);
    afterAll(async () => stack.stop());

    it('secrets: what was done is passed by, what was not is done', async () => {
      expect(writtenWhenKilled).toBeLessThan(MACHINES);
      expect(await removal.result()).toMatchObject({ status: 'done', found: MACHINES, changed: MACHINES, refused: 0 });
      // Only those that were under way when it died may have been written twice.
      expect((await written()).length).toBeLessThanOrEqual(MACHINES + 8);
    });

    it('upgrade: prepared and committed, found by looking, nothing left locked', async () => {
      expect(Object.values(preparing.migrations)[0]?.state).toBe('Preparing');
      expect(Object.values(committing.migrations)[0]?.state).toBe('Committing');
      expect(await upgrade.result()).toMatchObject({ status: 'done', committed: 2 });
      expect(await state()).toMatchObject({ migrations: {} });
      expect(await progress(upgrade)).toMatchObject({ status: 'done', undone: [], leftUndone: [] });
    });

    it('no invariant of Azure is broken', async () => {
      expect(await stack.azure.invariants()).toEqual([]);
    });
  },
);
