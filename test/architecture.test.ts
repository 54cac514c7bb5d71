import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

function violationsIn(folder: string): string[] {
  const args = [CRUISER, '.', '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

describe('a rule fires', () => {
  const MODULE = 'export const it = 1;\nexport interface It { it: number }\n';
  const importing = (path: string) => `import { it } from '${path}';\nexport const that = it;\n`;

  const FORBIDDEN = [
    ['contracts-imports', 'contracts/a.ts', 'planning/b.ts'],
    ['planning-imports', 'planning/a.ts', 'activities/b.ts'],
    ['activities-imports', 'activities/a.ts', 'workflows/b.ts'],
    ['contracts/people-imports', 'contracts/people/a.ts', 'contracts/run/b.ts'],
    ['contracts/run-imports', 'contracts/run/a.ts', 'contracts/processes/b.ts'],
    ['contracts/azure-imports', 'contracts/azure/a.ts', 'contracts/run/b.ts'],
    ['planning/inventory-imports', 'planning/inventory/a.ts', 'planning/rules/b.ts'],
    ['planning/rules-imports', 'planning/rules/a.ts', 'planning/plan/b.ts'],
    ['planning/costs-imports', 'planning/costs/a.ts', 'planning/plan/b.ts'],
    ['planning/plan-imports', 'planning/plan/a.ts', 'planning/assessment/b.ts'],
    ['activities/ports-imports', 'activities/ports/a.ts', 'activities/failures/b.ts'],
    ['activities/failures-imports', 'activities/failures/a.ts', 'activities/common/b.ts'],
    ['activities/common-imports', 'activities/common/a.ts', 'activities/reading/b.ts'],
    ['activities/reading-imports', 'activities/reading/a.ts', 'activities/arm/b.ts'],
    ['activities/azure-imports', 'activities/azure/arm/a.ts', 'activities/reading/b.ts'],
    ['activities/stores-imports', 'activities/stores/a.ts', 'activities/machines/b.ts'],
    ['activities/notify-imports', 'activities/notify/a.ts', 'activities/run/b.ts'],
    ['activities/subject-imports', 'activities/arm/a.ts', 'activities/billing/b.ts'],
    ['activities/subject-imports', 'activities/arm/c.ts', 'activities/stores/b.ts'],
    ['workflows-imports', 'workflows/a.ts', 'planning/b.ts'],
    ['workflows-see-activities-as-types', 'workflows/c.ts', 'activities/b.ts'],
    ['kinds-import-types', 'activities/arm/kinds.ts', 'activities/common/b.ts'],
    ['client-imports', 'client/a.ts', 'worker/b.ts'],
    ['client-imports', 'client/cli/a.ts', 'simulator/b.ts'],
    ['client/local-stack-imports', 'client/local-stack/a.ts', 'workflows/b.ts'],
    ['client/api-imports', 'client/api/a.ts', 'client/words/b.ts'],
    ['client/reports-imports', 'client/reports/a.ts', 'client/processes/b.ts'],
    ['client/words-imports', 'client/words/a.ts', 'client/processes/b.ts'],
    ['client/processes-imports', 'client/processes/a.ts', 'client/cli/b.ts'],
    ['client/assess-imports', 'client/assess/a.ts', 'client/cli/b.ts'],
    ['client/desk-imports', 'client/desk/a.ts', 'client/cli/b.ts'],
    ['client/local-stack-imports', 'client/local-stack/c.ts', 'client/desk/b.ts'],
    ['client/cli-imports', 'client/cli/c.ts', 'client/sample/b.ts'],
    ['worker-imports', 'worker/a.ts', 'client/b.ts'],
    ['worker-imports', 'worker/c.ts', 'simulator/b.ts'],
    ['simulator-imports', 'simulator/a.ts', 'contracts/b.ts'],
    ['product-without-tests', 'tools/a.ts', 'test/b.ts'],
    ['azure-sdk-in-one-place', 'activities/a.ts', 'node_modules/@azure/arm-resources/index.js'],
    ['planning-is-pure', 'planning/c.ts', 'node_modules/@temporalio/workflow/index.js'],
  ] as const;

  const OTHER_FILES = {
    'planning/io.ts': "import 'node:fs';\n",
    'planning/hash.ts': "import 'node:crypto';\n",
    'planning/round.ts': importing('./about'),
    'planning/about.ts': importing('./round'),
    'planning/lost.ts': importing('./nowhere'),
    'workflows/good.ts': "import type { It } from '../activities/b';\nexport const that = (it: It) => it;\n",
    'workflows/kinds-good.ts': importing('../activities/billing/kinds'),
    'activities/billing/kinds.ts': "import type { It } from '../common/b';\nexport const it: It = { it: 1 };\n",
    'contracts/processes/good.ts': importing('../run/b'),
    'planning/assessment/good.ts': importing('../plan/b'),
    'activities/support/good.ts': importing('../reading/b'),
    'planning/good.ts': importing('../contracts/b'),
    'client/local-stack/good.ts': importing('../../simulator/b'),
    'client/desk/good.ts': importing('../processes/b'),
    'client/processes/good.ts': importing('../words/b'),
    'client/sample/good.ts': importing('../cli/b'),
    'test/good.ts': importing('../workflows/b'),
  };

  const folder = mkdtempSync(join(tmpdir(), 'handover-imports-'));
  let found: string[];

  beforeAll(() => {
    const files: Record<string, string> = { ...OTHER_FILES };
    for (const [, from, to] of FORBIDDEN) {
      const [, packageName] = /^node_modules\/(.*)\/index\.js$/.exec(to) ?? [];
      const up = '../'.repeat(from.split('/').length - 1);
      files[from] = (files[from] ?? '') + `import '${packageName ?? up + to.replace(/\.ts$/, '')}';\n`;
      files[to] = MODULE;
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    found = violationsIn(folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(FORBIDDEN)('%s: %s may not import %s', (rule, from, to) => {
    expect(found).toContain(`${rule}: ${from} -> ${to}`);
  });

  test.each([
    'planning-does-no-io: planning/io.ts -> fs',
    'no-cycles: planning/about.ts -> planning/round.ts',
    'resolvable: planning/lost.ts -> ./nowhere',
  ])('%s', (violation) => {
    expect(found).toContain(violation);
  });

  test('but not for what is allowed', () => {
    expect(found.filter((violation) => /good|hash/.test(violation))).toEqual([]);
  });
});
