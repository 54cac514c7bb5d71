import { stopwatch } from '../../../bench/stopwatch';
import { largeInventory } from '../../../bench/inventory';
import type { AssessmentRow } from '../../../contracts/processes/assessment';
import type { DestinationInventory, SourceInventory } from '../../../contracts/azure/inventory';
import type { Batch } from '../../../contracts/azure/plan';
import { questionsOf } from '../../../planning/assessment/askable';
import { compareWithDestination } from '../../../planning/assessment/destination';
import { refusalOf } from '../../../planning/assessment/refusals';
import { type RowFinding, withFindings } from '../../../planning/assessment/row-findings';

const [FROM, TO] = ['11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'];
const idOf = (name: string, group = 'app', subscription = FROM) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/networkSecurityGroups/${name}`;
const batch = (more: Partial<Batch> = {}): Batch => ({
  id: 'b001',
  stage: 'move',
  from: { subscriptionId: FROM, resourceGroup: 'app' },
  to: { subscriptionId: TO, resourceGroup: 'app' },
  resources: [idOf('one'), idOf('two')],
  after: [],
  expectedSeconds: 1,
  ...more,
});
const group = (name: string, more: object = {}) => ({ name, location: 'westeurope', ...more });
const source: SourceInventory = {
  subscriptionId: FROM,
  resourceGroups: [group('app')],
  otherGroups: ['spare'],
  resources: [],
  locks: [],
};
const destination = (names: string[], more: Partial<DestinationInventory> = {}): DestinationInventory => ({
  subscriptionId: TO,
  resourceGroups: names.map((name) => group(name)),
  resources: [],
  locks: [],
  ...more,
});
const lock = (scope: string) => ({ id: `${scope}/providers/Microsoft.Authorization/locks/l`, level: 'ReadOnly' as const });

describe('which batches Azure can be asked about', () => {
  const whyNot = (one: Batch, there: DestinationInventory, from = source) => questionsOf([one], from, there).unasked[0]?.why;
  const against = (one: Batch, there: DestinationInventory) =>
    questionsOf([one], source, there).questions[0]?.against.resourceGroup;

  it('the group of the plan when it is there, else one that stands in: not managed, not locked, without these names, the emptiest', () => {
    expect(questionsOf([batch()], source, destination(['APP', 'a'])).questions).toMatchObject([{ isStandIn: false }]);
    const there = destination(['managed', 'locked', 'twin', 'full', 'small'], {
      resourceGroups: [group('managed', { managedBy: 'x' }), ...['locked', 'twin', 'full', 'small'].map((name) => group(name))],
      resources: [
        ...['one', 'x', 'y'].map((name) => ({ id: idOf(name, name === 'one' ? 'twin' : 'full', TO), type: '' })),
        { id: idOf('z', 'small', TO), type: '' },
      ],
      locks: [lock(`/subscriptions/${TO}/resourceGroups/locked`)],
    });
    expect(against(batch(), there)).toBe('small');
    expect(against(batch({ resources: [idOf('z')] }), there)).toBe('twin');
    expect(questionsOf([batch()], source, there).questions[0]?.isStandIn).toBe(true);
  });

  it.each<[string, string | undefined, RegExp]>([
    ['no group', whyNot(batch(), destination([])), /no group app yet, and none that could stand in/],
    [
      'resources of another group',
      whyNot(batch({ resources: [idOf('one', 'net')] }), destination(['app'])),
      /by batches before it/,
    ],
    ['already at the destination', whyNot(batch({ stage: 'redistribute', from: batch().to }), destination(['app'])), /before it/],
    [
      'a lock at the source',
      whyNot(batch(), destination(['app']), { ...source, locks: [lock(`/subscriptions/${FROM}`)] }),
      /ReadOnly/,
    ],
    [
      'a lock at the target',
      whyNot(batch(), destination(['app'], { locks: [lock(`/subscriptions/${TO}/resourceGroups/app`)] })),
      /ReadOnly/,
    ],
    [
      'no registration',
      whyNot(batch(), destination(['app'], { registeredProviders: ['Microsoft.Web'] })),
      /registered Microsoft\.Network yet/,
    ],
    [
      'a staging group that is not there',
      whyNot(batch({ stage: 'consolidate', to: { subscriptionId: FROM, resourceGroup: 'staging' } }), destination([])),
      /group staging is not there yet/,
    ],
  ])('%s: not asked, with why', (_what, why, expected) => {
    expect(why).toMatch(expected);
  });

  it('a batch within the source needs nothing of the destination', () => {
    const within = batch({ stage: 'consolidate', to: { subscriptionId: FROM, resourceGroup: 'Spare' } });
    expect(against(within, destination([], { registeredProviders: [] }))).toBe('Spare');
  });
});

test('10,000 arrivals are compared with twenty policies within seconds', () => {
  const { resources } = largeInventory(10_000, 1);
  const policies = Array.from({ length: 20 }, (_none, nth) => ({
    id: `/subscriptions/${TO}/providers/Microsoft.Authorization/policyAssignments/p${nth}`,
    displayName: `P${nth}`,
    scope: `/subscriptions/${TO}`,
    notScopes: [],
    parameters: {},
    rule: {
      if: {
        allOf: [
          { field: 'location', notIn: ['westeurope'] },
          { field: 'name', like: 'vm*' },
        ],
      },
      then: { effect: 'deny' },
    },
  }));
  const arriving = resources.map((one) => ({ resource: one, to: batch().to }));
  const took = stopwatch();
  const { rows } = compareWithDestination(arriving, new Set(), { policies, limits: { regions: {}, sizes: {} } });
  // A fifth of a second on an idle machine; reading each rule for each resource took twenty times that.
  expect(took()).toBeLessThan(3_000);
  const denied = resources.filter(({ location, name }) => location !== 'westeurope' && name?.startsWith('vm'));
  expect(denied.length).toBeGreaterThan(100);
  expect(rows).toHaveLength(20 * denied.length);
});

describe('what a refusal comes to', () => {
  const question = { batch: batch(), against: batch().to, isStandIn: false };
  const refused = (details: { code: string; message: string; target?: string }[]) =>
    refusalOf(question, { code: 'ResourceMoveProviderValidationFailed', message: 'all of it', details });

  it('each named resource has its own code, words and way out; a type that never moves is blocked', () => {
    const { rows, asked } = refused([
      { code: 'X', message: 'speaks for several', target: 'Microsoft.Network/networkSecurityGroups' },
      { code: 'MissingMoveDependentResources', message: 'needs it', target: idOf('one') },
      { code: 'ResourceMoveNotSupported', message: 'never', target: idOf('two') },
      { code: 'SomethingNew', message: 'new', target: idOf('two') },
    ]);
    expect(rows.map(({ id, rule, verdict, reason, doneBy }) => [id, rule, verdict, reason, doneBy])).toEqual([
      [idOf('one'), 'MissingMoveDependentResources', 'MODIFY', 'Azure’s validation: needs it', 'handover'],
      [idOf('two'), 'ResourceMoveNotSupported', 'BLOCKED', 'Azure’s validation: never', 'person'],
      [idOf('two'), 'SomethingNew', 'MODIFY', 'Azure’s validation: new', 'person'],
    ]);
    expect(asked).toMatchObject({ outcome: 'refused', why: 'MissingMoveDependentResources: needs it (and 2 more)' });
  });

  it('one that names nothing is about the whole batch', () => {
    expect(refused([]).rows.map(({ id, rule }) => [id, rule])).toEqual(
      [idOf('one'), idOf('two')].map((id) => [id, 'ResourceMoveProviderValidationFailed']),
    );
  });

  it('one that names what is not of the source blames no row', () => {
    const { rows, findings, asked } = refused([{ code: 'Failed', message: 'their own', target: idOf('card', 'app', TO) }]);
    expect([rows, findings]).toEqual([[], []]);
    expect(asked.why).toBe('Failed: their own');
  });
});

describe('rows with what was found', () => {
  const row = (name: string, more: Partial<AssessmentRow> = {}): AssessmentRow => ({
    subscriptionId: FROM,
    resourceGroup: 'app',
    id: idOf(name),
    name,
    type: 't',
    location: 'westeurope',
    verdict: 'NO ISSUES',
    dependents: [],
    approach: 'ARM to CSP (one step migration)',
    availableInCsp: 'yes',
    ...more,
  });
  const finding = (id: string, more: Partial<RowFinding> = {}): RowFinding => ({
    id,
    rule: 'r',
    verdict: 'MODIFY',
    reason: 'Denied.',
    fix: 'Exempt it.',
    doneBy: 'person',
    ...more,
  });
  const told = (one: AssessmentRow, ...findings: RowFinding[]) => withFindings([one], findings)[0];

  it('the worse stands; a person’s work is worse than Handover’s; blocked stays blocked', () => {
    expect(told(row('a'), finding(idOf('A')))).toMatchObject({ verdict: 'MODIFY', rule: 'r', reason: 'Denied.' });
    const kept = row('a', { verdict: 'MODIFY', doneBy: 'handover', rule: 'lock', reason: 'Locked.', fix: 'Lifted.' });
    expect(told(kept, finding(idOf('a')))).toMatchObject({ rule: 'r', reason: 'Denied.', doneBy: 'person' });
    const blocked = row('a', { verdict: 'BLOCKED', rule: 'type', reason: 'Never.', fix: 'Leave it.' });
    expect(told(blocked, finding(idOf('a')))).toEqual(blocked);
  });

  it('of two alike both are told, once each', () => {
    const both = told(row('a'), finding(idOf('a')), finding(idOf('a'), { rule: 's', reason: 'Too many.' }), finding(idOf('a')));
    expect(both).toMatchObject({ rule: 'r', reason: 'Denied. Too many.', fix: 'Exempt it.' });
  });

  it('what is found of a part without a row is the whole’s; rows of nobody’s findings are the very same', () => {
    const [one, two] = [row('a'), row('b')];
    const rows = withFindings([one, two], [finding(`${idOf('a')}/securityRules/r`), finding(idOf('unknown'))]);
    expect(rows[0]?.verdict).toBe('MODIFY');
    expect(rows[1]).toBe(two);
    expect(withFindings(rows, [])).toBe(rows);
  });
});
