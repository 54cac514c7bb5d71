import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import { type Party, taskQueue, tenantQueue, WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import { defaultWorld } from '../../simulator';
import { ConfigError, servedBy } from '../../worker';
import { createDependencies } from '../../worker/dependencies';
import { canSkipTime, CLOCK_RATE, progress, type Rig, startRig, until } from '../support/rig';
import type { AuditEntry } from '../support/simulator-control';
import { ended } from '../processes/support/endings';
import { CONTOSO, FABRIKAM, LEGACY, NORTHWIND, PLAN } from '../processes/support/organisations';
import { withPeople } from '../processes/support/people';
import { ownCustomer, quickEngineer, transferInput } from '../processes/support/transfers';

const credential = (party: Party, tenantId: string, name?: string) => ({
  party,
  tenantId,
  clientId: `app of ${tenantId}`,
  clientSecret: 'secret',
  ...(name ? { name } : {}),
});
const contoso = credential('sourcePartner', CONTOSO, 'Contoso');
const northwind = credential('destinationPartner', NORTHWIND, 'Northwind');

describe('servedBy: whose work a worker takes', () => {
  it.each([
    [
      'everybody’s that it holds credentials of',
      [contoso, northwind],
      undefined,
      { operator: true, tenants: [CONTOSO, NORTHWIND] },
    ],
    [
      'one organisation’s once, whatever roles it has',
      [contoso, credential('destinationPartner', CONTOSO.toUpperCase())],
      undefined,
      { operator: true, tenants: [CONTOSO] },
    ],
    ['the operator’s alone', [contoso, northwind], 'operator', { operator: true, tenants: [] }],
    ['a partner’s by its name', [northwind], 'northwind', { operator: false, tenants: [NORTHWIND] }],
    ['a partner’s by its tenant', [northwind], NORTHWIND.toUpperCase(), { operator: false, tenants: [NORTHWIND] }],
    ['a partner’s by its role', [contoso], 'sourcePartner', { operator: false, tenants: [CONTOSO] }],
  ])('%s', (_what, credentials, only, served) => {
    expect(servedBy({ credentials }, only)).toEqual(served);
  });

  it.each([
    ['a name that nobody has', [contoso], 'Tailspin', 'credentials: nobody is called Tailspin; there are Contoso'],
    ['a name where there are no credentials', [], 'Tailspin', 'credentials: nobody is called Tailspin; there are none'],
    [
      'a role of two organisations',
      [contoso, credential('sourcePartner', NORTHWIND)],
      'sourcePartner',
      'credentials: sourcePartner is 2 organisations; name one by its tenant id',
    ],
    [
      'another party’s secrets in its configuration',
      [contoso, northwind],
      'Contoso',
      'credentials: a worker of one party holds no other’s secrets: take those of Northwind out of its configuration',
    ],
  ])('refuses %s', (_what, credentials, only, problem) => {
    expect(() => servedBy({ credentials }, only)).toThrow(ConfigError);
    expect(() => servedBy({ credentials }, only)).toThrow(problem.replace('other’s', "other's"));
  });
});

(canSkipTime ? describe : describe.skip)('a worker for each party', () => {
  let rig: Rig;
  let folder: string;
  const running: { worker: Worker; ended: Promise<void> }[] = [];

  beforeAll(async () => {
    rig = await startRig(defaultWorld);
    await rig.azure.post('throttling', false);
    await quickEngineer(rig);
    folder = await mkdtemp(path.join(tmpdir(), 'handover-parties-'));
    await writeFile(path.join(folder, 'ca.pem'), rig.simulator.caPem);
  });
  afterAll(async () => {
    for (const { worker } of running) worker.shutdown();
    await Promise.all(running.map((one) => one.ended));
    await rig.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Works as `handover worker --party` does: the credentials of one organisation, and its queue. Each has files of its own. */
  const partyWorker = (tenantId: string | undefined) => {
    const { url } = rig.simulator;
    const own = rig.simulator.apps.filter((app) => app.tenantId === tenantId);
    const deps = createDependencies(
      {
        azure: { endpoint: url, authority: url, partnerCenter: url, graph: url, caFile: path.join(folder, 'ca.pem') },
        credentials: own,
        artifacts: path.join(folder, tenantId ?? 'operator'),
        notices: {},
        local: true,
        timeScale: CLOCK_RATE,
      },
      new DefaultLogger('ERROR'),
      tenantId,
    );
    return Worker.create({
      connection: rig.env.nativeConnection,
      taskQueue: tenantId === undefined ? taskQueue('operator') : tenantQueue(tenantId),
      activities: createActivities({ ...deps, notifier: { send: () => Promise.resolve() } }),
    });
  };
  async function run(made: Promise<Worker>): Promise<void> {
    const worker = await made;
    running.push({ worker, ended: worker.run() });
  }
  const appOf = (tenantId: string) => rig.simulator.apps.find((app) => app.tenantId === tenantId)?.clientId ?? '';
  async function begin(
    workflowId: string,
    subscriptionId: string,
    offerId: string,
    more: Record<string, unknown> = {},
    tenantId = FABRIKAM,
  ) {
    await rig.azure.post('seed', {
      subscriptions: [{ subscriptionId, displayName: workflowId, tenantId, offerId, partnerTenantId: CONTOSO }],
    });
    const handle = await rig.start('cspTransfer', workflowId, transferInput(subscriptionId, more));
    return { workflowId, handle, subscriptionId };
  }
  const audit = () => rig.azure.get<(AuditEntry & { principal: string })[]>('audit?format=json');
  /** Who asked for what, of the writes whose path matches. */
  async function writers(path_: RegExp): Promise<string[]> {
    const found = (await audit()).filter(({ method, path: at }) => !['GET', 'HEAD'].includes(method) && path_.test(at));
    return [...new Set(found.map(({ principal }) => principal))];
  }

  it('the destination partner’s work waits for its worker, and nobody else does it meanwhile', async () => {
    await run(
      Worker.create({ connection: rig.env.nativeConnection, taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: rig.bundle }),
    );
    await run(partyWorker(undefined));
    await run(partyWorker(CONTOSO));
    const one = await begin('the destination comes later', 'c5c00000-0000-4000-8000-000000000001', LEGACY);
    const waits = async () => {
      const { raw } = await one.handle.describe();
      return raw.pendingActivities?.map(({ activityType }) => activityType?.name ?? '') ?? [];
    };
    await until('the source partner has done its part', async () => (await waits()).join() === 'checkDestination', {
      withinMs: 60_000,
    });
    // Longer than the first retry would take.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await waits()).toEqual(['checkDestination']);
    expect((await progress(one.handle)).step).toBe('check');
    expect((await audit()).filter(({ principal }) => principal === appOf(NORTHWIND))).toEqual([]);

    await run(partyWorker(NORTHWIND));
    await withPeople(one);
    expect((await ended({ rig }, one)).result).toMatchObject({ status: 'done', access: [{ granted: true, remaining: 0 }] });
  });

  it('each organisation’s work is done with its own sign-in, by ticket and by Partner Center', async () => {
    const own = await ownCustomer(rig);
    const two = await begin(
      'by Partner Center, each its own',
      'c5c00000-0000-4000-8000-000000000002',
      PLAN,
      own.input,
      own.tenantId,
    );
    await withPeople(two);
    expect((await ended({ rig }, two)).result).toMatchObject({ status: 'done' });
    const [source, destination] = [appOf(CONTOSO), appOf(NORTHWIND)];
    expect(await writers(/Microsoft\.Support\//i)).toEqual([source]);
    expect(await writers(/roleAssignments\//i)).toEqual([destination]);
    expect(await writers(/Microsoft\.ManagementPartner/i)).toEqual([destination]);
    expect(await writers(/\/transfers$/)).toEqual([destination]);
    expect(await writers(/\/transfers\/[^/]+$/)).toEqual([source]);
    // Nobody signs in who is no party of it, and the operator's worker asks Azure for nothing.
    const everybody = new Set(
      (await audit()).filter(({ path: at }) => /^\/(subscriptions|v1)\//.test(at)).map(({ principal }) => principal),
    );
    expect([...everybody].sort()).toEqual([source, destination].sort());
  });
});
