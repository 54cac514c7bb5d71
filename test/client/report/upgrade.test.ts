import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Handover } from '../../../client/handover';
import type { ClassicUpgradeReport } from '../../../contracts/classicUpgrade';
import type { SecretsRemovalReport } from '../../../contracts/secretsRemoval';
import { run } from '../support/cli';
import { view } from '../support/views';

const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';
const machine = (name: string) =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-web-Migrated/providers/Microsoft.Compute/virtualMachines/${name}`;
const common = {
  customer: 'Fabrikam',
  subscriptionId: SUBSCRIPTION,
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T09:00:00.000Z',
  localStack: true,
  undone: [],
  leftUndone: [],
};

const UPGRADE: ClassicUpgradeReport = {
  ...common,
  process: 'classic-upgrade',
  id: 'classic-upgrade-1',
  outcome: 'done',
  units: [
    {
      id: 'virtualNetwork/shop-vnet',
      outcome: 'committed',
      resourceGroups: ['shop-web-Migrated'],
      resources: [machine('web1')],
      messages: [],
    },
    {
      id: 'cloudService/shop-orders',
      outcome: 'blocked',
      resourceGroups: [],
      resources: [],
      messages: ['It has web roles. Deploy them anew.'],
    },
  ],
  withSecrets: [machine('web1')],
  decisions: [
    {
      party: 'operator',
      choice: 'approve',
      digest: 'a'.repeat(64),
      name: 'Olga',
      at: '2026-11-23T08:30:00.000Z',
      step: 'gate',
      proof: 'localStack',
    },
  ],
  rulings: [],
};

const REMOVAL: SecretsRemovalReport = {
  ...common,
  process: 'secrets-removal',
  id: 'secrets-removal-1',
  outcome: 'done',
  kept: { uri: 'file:///artifacts/kept-secrets-1.json', sha256: 'b'.repeat(64), bytes: 10 },
  rulings: [{ step: 'remove', verdict: 'done', reason: 'scrapped next week', name: 'Olga', at: '2026-11-23T08:30:00.000Z' }],
  totals: { machines: 2, removed: 1, kept: 1, gone: 0 },
  rows: [
    {
      id: machine('web1'),
      name: 'web1',
      resourceGroup: 'shop-web-Migrated',
      vaults: ['/x/vaults/kvshop'],
      certificates: 1,
      outcome: 'removed',
    },
    {
      id: machine('web2'),
      name: 'web2',
      resourceGroup: 'shop-web-Migrated',
      vaults: ['/x/vaults/kvshop'],
      certificates: 1,
      outcome: 'kept',
      reason: 'in a failed state',
    },
  ],
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-upgrade-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function storing(report: object): Partial<Handover> {
  const content = JSON.stringify(report);
  const file = join(folder, 'stored.json');
  writeFileSync(file, content);
  const ref = {
    uri: pathToFileURL(file).href,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  };
  return { progress: () => Promise.resolve({ view: view({ status: 'done', artifacts: { report: ref } }) }) };
}

async function written(report: ClassicUpgradeReport | SecretsRemovalReport, ending: string): Promise<string> {
  const out = join(folder, `report.${ending}`);
  expect(await run(['report', report.id, '--out', out], storing(report))).toMatchObject({ code: 0 });
  return readFileSync(out, 'utf8');
}

test.each(['html', 'json', 'csv', 'xlsx'])('both reports are written as .%s', async (ending) => {
  for (const report of [UPGRADE, REMOVAL]) expect((await written(report, ending)).length).toBeGreaterThan(100);
});

test('one line says what became of it', async () => {
  const line = async (report: ClassicUpgradeReport | SecretsRemovalReport) =>
    (await run(['report', report.id, '--out', join(folder, 'r.csv')], storing(report))).out;
  expect(await line(UPGRADE)).toContain('1 of 2 units upgraded (done)');
  expect(await line(REMOVAL)).toContain('secrets removed from 1 of 2 machines (done)');
});

test('upgrade: what stays classic comes first, with the way out', async () => {
  const [head, first, second] = (await written(UPGRADE, 'csv')).split('\r\n');
  expect(head).toBe('\uFEFFOutcome,Unit,Resource groups,Resources,"What Azure said, and the way out"');
  expect(first).toBe('blocked,cloudService/shop-orders,,0,It has web roles. Deploy them anew.');
  expect(second).toMatch(/^committed,virtualNetwork\/shop-vnet,shop-web-Migrated,1,/);
});

test('upgrade: says that secrets have to go next, and who approved', async () => {
  const html = await written(UPGRADE, 'html');
  for (const said of ['Done, 1 stay classic', 'secrets-removal', 'Olga', machine('web1')]) expect(html).toContain(said);
});

test('removal: who keeps its list comes first, with the reason and the ruling', async () => {
  const [, first] = (await written(REMOVAL, 'csv')).split('\r\n');
  expect(first).toMatch(/^kept,web2,shop-web-Migrated,1,kvshop,in a failed state,/);
  const html = await written(REMOVAL, 'html');
  for (const said of ['Done, 1 keep their secrets', 'scrapped next week', 'kept-secrets-1.json']) expect(html).toContain(said);
});
