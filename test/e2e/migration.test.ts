import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENROLMENT } from '../../client/sample/enrolment';
import type { MigrationReport } from '../../contracts/processes/migration';
import { BIN, openShell, processesWith, type Shell } from './cli-stack';

const withTemporal = process.env['HANDOVER_TEMPORAL_CLI'] ? describe : describe.skip;

withTemporal('handover sample ea-to-csp', () => {
  let shell: Shell;
  beforeAll(() => {
    shell = openShell();
  });
  afterAll(() => shell.close());

  it('one command takes an enrolment and a pay-as-you-go subscription to CSP, writes the reports and leaves nothing running', async () => {
    const folder = join(shell.folder, 'reports');
    const child = spawn(process.execPath, [BIN, 'sample', 'ea-to-csp', '--no-stay', '--folder', folder, '-o', 'jsonl'], {
      env: { ...shell.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`it ended with ${code}: ${said.slice(-3_000)}`);
    const runs = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; status: string; seconds: number });
    expect(runs.map(({ status }) => status)).toEqual(['done', 'done']);

    const report = JSON.parse(readFileSync(join(folder, 'ea-to-csp.json'), 'utf8')) as MigrationReport;
    expect(report.subscriptions.map(({ subscriptionId, tenantAfter }) => [subscriptionId, tenantAfter])).toEqual(
      ENROLMENT.subscriptions.map((id) => [id, ENROLMENT.customerTenantId]),
    );
    const machines = report.resources.filter(({ type }) => /virtualMachines$/i.test(type));
    expect(machines.length).toBeGreaterThan(0);
    for (const { outcome, is } of machines)
      expect([outcome, is.startsWith(`/subscriptions/${ENROLMENT.destination}/`)]).toEqual(['moved', true]);
    expect(report.currency).toBe('USD');
    // At what price: as before, less what the partner takes off.
    for (const { costBefore = 0, costAfter = Infinity } of machines) expect(costAfter).toBeLessThan(costBefore);
    expect(readFileSync(join(folder, 'payg-to-csp.html'), 'utf8')).toContain('fabrikamprojects');
    expect(processesWith(shell.folder)).toEqual([]);
  });

  it('Ctrl-C ends it while a run is under way, and nothing goes on running', async () => {
    const child = spawn(process.execPath, [BIN, 'sample', 'ea-to-csp', '--no-stay', '--folder', join(shell.folder, 'none')], {
      env: { ...shell.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        if (!said.includes('started ea-to-csp') && (said + chunk).includes('started ea-to-csp')) child.kill('SIGINT');
        said += chunk;
      });
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    expect([code, said]).toEqual([1, expect.stringContaining('Stopped.')]);
    expect(processesWith(shell.folder)).toEqual([]);
  });
});
