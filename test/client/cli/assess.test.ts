import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { largeInventory } from '../../../bench/inventory';
import { stopwatch } from '../../../bench/stopwatch';
import { prepareStart } from '../../../client/cli/start';
import type { MovePlan } from '../../../contracts/azure/plan';
import type { AssessmentReport } from '../../../contracts/processes/assessment';
import { planDigest } from '../../../planning/plan/digest';
import {
  assess,
  BOOKS,
  card,
  DESTINATION,
  DEV,
  file,
  GATEWAY,
  inFolder,
  inventory,
  LOGS,
  METER,
  moveInput,
  PROD,
  reportOf,
  SEARCH,
  TENANT,
  usage,
  usageRow,
  useFolder,
} from '../support/assessing';

useFolder();

describe('a plain inventory', () => {
  test('the figures on standard output, the caveats on the other', async () => {
    const { properties, ...bare } = BOOKS;
    expect(properties).toEqual({});
    const ran = await assess('--input', inventory(bare, GATEWAY), '--out', inFolder('a.html'));
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ subscriptions: 1, resources: 2, blocked: 1, refused: 1, batches: 1 });
    expect(ran.err).toMatch(/^note: .*1 of 2 resources come without properties/);
    expect(ran.err).toContain(
      'note: Assessed from exported files: providers, policies and quotas of the destination were not looked at',
    );
    expect(readFileSync(inFolder('a.html'), 'utf8')).toContain('0 of 1 batches');
    expect(readFileSync(inFolder('a.html'), 'utf8')).toContain('BLOCKED: 1 of 2 resources');
  });

  test('its .json is a plan for a move, with the assessment beside it', async () => {
    const out = inFolder('plan.json');
    const ran = await assess('--input', inventory(BOOKS), '--out', out, '--destination', DESTINATION);
    const { digest } = JSON.parse(ran.out) as { digest: string };
    expect(prepareStart('resource-move', { input: moveInput(), plan: out }).input).toMatchObject({ planDigest: digest });
    const written = JSON.parse(readFileSync(out, 'utf8')) as AssessmentReport & { plan: MovePlan };
    expect(written).toMatchObject({ process: 'assessment', destinationSubscriptionId: DESTINATION, rows: [{ id: BOOKS.id }] });
    expect(planDigest(written.plan)).toBe(digest);
    expect(written.subscriptions[0]?.plan?.digest).toBe(digest);
  });

  test('an edited plan in it is refused as ever', async () => {
    const written = await reportOf('--input', inventory(BOOKS), '--destination', DESTINATION);
    const edited = file('edited.json', { ...written, plan: { ...written.plan, expectedSeconds: 1 } });
    expect(() => prepareStart('resource-move', { input: moveInput(), plan: edited })).toThrow(/was edited/);
  });

  test('options of the move are those of the plan and of the assessment', async () => {
    const options = ['--naming', '{name}-csp', '--no-redistribute', '--exclude', GATEWAY.id];
    const { plan, rows, subscriptions } = await reportOf('--input', inventory(BOOKS, GATEWAY), ...options);
    expect(plan?.options).toEqual({ naming: '{name}-csp', redistribute: false, exclude: [GATEWAY.id] });
    expect(subscriptions[0]?.plan?.digest).toBe(planDigest(plan as MovePlan));
    expect(subscriptions[0]?.plan?.batches[0]?.to.resourceGroup).toBe('app-csp');
    expect(rows).toHaveLength(2);
  });
});

describe('several subscriptions', () => {
  test('from one file or from several: all are assessed, and there is no one plan', async () => {
    const together = await reportOf('--input', inventory(BOOKS, LOGS));
    const apart = await reportOf('--input', inventory(LOGS), file('b.json', [BOOKS]));
    for (const report of [together, apart]) {
      expect(report.subscriptions.map(({ subscriptionId, resources }) => [subscriptionId, resources])).toEqual([
        [DEV, 1],
        [PROD, 1],
      ]);
      expect(report.plan).toBeUndefined();
    }
    expect(together.rows).toEqual(apart.rows);
    expect(() => prepareStart('resource-move', { input: moveInput(), plan: file('t.json', together) })).toThrow(
      /an assessment without a plan/,
    );
  });

  test('those that are named', async () => {
    const { subscriptions, plan } = await reportOf('--input', inventory(BOOKS, LOGS), '--subscription', PROD.toUpperCase());
    expect(subscriptions.map(({ subscriptionId }) => subscriptionId)).toEqual([PROD]);
    expect(plan?.source.subscriptionId).toBe(PROD);
  });

  test('one that is in two files, and one that is in none, are refused with the way out', async () => {
    const twice = await assess('--input', inventory(BOOKS), file('b.json', [GATEWAY]), '--out', inFolder('x.html'));
    expect(twice.code).toBe(2);
    expect(twice.err).toMatch(/--input: .*inventory\.json and .*b\.json both have resources of subscription 1111/);
    const none = await assess('--input', inventory(BOOKS), '--subscription', PROD, '--out', inFolder('x.html'));
    expect(none.err).toMatch(/--subscription: there are no resources of 1{8}-.*9, only of 1{8}-.*1/);
  });
});

describe('costs', () => {
  const AT = ['--at', '2026-11-23'];
  const priced = (...more: string[]) => ['--usage', usage(usageRow('1')), '--rate-card', card(), ...more];

  test('before and after, in the currency of the rate card, with the discount; bad rows are told with their line', async () => {
    const out = inFolder('c.xlsx');
    const args = ['--usage', usage(usageRow('0.7829'), usageRow('many')), '--rate-card', card(), '--discount', '15'];
    const ran = await assess('--input', inventory(BOOKS), ...args, ...AT, '--out', out);
    expect(JSON.parse(ran.out)).toMatchObject({ cost: { currency: 'EUR', discountPercent: 15, services: 1 } });
    expect(ran.err).toContain('note: Rows of the inputs that could not be used and are in no figure: 1.');
    const sheets = new Map((await readExcelFile(out)).map(({ sheet, data }) => [sheet, data]));
    // The first line of the seed's table (l.14921).
    expect(sheets.get('Cost')?.[1]?.slice(4, 10)).toEqual([0.7829, 0.095, 0.0744, 0.0808, 0.0632, 0.0112]);
    expect(sheets.get('Left out')?.[1]?.slice(1, 2)).toEqual([3]);
  });

  test('the resource shows its meters', async () => {
    const out = inFolder('c.csv');
    await assess('--input', inventory(BOOKS), '--usage', usage(usageRow('1')), '--rate-card', card(), ...AT, '--out', out);
    expect(readFileSync(out, 'utf8')).toContain(',Microsoft.Storage,Storage,Geo Redundant,Standard IO,');
  });

  test.each([
    ['usage alone', () => ['--usage', usage(usageRow('1'))], '--rate-card: is missing'],
    ['a rate card alone', () => ['--rate-card', card()], '--usage: is missing'],
    ['a discount of nothing', () => ['--discount', '15'], '--usage: is missing'],
    ['a discount of 101', () => priced('--discount', '101'), '--discount: must be'],
    ['no discount but a word', () => priced('--discount', 'some'), '--discount: must be'],
    ['no currency', () => priced('--currency', 'EURO'), '--currency: is not a currency code'],
    ['another currency than the card’s', () => priced('--currency', 'USD'), '--currency: '],
    ['usage in another one', () => ['--usage', usage(usageRow('1', 'CHF')), '--rate-card', card()], '--currency: '],
    ['an inventory for usage', () => ['--usage', inventory(BOOKS), '--rate-card', card()], 'is not a file of usage'],
    ['usage for a rate card', () => ['--usage', usage(usageRow('1')), '--rate-card', usage(usageRow('1'))], 'is not a rate card'],
    ['a file that is not there', () => ['--usage', inFolder('none'), '--rate-card', card()], '--usage: '],
    ['a time of no calendar', () => ['--at', 'yesterday'], '--at: is not a time'],
    ['a cloud of nobody', () => ['--cloud', 'moon'], '--cloud: must be one of global, usGovernment, germany'],
    ['itself as destination', () => ['--destination', DEV], '--destination: '],
  ])('%s: 2, with the option', async (_, args, message) => {
    const ran = await assess('--input', inventory(BOOKS), ...AT, ...args(), '--out', inFolder('x.html'));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(message);
  });
});

describe('another tool’s format is refused with what it is, and where to get the right one', () => {
  const HOW = {
    inventory: 'Export one with `az resource list -o json > inventory.json`.',
    usage: 'Export the usage of the past 30 days from the EA portal or from Cost Management, with prices.',
    card: 'Get one from Partner Center: GET /v1/ratecards/azure.',
  };
  test.each<[string, () => string[], RegExp, string]>([
    [
      'the portal’s list of resources (.csv)',
      () => ['--input', file('all.csv', 'NAME,TYPE,RESOURCE GROUP\nvm,Virtual machine,app\n')],
      /all\.csv is not an inventory.*not JSON/s,
      HOW.inventory,
    ],
    [
      'a Terraform state',
      () => ['--input', file('state.json', { version: 4, terraform_version: '1.9', resources: [] })],
      /is a Terraform state/,
      HOW.inventory,
    ],
    [
      'rows of Get-AzResource, each with its path',
      () => ['--input', file('rows.json', [{ ResourceId: GATEWAY.id, Name: 'door' }])],
      /\/0.*Get-AzResource/,
      HOW.inventory,
    ],
    [
      'another cloud’s bill',
      () => [
        '--input',
        inventory(BOOKS),
        '--rate-card',
        card(),
        '--usage',
        file('cur.csv', 'identity/LineItemId,lineItem/UsageType,lineItem/UnblendedCost\na,BoxUsage,1\n'),
      ],
      /found identity\/LineItemId, lineItem\/UsageType/,
      HOW.usage,
    ],
    [
      'Azure’s own rate card',
      () => [
        '--input',
        inventory(BOOKS),
        '--usage',
        usage(usageRow('1')),
        '--rate-card',
        file('c.json', { Currency: 'EUR', Meters: [] }),
      ],
      /found Currency, Meters/,
      HOW.card,
    ],
  ])('%s', async (_, args, what, how) => {
    const ran = await assess(...args(), '--out', inFolder('x.html'));
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(what);
    expect(ran.err).toContain(how);
  });
});

test('every bad row of the inventory, of usage and of the rate card is left out, counted, and told with its line or path and what to do', async () => {
  const rows = [usageRow('1'), usageRow('-3'), usageRow('1').replace(METER, ''), usageRow('1', 'EUR', '10/2026')];
  const bad = { id: METER.replace('0e', '1e'), name: 'x', category: '', subcategory: '', region: '', unit: '1 GB', rates: {} };
  const rateCard = JSON.parse(readFileSync(card(), 'utf8')) as { meters: object[] };
  const cards = file('bad-card.json', { ...rateCard, meters: [...rateCard.meters, bad] });
  const {
    badRows,
    cost,
    rows: judged,
  } = await reportOf(
    '--input',
    inventory(BOOKS, { name: 'no id' }),
    '--usage',
    usage(...rows),
    '--rate-card',
    cards,
    '--at',
    '2026-11-23',
  );
  expect(cost?.summary).toMatchObject({ services: 1, withoutRate: 0 });
  expect(judged.map(({ name }) => name)).toEqual(['books']);
  expect(badRows.map(({ line, message, fix }) => [line, message, fix.length > 10])).toEqual([
    [undefined, '/1/id: is missing: keep the column id in the query', true],
    [3, expect.stringContaining('quantity is -3'), true],
    [4, expect.stringContaining('names no meter'), true],
    [5, expect.stringContaining('date is "10/2026"'), true],
    [undefined, expect.stringMatching(/^\/meters\/1: it has no rates/), true],
  ]);
});

test('what is not available in CSP in the cloud is said, where a move alone would not know', async () => {
  const available = await reportOf('--input', inventory(BOOKS), '--cloud', 'global');
  expect(available.rows[0]?.availableInCsp).toBe('yes');
  const germany = await reportOf('--input', inventory(BOOKS, SEARCH), '--cloud', 'germany');
  expect(germany.cloud).toBe('germany');
  expect(germany.rows.map(({ availableInCsp }) => availableInCsp)).toContain('no');
});

test('the example of the documentation has something of everything', async () => {
  const example = (name: string) => join(__dirname, '../../../docs/examples/assessment', name);
  const costs = ['--usage', example('usage.csv'), '--rate-card', example('rate-card.json'), '--discount', '15'];
  const report = await reportOf('--input', example('inventory.json'), ...costs, '--at', '2026-11-23', '--customer', 'Fabrikam');
  expect(new Set(report.rows.map(({ verdict }) => verdict))).toEqual(new Set(['NO ISSUES', 'MODIFY', 'BLOCKED']));
  expect(report.rows.some(({ approach }) => approach.startsWith('ASM'))).toBe(true);
  expect(report.badRows).toEqual([]);
  expect(report.cost?.summary).toMatchObject({ services: 8, withoutRate: 1, roundedSum: { before: 46.43, after: 39.34 } });
});

describe('--previous', () => {
  test('says what has changed since', async () => {
    const before = file('before.json', await reportOf('--input', inventory(BOOKS, GATEWAY), '--at', '2026-11-01'));
    const { changes } = await reportOf('--input', inventory(BOOKS, SEARCH), '--previous', before);
    expect(changes).toEqual({ since: '2026-11-01T00:00:00.000Z', appeared: [SEARCH.id], gone: [GATEWAY.id], verdicts: [] });
  });

  test.each([
    ['a report of another process', { process: 'resource-move', rows: [] }],
    ['a plan', { digest: 'a', plan: {} }],
    ['no JSON', 'hello'],
  ])('%s is refused', async (_, content) => {
    const ran = await assess('--input', inventory(BOOKS), '--previous', file('p.json', content), '--out', inFolder('x.html'));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('is not an assessment');
  });
});

test.each([
  ['of an assessment', `customer: {tenantId: ${TENANT}}\nsubscriptions: [${DEV}]\n`, /handover start assessment --input/],
  ['of a move', `source: {subscriptionId: ${DEV}}\ndestination: {}\n`, /handover start resource-move --input .* --rehearse/],
  ['of a migration', `variant: payg\ncustomer: {tenantId: ${TENANT}}\nsubscriptions: [${DEV}]\n`, /handover start assessment/],
])('the input %s is no inventory: how to start that instead', async (_, text, wayOut) => {
  const ran = await assess('--input', file('input.yaml', text), '--out', inFolder('x.html'));
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('is the input of a process');
  expect(ran.err).toMatch(wayOut);
});

test('10,000 resources are assessed, planned and written within seconds', async () => {
  const input = inventory(...largeInventory(10_000, 1).resources);
  const took = stopwatch();
  const ran = await assess('--input', input, '--out', inFolder('large.html'));
  expect(ran.code).toBe(0);
  expect(took()).toBeLessThan(15_000);
});
