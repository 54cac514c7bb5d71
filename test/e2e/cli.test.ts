import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressView } from '../../contracts/run/progress';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import { CUSTOMER_TENANT, DESTINATION, SAMPLE_WORLD, SOURCE } from '../../client/sample/world';
import { ended, openShell, processesWith, type Shell } from './cli-stack';

/** The whole command line against a real stack: Temporal, the simulated Azure and a worker, each a process of its own. */
const withTemporal = process.env['HANDOVER_TEMPORAL_CLI'] ? describe : describe.skip;

jest.setTimeout(180_000);

function moveInput(shell: Shell, more: object = {}): string {
  const file = join(shell.folder, 'move.json');
  const input = {
    source: { subscriptionId: SOURCE },
    destination: { subscriptionId: DESTINATION },
    customer: { tenantId: CUSTOMER_TENANT, name: 'Fabrikam' },
    ...more,
  };
  writeFileSync(file, JSON.stringify(input));
  return file;
}

function worldFile(shell: Shell, world: object): string {
  const file = join(shell.folder, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  return file;
}

withTemporal('handover', () => {
  let shell: Shell;
  let stack: ChildProcess;
  const id = 'move-1';

  beforeAll(async () => {
    shell = openShell();
    ({ process: stack } = await shell.up('--world', worldFile(shell, SAMPLE_WORLD), '--clock-rate', '2000'));
  });
  afterAll(async () => {
    stack.kill('SIGKILL');
    await ended(stack);
    shell.close();
  });

  const json = (out: string): unknown => JSON.parse(out);

  test('the ports file says where everything is, and holds secrets for its owner alone', () => {
    const file = join(shell.folder, 'ports.json');
    expect(statSync(file).mode & 0o077).toBe(0);
    const ports = json(readFileSync(file, 'utf8')) as {
      temporal: object;
      apps: { tenantId: string }[];
      subscriptions: object[];
      caFile: string;
    };
    expect(new Set(ports.apps.map(({ tenantId }) => tenantId))).toEqual(
      new Set(SAMPLE_WORLD.tenants.map(({ tenantId }) => tenantId)),
    );
    expect(ports.subscriptions).toMatchObject([{ subscriptionId: SOURCE }, { subscriptionId: DESTINATION }]);
    expect(existsSync(ports.caFile)).toBe(true);
  });

  test('declined: 5, and the reason is kept', () => {
    expect(shell.handover('start', 'resource-move', '--input', moveInput(shell), '--id', 'no', '--wait').code).toBe(4);
    expect(shell.handover('decline', 'no', '--as', 'customer', '--comment', 'not this quarter').code).toBe(0);
    const ran = shell.handover('wait', 'no', '-o', 'json');
    expect(ran.code).toBe(5);
    expect(JSON.parse(ran.out)).toMatchObject({
      status: 'declined',
      decisions: [{ choice: 'decline', comment: 'not this quarter' }],
    });
  });

  test('a move: started, waiting (4), approved by both, done (0), reported in four formats', () => {
    const started = shell.handover('start', 'resource-move', '--input', moveInput(shell), '--id', id, '--wait', '-o', 'json');
    expect(started.code).toBe(4);
    expect(json(started.out) as ProgressView).toMatchObject({ id, process: 'resource-move', status: 'waiting', step: 'approve' });

    const again = shell.handover('start', 'resource-move', '--input', moveInput(shell), '--id', id);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain(`${id} is running already`);

    const inbox = json(shell.handover('inbox', '--as', 'customer', '-o', 'json').out) as { id: string; digest: string }[];
    expect(inbox).toMatchObject([
      { id, party: 'customer', step: 'approve', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ]);
    expect(json(shell.handover('list', '--waiting-for', 'operator', '-o', 'json').out)).toMatchObject([
      { id, status: 'waiting' },
    ]);

    const wrongParty = shell.handover('approve', id, '--as', 'source-partner');
    expect(wrongParty.code).toBe(2);
    expect(wrongParty.err).toContain('It waits for the customer (approve) and the operator (approve).');

    expect(shell.handover('report', id, '--out', join(shell.folder, 'early.html')).code).toBe(3);
    expect(shell.handover('approve', id, '--as', 'customer', '--name', 'Dana').code).toBe(0);
    expect(shell.handover('approve', id, '--as', 'customer', '--name', 'Dana').code).toBe(2);
    expect(shell.handover('approve', id, '--as', 'operator', '--name', 'Omar').code).toBe(0);

    const done = shell.handover('wait', id, '-o', 'json');
    expect(done.code).toBe(0);
    const view = json(done.out) as ProgressView;
    expect(view).toMatchObject({ status: 'done', waitingFor: [], undone: [], leftUndone: [] });
    expect(view.result).toMatchObject({ localStack: true });
    expect(done.err).toContain('status done');

    for (const ending of ['json', 'csv', 'html', 'xlsx']) {
      const file = join(shell.folder, `report.${ending}`);
      expect(shell.handover('report', id, '--out', file)).toMatchObject({ code: 0, err: '' });
      expect(statSync(file).size).toBeGreaterThan(500);
    }
    const report = json(readFileSync(join(shell.folder, 'report.json'), 'utf8')) as ResourceMoveReport;
    expect(report.rows.filter(({ outcome }) => outcome !== 'moved')).toMatchObject([
      { name: 'nightly-report', outcome: 'refused' },
    ]);
    expect(report.rows).toHaveLength(SAMPLE_WORLD.resources.length);
    expect(report.decisions.map(({ name }) => name)).toEqual(['Dana', 'Omar']);

    expect(shell.handover('cancel', id)).toMatchObject({ code: 2 });
    expect(shell.handover('approve', id, '--as', 'customer')).toMatchObject({ code: 2 });
  });

  test('what is not there: 3', () => {
    for (const args of [
      ['show', 'nobody'],
      ['wait', 'nobody'],
      ['report', 'nobody', '--out', 'x.csv'],
      ['approve', 'nobody', '--as', 'customer'],
      ['pause', 'nobody'],
    ]) {
      const ran = shell.handover(...args);
      expect([args[0], ran.code]).toEqual([args[0], 3]);
      expect(ran.err).toContain('There is no run nobody');
    }
  });

  test('bad input names the path, and nothing is started: 2', () => {
    const ran = shell.handover(
      'start',
      'resource-move',
      '--input',
      moveInput(shell, { source: { subscriptionId: 'x' } }),
      '--id',
      'bad',
    );
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('source.subscriptionId: is not');
    expect(shell.handover('show', 'bad').code).toBe(3);
  });

  test('killed without a chance to clean up, the stack leaves no process behind and nobody finds it any more', async () => {
    expect(processesWith(shell.folder).length).toBeGreaterThan(3);
    stack.kill('SIGKILL');
    await ended(stack);
    const deadline = Date.now() + 15_000;
    while (processesWith(shell.folder).length > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(processesWith(shell.folder)).toEqual([]);
    expect(shell.handover('list').err).not.toContain(SOURCE);
  });
});

withTemporal('handover up', () => {
  let shell: Shell;
  let stack: ChildProcess | undefined;
  beforeEach(() => (shell = openShell()));
  afterEach(() => {
    stack?.kill('SIGKILL');
    shell.close();
  });

  test('a bad world: every problem with its path, 2, and nothing stays', () => {
    const world = {
      ...SAMPLE_WORLD,
      colour: 'red',
      subscriptions: [...SAMPLE_WORLD.subscriptions, SAMPLE_WORLD.subscriptions[0]],
      resourceGroups: [{ subscriptionId: 'nope', name: 'x' }],
    };
    const ran = shell.handover('up', '--world', worldFile(shell, world), '--ports-file', join(shell.folder, 'ports.json'));
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toContain('colour');
    expect(existsSync(join(shell.folder, 'ports.json'))).toBe(false);
    expect(processesWith(shell.folder)).toEqual([]);
  });

  test('SIGTERM stops all of it and takes the ports file back', async () => {
    const up = await shell.up();
    stack = up.process;
    stack.kill('SIGTERM');
    expect(await ended(stack)).toBe(0);
    expect(existsSync(join(shell.folder, 'ports.json'))).toBe(false);
    expect(existsSync(join(shell.folder, 'state', 'handover', 'stack.json'))).toBe(false);
    expect(processesWith(shell.folder)).toEqual([]);
  });

  test('a part that ends by itself ends the rest, and is named with the end of its log', async () => {
    const { process: up, ports } = await shell.up();
    stack = up;
    let said = '';
    up.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [worker] = processesWith(join(ports.caFile, '..', 'worker.json'), 'cmdline');
    process.kill(Number(worker), 'SIGKILL');
    expect(await ended(up)).toBe(1);
    expect(said).toContain('The worker ended by itself (SIGKILL); the rest was stopped.');
    expect(existsSync(/Its whole log: (.+)/.exec(said)?.[1] ?? '')).toBe(true);
    expect(processesWith(shell.folder)).toEqual([]);
  });
});
