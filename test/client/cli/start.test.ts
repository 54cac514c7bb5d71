import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareStart } from '../../../client/cli/start';
import { planDigest } from '../../../planning/plan/digest';
import type { MovePlan } from '../../../contracts/azure/plan';
import { run } from '../support/cli';

const SOURCE = '11111111-0000-4000-8000-000000000001';
const DESTINATION = '22222222-0000-4000-8000-000000000002';
const TENANT = '33333333-0000-4000-8000-000000000003';
const MOVE = `source: {subscriptionId: ${SOURCE.toUpperCase()}}\ndestination: {subscriptionId: ${DESTINATION}}\ncustomer: {tenantId: ${TENANT}}\n`;

const PLAN: MovePlan = {
  version: 1,
  source: { subscriptionId: SOURCE, resourceGroups: ['a'] },
  destination: { subscriptionId: DESTINATION },
  options: { naming: '{name}', redistribute: true, exclude: [] },
  groups: [],
  batches: [],
  refusals: [],
  findings: [],
  locksToLift: [],
  providersToRegister: [],
  expectedSeconds: 0,
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-start-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('bad input: every problem at once with its path, and nothing is started', async () => {
  const input = file(
    'bad.yaml',
    'source: {subscriptionId: nope, resourceGroups: [ok, "bad."], colour: red}\ndestination: {}\nnaming: fixed\ncustomer: {tenantId: 33333333-0000-4000-8000-000000000003, contact: {name: Dana, email: x}}\nrehearsal: true\n',
  );
  let started = false;
  const ran = await run(['start', 'resource-move', '--input', input], {
    start: () => {
      started = true;
      return Promise.resolve();
    },
  });
  expect(ran.code).toBe(2);
  expect(started).toBe(false);
  for (const path of [
    'source.subscriptionId: is not',
    'source.resourceGroups[1]: is not',
    'source.colour: is not known here',
    'destination.subscriptionId: is missing',
    'naming: must contain {name}',
    'customer.contact.email: ',
    'rehearsal: is not known here',
  ]) {
    expect(ran.err).toContain(`  ${path}`);
  }
});

test.each([
  ['broken YAML', 'source: [', /YAML nor JSON[\s\S]*--input: .*line 1/],
  ['a key given twice', 'source: 1\nsource: 2\n', /--input: Map keys must be unique/],
  ['an empty file', '', /cannot be used:/],
  ['a list', '[]', /cannot be used:/],
])('%s is refused: 2', async (_what, content, message) => {
  const ran = await run(['start', 'resource-move', '--input', file('input.yaml', content)]);
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(message);
});

test('a file that is not there is refused: 2', async () => {
  const ran = await run(['start', 'resource-move', '--input', join(folder, 'none.yaml')]);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('--input: ENOENT');
});

test('JSON is taken as well as YAML; defaults are filled in; the id comes from the source', () => {
  const json = JSON.stringify({
    source: { subscriptionId: SOURCE },
    destination: { subscriptionId: DESTINATION },
    customer: { tenantId: TENANT },
  });
  const fromYaml = prepareStart('resource-move', { input: file('m.yaml', MOVE) });
  expect(prepareStart('resource-move', { input: file('m.json', json) })).toEqual(fromYaml);
  expect(fromYaml).toMatchObject({
    id: `resource-move-${SOURCE}`,
    input: {
      source: { subscriptionId: SOURCE },
      naming: '{name}',
      rehearse: false,
      deadlines: { plan: 14, ruling: 30, remindEvery: 3 },
    },
    summary: 'Move all groups for the customer',
  });
});

test('--rehearse and --id win over the file', () => {
  const prepared = prepareStart('resource-move', { input: file('m.yaml', MOVE), rehearse: true, id: 'mine' });
  expect(prepared).toMatchObject({ id: 'mine', input: { rehearse: true } });
});

describe('--plan', () => {
  const write = (plan: MovePlan, digest = planDigest(plan)) => file('plan.json', JSON.stringify({ digest, plan }));
  const start = (plan: string) =>
    run(['start', 'resource-move', '--input', file('m.yaml', MOVE), '--plan', plan], { start: () => Promise.resolve() });

  test('binds the run to the digest of the plan', () => {
    const { input } = prepareStart('resource-move', { input: file('m.yaml', MOVE), plan: write(PLAN) });
    expect(input).toMatchObject({ planDigest: planDigest(PLAN) });
  });

  test('an edited file is refused: 2', async () => {
    const ran = await start(write({ ...PLAN, refusals: [], expectedSeconds: 1 }, planDigest(PLAN)));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('was edited');
  });

  test('a plan for another subscription is refused with the path: 2', async () => {
    const ran = await start(write({ ...PLAN, destination: { subscriptionId: TENANT } }));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('plan.destination.subscriptionId: is 33333333');
  });

  test('something that is no plan is refused: 2', async () => {
    const ran = await start(file('plan.json', '{"hello": 1}'));
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('digest: is missing');
  });
});

describe('access-handover', () => {
  const ACCESS = `scope: /subscriptions/${SOURCE}\ncustomer: {tenantId: ${TENANT}}\ngrant: {principalId: ${DESTINATION}, role: Reader}\n`;

  test('is prepared with the role by its GUID, and told by its name', () => {
    expect(prepareStart('access-handover', { input: file('a.yaml', ACCESS) })).toMatchObject({
      id: `access-handover-${SOURCE}-${DESTINATION}`,
      input: { grant: { role: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' }, rehearse: false },
      summary: 'Grant access for the customer',
      details: expect.stringContaining('**Grant** Reader to') as string,
    });
  });

  test('bad input: every problem with its path; a plan file is none of its business: 2', async () => {
    const bad = await run(['start', 'access-handover', '--input', file('a.yaml', 'scope: nowhere\ngrant: {role: King}\n')]);
    expect(bad.code).toBe(2);
    for (const path of ['scope: must be', 'customer: is missing', 'grant.principalId: is missing', 'grant.role: ']) {
      expect(bad.err).toContain(path);
    }
    const planned = await run(['start', 'access-handover', '--input', file('a.yaml', ACCESS), '--plan', 'plan.json']);
    expect(planned.code).toBe(2);
    expect(planned.err).toContain('--plan: ');
  });
});

describe('assessment', () => {
  const example = join(__dirname, '../../../docs/examples/assessment.yaml');
  const input = (more: string) => file('a.yaml', `customer: {tenantId: ${TENANT}}\n${more}`);

  test('the documented example can be started, and is told', () => {
    const prepared = prepareStart('assessment', { input: example, rehearse: true });
    expect(prepared).toMatchObject({
      id: 'assessment-ea000000-0000-4000-8000-000000000017',
      input: { cloud: 'global', cost: { discountPercent: 15 }, exclude: [] },
      summary: 'Assess 2 subscriptions of Fabrikam',
      details: expect.stringContaining('**Costs** in USD, 15 % off the list of Northwind') as string,
    });
    expect(prepared.input).not.toHaveProperty('rehearse');
    expect(prepareStart('assessment', { input: input('enrolment: "1234567"\n') })).toMatchObject({
      id: 'assessment-1234567',
      summary: 'Assess all subscriptions of enrolment 1234567 of the customer',
    });
  });

  test('bad input: every problem with its path: 2', async () => {
    const bad = await run([
      'start',
      'assessment',
      '--input',
      input(`subscriptions: [${SOURCE}, here]\ncost: {discountPercent: 101, currency: dollars}\ncloud: china\nexclude: [vm1]\n`),
    ]);
    expect(bad.code).toBe(2);
    for (const path of [
      'subscriptions[1]: ',
      'cost.discountPercent: is more than 100 %',
      'cost.currency: is not',
      'cloud: ',
      'exclude[0]: must be',
    ])
      expect(bad.err).toContain(path);
    const planned = await run(['start', 'assessment', '--input', example, '--plan', 'plan.json']);
    expect(planned.err).toContain('--plan: ');
  });
});

describe('the upgrade of classic resources and the removal of secrets', () => {
  test.each([
    [
      'classic-upgrade',
      'classic-upgrade-ea000000-0000-4000-8000-000000000028',
      { deadlines: { gate: 7, remindEvery: 1 }, rehearse: false },
    ],
    ['secrets-removal', 'secrets-removal-fa000000-0000-4000-8000-000000000006', { deadlines: { ruling: 30 }, rehearse: false }],
  ] as const)('the example of %s can be started, and rehearsed', (process, id, input) => {
    const example = join(__dirname, '../../../docs/examples', `${process}.yaml`);
    expect(prepareStart(process, { input: example })).toMatchObject({ id, input });
    expect(prepareStart(process, { input: example, rehearse: true })).toMatchObject({ input: { rehearse: true } });
  });
});

describe('customer-onboarding', () => {
  const EXAMPLE = join(__dirname, '../../../docs/examples/customer-onboarding.yaml');

  test('the example of the documentation is prepared, by the new domain', () => {
    expect(prepareStart('customer-onboarding', { input: EXAMPLE, rehearse: true })).toMatchObject({
      id: 'customer-onboarding-70000000-0000-4000-8000-000000000002-fourthcoffee',
      input: { admin: { userName: 'handover' }, destination: { offerId: 'MS-AZR-0145P' }, holdForParent: false, rehearse: true },
      summary: 'Rehearse: Northwind takes Fourth Coffee on',
      details: expect.stringContaining('`fourthcoffee.onmicrosoft.com`') as string,
    });
  });

  test('of two ways to name a customer the one that was meant is judged, path by path: 2', async () => {
    const bad = `${readFileSync(EXAMPLE, 'utf8')}colour: red\n`
      .replace('domain: fourthcoffee', 'domain: fourth_coffee')
      .replace('country: US', 'country: USA')
      .replace('offerId: MS-AZR-0145P', 'offerId: MS-AZR-0003P');
    const ran = await run(['start', 'customer-onboarding', '--input', file('o.yaml', bad)]);
    expect(ran.code).toBe(2);
    for (const path of [
      'customer.new.domain: ',
      'customer.new.address.country: ',
      'destination.offerId: ',
      'colour: is not known here',
    ])
      expect(ran.err).toContain(path);
  });
});
