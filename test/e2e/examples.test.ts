import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressView } from '../../contracts/run/progress';
import { ended, openShell, type Shell } from './cli-stack';

/** Every documented example on the local stack as anybody has it: no world of its own, nothing prepared. */
const withTemporal = process.env['HANDOVER_TEMPORAL_CLI'] ? describe : describe.skip;

const EXAMPLES = join(__dirname, '..', '..', 'docs', 'examples');

/** How far each gets before a person is needed. `ea-to-csp` makes a tenant move of its own of what `tenant-move` moves: that has ended before. */
const FIRST: [example: string, code: number, at: { status: string; step: string }][] = [
  ['tenant-move', 0, { status: 'done', step: 'close' }],
  ['billing-transfer', 4, { status: 'waiting', step: 'warnings' }],
  ['ea-to-csp-billing', 4, { status: 'waiting', step: 'go' }],
  ['assessment', 0, { status: 'done', step: 'report' }],
  ['classic-upgrade', 4, { status: 'waiting', step: 'gate' }],
  ['csp-transfer', 4, { status: 'waiting', step: 'wish' }],
  ['customer-onboarding', 0, { status: 'done', step: 'close' }],
  ['ea-to-csp', 4, { status: 'waiting', step: 'access' }],
  ['payg-to-csp', 4, { status: 'waiting', step: 'go' }],
  ['secrets-removal', 0, { status: 'done', step: 'report' }],
  ['partner-ea-to-csp', 4, { status: 'waiting', step: 'activate' }],
  ['access-handover', 0, { status: 'done', step: 'grant' }],
  ['reseller-relationship', 0, { status: 'done', step: 'look' }],
  ['resource-move', 4, { status: 'waiting', step: 'approve' }],
];

/** Those of one process by another way, which is what the others move: taken back before these come. */
const BY_BILLING = /^billing-transfer$|-billing$/;

/** Yes to whatever a run asks, until it has ended. */
function approveAll(shell: Shell, { id, waitingFor }: ProgressView): void {
  for (const { party } of waitingFor) expect(shell.handover('approve', id, '--as', party, '--name', 'Dana').code).toBe(0);
  const ran = shell.handover('wait', id, '--until', 'waiting', '-o', 'json');
  expect([0, 4]).toContain(ran.code);
  if (ran.code === 4) approveAll(shell, JSON.parse(ran.out) as ProgressView);
}

withTemporal('the examples of the documentation', () => {
  let shell: Shell;
  let stack: ChildProcess;
  beforeAll(async () => {
    shell = openShell();
    ({ process: stack } = await shell.up('--clock-rate', '2000'));
  });
  afterAll(async () => {
    stack.kill('SIGKILL');
    await ended(stack);
    shell.close();
  });

  it('are all here', () => {
    const there = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));
    expect(there.sort()).toEqual(FIRST.map(([example]) => `${example}.yaml`).sort());
  });

  it.each(FIRST)(
    '%s runs to its first question, or its end: %i',
    (example, code, at) => {
      const process = example.replace(/^partner-/, '').replace(/-billing$/, '');
      const ran = shell.handover('start', process, '--input', join(EXAMPLES, `${example}.yaml`), '--wait', '-o', 'json');
      if (ran.code !== code) throw new Error(`it ended with ${ran.code}: ${ran.err}`);
      const whole = JSON.parse(ran.out) as ProgressView & { asking?: ProgressView[] };
      const [asking = whole] = whole.asking ?? [];
      expect(asking).toMatchObject(at);
      if (code === 4) expect(asking.waitingFor[0]?.choices).toContain('decline');
      if (BY_BILLING.test(example)) {
        expect(shell.handover('cancel', whole.id).code).toBe(0);
        shell.handover('wait', whole.id);
        expect(JSON.parse(shell.handover('show', whole.id, '-o', 'json').out)).toMatchObject({
          status: 'undone',
          leftUndone: [],
        });
      }
      if (example === 'classic-upgrade') approveAll(shell, whole);
    },
    120_000,
  );
});
