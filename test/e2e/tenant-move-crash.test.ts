import { type WorkflowHandle, WorkflowFailedError } from '@temporalio/client';
import type { TenantMoveReport, TenantMoveResult } from '../../contracts/processes/tenant-move';
import { MESSAGES } from '../../contracts/run/messages';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { defaultWorld } from '../../simulator';
import { type KillableStack, startKillableStack } from '../support/killable-stack';
import { asked, decide, progress, until } from '../support/rig';
import { CONTOSO, FABRIKAM } from '../processes/support/organisations';
import { seedTenantMove } from '../processes/support/tenant-moves';

/** A transfer in the EA portal takes five seconds: long enough to be killed in. */
const CLOCK_RATE = 60;
const CARL = 'carl@contoso.onmicrosoft.com';

type Json = Record<string, unknown>;
type Seeded = Awaited<ReturnType<typeof seedTenantMove>>;

interface Snapshot {
  enterprise: { transfers: { enrolment: string; targetAccount: string; status: string }[] };
  accessControl: { customRoles: Record<string, { assignableScopes: string[] }> };
  subscriptions: { subscriptionId: string; tenantId: string }[];
}

(process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip)('a worker killed during moves into another directory', () => {
  let stack: KillableStack;
  let kept: Seeded, takenBack: Seeded;
  let keeping: WorkflowHandle, takingBack: WorkflowHandle;
  let before: { kept: unknown; takenBack: unknown };
  let end: unknown;

  const snapshot = () => stack.azure.get<Snapshot>('snapshot');
  const transfersOf = async ({ enrolment }: Seeded) =>
    (await snapshot()).enterprise.transfers.filter((one) => one.enrolment === enrolment);
  const isTransferred = (what: Seeded, to: string) =>
    until(`${what.enrolment} is being transferred to ${to}`, async () =>
      (await transfersOf(what)).some((one) => one.status === 'InProgress' && one.targetAccount === to),
    );
  const names = async (what: Seeded) =>
    ((await what.state()) as { policies: { name: string }[] }).policies.map(({ name }) => name);
  const restart = async () => {
    await stack.worker.kill();
    await stack.worker.start();
  };
  const hasRoleIn = (directory: string) =>
    until(`the custom role is put back in ${directory}`, async () => {
      const { subscriptions, accessControl } = await snapshot();
      const { tenantId } = subscriptions.find((one) => one.subscriptionId === takenBack.source) ?? {};
      return (
        tenantId === directory &&
        Object.values(accessControl.customRoles).some((one) => one.assignableScopes.join().includes(takenBack.source))
      );
    });
  /** Azure does what is asked and answers late: the worker dies between the two. */
  const answersLate = (path: string) => stack.azure.post('faults', { match: { method: 'PUT', path }, action: { delay: 10_000 } });

  /** The account is there and active, so that nobody has to sign in. */
  async function begin(name: string, policies: boolean): Promise<[Seeded, unknown, WorkflowHandle]> {
    const one = await seedTenantMove(stack.azure, name, { policies });
    const at = `/ea/enrolments/${one.enrolment}`;
    const owner = one.admin.userPrincipalName;
    await stack.azure.arm('PATCH', at, { authLevel: 'Work or School Account Cross Tenant' });
    await stack.azure.arm('POST', `${at}/accounts`, { name: 'CSP', owner, authType: 'Work or School Account' });
    await stack.azure.arm('POST', `${at}/accounts/${owner}/continue`);
    const state = await one.state();
    const handle = await stack.client.workflow.start('tenantMove', {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowId: name,
      args: [one.input],
    });
    return [one, state, handle];
  }

  async function acceptLosses(handle: WorkflowHandle): Promise<void> {
    const { waitingFor } = await asked(handle, 'customer', 'warnings');
    const states = waitingFor.flatMap((one) => one.states ?? []).map(({ id }) => id);
    await decide(handle, { party: 'customer', choice: 'approve', step: 'warnings', states });
  }

  beforeAll(async () => {
    stack = await startKillableStack({ world: defaultWorld, clockRate: CLOCK_RATE });
    await stack.azure.post('throttling', false);
    before = { kept: undefined, takenBack: undefined };
    [kept, before.kept, keeping] = await begin('kept', true);
    [takenBack, before.takenBack, takingBack] = await begin('taken back', false);
    await Promise.all([acceptLosses(keeping), acceptLosses(takingBack)]);

    // While the EA portal takes its minutes.
    await Promise.all([
      isTransferred(kept, kept.admin.userPrincipalName),
      isTransferred(takenBack, takenBack.admin.userPrincipalName),
    ]);
    await answersLate(`${kept.source}/.*/policySetDefinitions/baseline`);
    await answersLate(`${takenBack.source}/.*/roleDefinitions/`);
    await restart();

    // While both restore. One of them is to go no further afterwards.
    await until('a set is put back, and no assignment', async () => (await names(kept)).join() === 'no-classic,baseline');
    await hasRoleIn(FABRIKAM);
    await stack.worker.kill();
    const paused = takingBack.executeUpdate(MESSAGES.pause, { args: [{ reason: 'to be cancelled at the end', name: 'Olga' }] });
    await stack.worker.start();
    await paused;
    await keeping.result();

    // On the way back: while the portal transfers, and while the old directory is restored.
    await until('it is paused at the end', async () => (await progress(takingBack)).step === 'access');
    await answersLate(`${takenBack.source}/.*/roleDefinitions/`);
    await takingBack.cancel();
    await isTransferred(takenBack, CARL);
    await restart();
    await hasRoleIn(CONTOSO);
    await restart();
    end = await takingBack.result().catch((error: unknown) => error);
  }, 400_000);
  afterAll(async () => stack.stop());

  it('transferred once, restored once: what was done is found by looking', async () => {
    const { status, subscriptions, report } = (await keeping.result()) as TenantMoveResult;
    expect([status, subscriptions[0]?.tenantAfter]).toEqual(['done', FABRIKAM]);
    expect(await transfersOf(kept)).toMatchObject([{ status: 'Completed' }]);
    expect((await names(kept)).sort()).toEqual(['baseline', 'for-now', 'keeps', 'no-classic']);
    const put = await stack.azure.accepted('PUT', '/policySetDefinitions/baseline');
    // Once by who made the world.
    expect(put).toHaveLength(2);
    if (!report) throw new Error('there is no report');
    const { restored, outcome } = await stack.artifacts.read<TenantMoveReport>(report);
    expect([outcome, restored.filter((one) => one.startsWith('policy')).length]).toEqual(['done', 4]);
  });

  it('cancelled at the end: there and back once each, and all is as it was', async () => {
    expect(end).toBeInstanceOf(WorkflowFailedError);
    expect((await transfersOf(takenBack)).map(({ targetAccount, status }) => [targetAccount, status])).toEqual([
      [takenBack.admin.userPrincipalName, 'Completed'],
      [CARL, 'Completed'],
    ]);
    expect(await progress(takingBack)).toMatchObject({ status: 'undone', leftUndone: [] });
    expect(await takenBack.state()).toEqual(before.takenBack);
    expect((before.kept as Json).policies).toHaveLength(6);
  });

  it('no invariant of Azure is broken', async () => {
    expect(await stack.azure.invariants()).toEqual([]);
  });
});
