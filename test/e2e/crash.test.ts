import type { WorkflowHandle } from '@temporalio/client';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import { type KillableStack, startKillableStack } from '../support/killable-stack';
import { approve, asked, progress, until } from '../support/rig';
import type { AuditEntry } from '../support/simulator-control';
import { moveInputOf, type SubscriptionPair, subscriptionPair, worldOf } from '../support/subscription-pair';
import { CONTRIBUTOR, CUSTOMER_ADMIN, idOf, plainGroup, resource, SOURCE, world } from '../support/worlds';

/** A recorded move (about 220 s of Azure's time) takes four seconds: long enough to be killed in, and the real Retry-After of a second. */
const CLOCK_RATE = 55;

/** Two groups that depend on nothing, with what a move leaves behind: a lock and a role assignment. */
function apart() {
  const [one, two] = [plainGroup('one', 3), plainGroup('two', 2)];
  return world({
    groups: [one.group, two.group],
    resources: [...one.resources, ...two.resources],
    more: {
      locks: [
        {
          id: `/subscriptions/${SOURCE}/resourceGroups/one/providers/Microsoft.Authorization/locks/keep`,
          properties: { level: 'ReadOnly' },
        },
      ],
      roleAssignments: [
        {
          scope: `/subscriptions/${SOURCE}/resourceGroups/two`,
          roleDefinitionId: CONTRIBUTOR,
          principalId: CUSTOMER_ADMIN,
          principalType: 'User',
        },
      ],
    },
  });
}

/** Two groups of which one needs the other: brought together, moved, and taken apart again, one after another. */
function together() {
  const vnet = idOf('net', 'Microsoft.Network/virtualNetworks', 'vnet');
  return world({
    groups: [plainGroup('app', 0).group, plainGroup('net', 0).group],
    resources: [
      resource('net', 'Microsoft.Network/virtualNetworks', 'vnet', {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ id: `${vnet}/subnets/default`, name: 'default', properties: { addressPrefix: '10.0.0.0/24' } }],
      }),
      resource('app', 'Microsoft.Network/networkInterfaces', 'nic', {
        ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${vnet}/subnets/default` } } }],
      }),
    ],
  });
}

interface Run extends SubscriptionPair {
  handle: WorkflowHandle;
  before: string[];
}

interface Move {
  kind: string;
  state: string;
  subscriptionId: string;
}

(process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip)('whatever dies on the way', () => {
  let stack: KillableStack;
  let count = 0;

  const begin = async (what: string, contents: Record<string, unknown>): Promise<Run> => {
    const pair = subscriptionPair(++count);
    await stack.azure.post('seed', worldOf(pair, contents));
    const before = await stack.azure.idsIn(pair.source);
    const handle = await stack.client.workflow.start('resourceMove', {
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowId: what,
      args: [moveInputOf(pair)],
    });
    return { ...pair, handle, before };
  };

  /** Looks until it holds; what does not come says where the run stands. */
  const comes = async ({ handle }: Run, what: string, look: () => Promise<boolean>): Promise<void> => {
    await until(what, look, { withinMs: 90_000, everyMs: 100 }).catch(async (error: unknown) => {
      const { status, step, steps, waitingFor, failure } = await progress(handle);
      const stands = JSON.stringify({ status, step, steps, waitingFor, failure }, undefined, 1);
      throw new Error(`${handle.workflowId}: ${what} does not come; it stands at ${stands}`, { cause: error });
    });
  };
  const ended = (run: Run) => comes(run, 'the end', async () => (await run.handle.describe()).status.name !== 'RUNNING');

  /** Groups out of which Azure was asked to move, one entry a request, whatever the answer was. */
  const sentFrom = async (subscriptionId: string): Promise<string[]> =>
    (await stack.azure.get<AuditEntry[]>('audit?format=json'))
      .filter(({ path }) => path.includes(subscriptionId) && path.endsWith('/moveResources'))
      .map(({ path }) => path.split('/')[4] ?? '')
      .sort();

  const isMovingOutOf = async (subscriptionId: string): Promise<boolean> => {
    const { operations } = await stack.azure.get<{ operations: Move[] }>('snapshot');
    return operations.some((o) => o.kind === 'move' && o.state === 'running' && o.subscriptionId === subscriptionId);
  };

  const reportOf = async ({ artifacts: { report } }: ProgressView): Promise<ResourceMoveReport> => {
    if (!report) throw new Error('the run has written no report');
    return stack.artifacts.read<ResourceMoveReport>(report);
  };

  /** What the report tells of the batch out of group `one`. */
  const notesOf = async ({ handle }: Run) =>
    (await reportOf(await progress(handle))).batches.find(({ from }) => from === 'one')?.notes;

  const expectMovedOnce = async ({ handle, source, destination, before }: Run, requests: { out: string[]; within: string[] }) => {
    expect(await handle.result()).toMatchObject({ status: 'done', totals: { resources: before.length, moved: before.length } });
    expect(await sentFrom(source)).toEqual(requests.out);
    expect(await sentFrom(destination)).toEqual(requests.within);
    expect(await stack.azure.idsIn(source)).toEqual([]);
    expect(await stack.azure.idsIn(destination)).toEqual(before.map((id) => id.replace(source, destination)));
    const view = await progress(handle);
    expect(view).toMatchObject({ status: 'done', undone: [], leftUndone: [], waitingFor: [] });
    const report = await reportOf(view);
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(before.map(() => 'moved'));
    expect(report.batches.map(({ outcome }) => outcome)).toEqual([...requests.out, ...requests.within].map(() => 'moved'));
  };

  const LOOKED_UP = 'no answer to the request: looked up';
  const APART = { out: ['one', 'two'], within: [] };

  let moving: Run, answering: Run, undoing: Run, waiting: Run, dropped: Run, served: Run;
  let wasMoving: boolean, wasMovingBack: boolean, wasServed: boolean;

  beforeAll(async () => {
    stack = await startKillableStack({ world: world({ groups: [], resources: [] }), clockRate: CLOCK_RATE });
    [moving, answering, undoing, waiting, dropped, served] = await Promise.all([
      begin('killed while Azure moves', together()),
      begin('killed before the answer', apart()),
      begin('killed while moving back', apart()),
      begin('killed while asked', apart()),
      begin('answer dropped', apart()),
      begin('server killed', apart()),
    ]);
    const postsOf = ({ source }: Run) => ({ method: 'POST', path: `${source}/resourceGroups/one/moveResources` });
    await stack.azure.post('faults', { match: postsOf(answering), action: { delay: '30m' } });
    await stack.azure.post('faults', { match: postsOf(dropped), action: { dropAnswer: true } });
    await Promise.all([moving, answering, undoing, waiting, dropped, served].map(({ handle }) => asked(handle, 'operator')));

    await Promise.all([undoing, answering, moving].map(({ handle }) => approve(handle)));
    await comes(undoing, 'both batches sent', async () => (await sentFrom(undoing.source)).length === 2);
    await undoing.handle.cancel();
    await comes(answering, 'the request without an answer', async () => (await sentFrom(answering.source)).includes('one'));
    await comes(moving, 'Azure moving', () => isMovingOutOf(moving.source));
    await stack.worker.kill();
    wasMoving = await isMovingOutOf(moving.source);
    await stack.worker.start();

    await comes(undoing, 'Azure moving back', () => isMovingOutOf(undoing.destination));
    await stack.worker.kill();
    wasMovingBack = await isMovingOutOf(undoing.destination);
    await stack.worker.start();

    await Promise.all([waiting, served, dropped].map(({ handle }) => approve(handle)));
    await comes(served, 'Azure moving', () => isMovingOutOf(served.source));
    await stack.server.kill();
    wasServed = await isMovingOutOf(served.source);
    await stack.server.start();
    await Promise.all([moving, answering, undoing, waiting, dropped, served].map(ended));
  });
  afterAll(async () => stack.stop());

  it('a worker killed while Azure moves: the move is found and waited for, not sent again', async () => {
    expect(wasMoving).toBe(true);
    await expectMovedOnce(moving, { out: ['app', 'net'], within: ['app'] });
  });

  it('a worker killed between the accepted request and its answer: looked up, not sent again', async () => {
    await expectMovedOnce(answering, APART);
    expect(await notesOf(answering)).toContain(LOOKED_UP);
  });

  it('a worker killed while Azure moves back: all is back where it was', async () => {
    expect(wasMovingBack).toBe(true);
    const { handle, source, destination, before } = undoing;
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(await sentFrom(source)).toEqual(['one', 'two']);
    expect(await sentFrom(destination)).toEqual(['one', 'two']);
    expect(await stack.azure.idsIn(source)).toEqual(before);
    expect(await stack.azure.idsIn(destination)).toEqual([]);
    const view = await progress(handle);
    expect(view).toMatchObject({ status: 'undone', leftUndone: [] });
    const report = await reportOf(view);
    expect(report.outcome).toBe('undone');
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(before.map(() => 'movedBack'));
    expect(report.batches.map(({ outcome }) => outcome)).toEqual(['movedBack', 'movedBack']);
  });

  it('a worker killed twice while people are asked: the question stands, and the answers count', async () => {
    await expectMovedOnce(waiting, APART);
    expect((await progress(waiting.handle)).decisions.map(({ party, choice }) => [party, choice])).toEqual([
      ['customer', 'approve'],
      ['operator', 'approve'],
    ]);
  });

  it('the answer dropped after the move was accepted: looked up, not sent again', async () => {
    await expectMovedOnce(dropped, APART);
    expect(await notesOf(dropped)).toContain(LOOKED_UP);
  });

  it('the Temporal server killed while Azure moves: nothing is forgotten', async () => {
    expect(wasServed).toBe(true);
    await expectMovedOnce(served, APART);
  });

  it('no invariant of Azure is broken', async () => {
    expect(await stack.azure.invariants()).toEqual([]);
  });
});
