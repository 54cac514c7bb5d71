import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSimulator } from '../../../simulator';
import { simulatorControl } from '../../support/simulator-control';
import { callBilling } from './billing-calls';
import { canReplay, replay, SWAGGER, SWAGGER_CHECK, trafficOf } from './drive';
import { callSdks, world } from './sdk-calls';

/** A node_modules folder that has oav 4.0.3. */
const modules = process.env['OAV_MODULES'] ?? '';
const maybe = canReplay && existsSync(join(modules, 'oav')) ? describe : describe.skip;

const DEVIATIONS = readFileSync(join(__dirname, '../../../docs/simulator-deviations.md'), 'utf8');

maybe('published swagger (skipped without ../shared, python3 or OAV_MODULES)', () => {
  test('every answer validates, but for the deviations that are written down', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'swagger-'));
    const files: string[] = [];
    for (const drive of ['sdk', 'replay'] as const) {
      const simulator = await startSimulator(drive === 'sdk' ? { world } : {});
      await simulatorControl(simulator).post('clock', { rate: 500 });
      if (drive === 'sdk') await callSdks(simulator);
      else
        await replay(simulator, simulator.subscriptions[0]?.subscriptionId ?? '', /^(azure-cli|support|managementpartner)\./, [
          'Microsoft.Network',
          'Microsoft.Compute',
          'Microsoft.Authorization',
          'Microsoft.Resources',
          'Microsoft.Support',
          'Microsoft.ManagementPartner',
        ]);
      const file = join(folder, `${drive}.jsonl`);
      writeFileSync(file, await trafficOf(simulator));
      files.push(file);
      await simulator.stop();
    }
    const billing = await callBilling();
    const billingFile = join(folder, 'billing.jsonl');
    writeFileSync(billingFile, await trafficOf(billing.client.simulator));
    files.push(billingFile);
    await billing.client.close();
    const { stdout } = await promisify(execFile)(process.execPath, [SWAGGER_CHECK, SWAGGER, ...files], {
      env: { ...process.env, NODE_PATH: modules, SHOW: '9' },
    });
    const [, matched] = /with a published operation (\d+)/.exec(stdout) ?? [];
    expect(Number(matched)).toBeGreaterThan(100);
    const rows = [...stdout.matchAll(/^(\d+)\/(\d+)\t(.+)$/gm)].map(([, valid, pairs, operation]) => ({
      valid,
      pairs,
      operation: operation ?? '',
    }));
    const unexpected = rows.filter(
      ({ valid, pairs, operation }) =>
        valid !== pairs && !operation.startsWith('NO-SPEC') && !DEVIATIONS.includes(`\`${operation}\``),
    );
    expect({ unexpected, stdout }).toEqual({ unexpected: [], stdout });
  }, 300_000);
});
