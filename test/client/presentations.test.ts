import { PRESENTATIONS, type Presentations } from '../../client/processes';
import { documentOf } from '../../client/processes/reports';
import { PROCESS_NAMES, type ProcessName, type ReportOf } from '../../contracts/processes';
import type { OwnPart, RunReport } from '../../contracts/run/report';

const GUID = '11111111-0000-4000-8000-000000000001';
const PARTNER = {
  tenantId: GUID,
  name: 'Northwind',
  mpnId: '4711002',
  contact: { name: 'Nora', email: 'nora@northwind.example' },
};
const CUSTOMER = { tenantId: GUID, name: 'Fabrikam', domain: 'fabrikam.onmicrosoft.com' };

const COMMON: Omit<RunReport, 'process'> = {
  id: 'run-1',
  runId: 'first-1',
  outcome: 'failed',
  customer: CUSTOMER,
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T09:00:00.000Z',
  localStack: true,
  deskKey: 'key-of-the-desk',
  decisions: [
    {
      party: 'customer',
      choice: 'approve',
      step: 'approve',
      digest: 'a'.repeat(64),
      name: 'Dana',
      at: '2026-11-23T08:10:00.000Z',
      proof: 'localStack',
    },
  ],
  rulings: [{ step: 'act', verdict: 'give-up', reason: 'not today', name: 'Omar', at: '2026-11-23T08:50:00.000Z' }],
  notes: ['Waited for an hour.'],
  undone: ['the group shop'],
  leftUndone: ['the lock on shop'],
  failure: { type: 'GivenUp', message: 'Omar gave up.', step: 'act' },
};

const MIGRATION: OwnPart<ReportOf<'ea-to-csp'>> = {
  variant: 'partnerEa',
  partner: PARTNER,
  subscriptions: [],
  resources: [],
  childRuns: [],
};

/** The least that each process itself says of a run. */
const OWN: { readonly [P in ProcessName]: OwnPart<ReportOf<P>> } = {
  'resource-move': {
    source: { subscriptionId: GUID, resourceGroups: ['shop'] },
    destination: { subscriptionId: GUID },
    planDigest: 'a'.repeat(64),
    totals: { resources: 0, moved: 0, refused: 0, batches: 0 },
    rows: [],
    batches: [],
    carriedOver: [],
    notCarriedOver: [],
  },
  'access-handover': { scope: `/subscriptions/${GUID}`, grant: { principalId: GUID, role: GUID }, granted: false, revoked: 0 },
  'csp-transfer': {
    procedure: 'ticket',
    procedureReason: 'The subscription is a legacy one.',
    sourcePartner: PARTNER,
    destinationPartner: PARTNER,
    subscriptions: [],
    access: [],
    documents: [],
    messages: [],
  },
  'reseller-relationship': { partner: PARTNER },
  'customer-onboarding': { partner: PARTNER, sandbox: false },
  'tenant-move': {
    variant: 'partnerEa',
    way: 'portal',
    wayReason: 'The input says so.',
    partner: PARTNER,
    targetOwner: GUID,
    destinationSubscriptionId: GUID,
    subscriptions: [],
    losses: [],
    restored: [],
    notRestored: [],
  },
  'billing-transfer': { variant: 'partnerEa', enrolment: '1', partner: PARTNER, sourceAccount: '', subscriptions: [] },
  assessment: { cloud: 'global', subscriptions: [], rows: [], edges: [], badRows: [], caveats: [] },
  'classic-upgrade': { subscriptionId: GUID, units: [], withSecrets: [] },
  'secrets-removal': { subscriptionId: GUID, totals: { machines: 0, removed: 0, kept: 0, gone: 0 }, rows: [] },
  'ea-to-csp': MIGRATION,
  'payg-to-csp': { ...MIGRATION, variant: 'payg' },
};

const LOCAL_STACK = 'Answers came from a local stack, where anybody may answer for any party.';

const documentFor = (process: ProcessName, more: Partial<RunReport> = {}) =>
  documentOf({ ...OWN[process], ...COMMON, ...more, process });

describe.each(PROCESS_NAMES)('the report of %s', (process) => {
  test('says whose it is, how it ended, and which run wrote it', () => {
    const { title, verdict, facts } = documentFor(process);
    expect(title).toContain('Fabrikam');
    expect(verdict.text).not.toBe('');
    expect(facts).toEqual(
      expect.arrayContaining([
        { name: 'Customer', value: `Fabrikam, ${GUID}` },
        { name: 'Started', value: new Date(COMMON.startedAt) },
        { name: 'Ended', value: new Date(COMMON.endedAt) },
        { name: 'Run', value: 'run-1' },
        { name: 'Public key of the desk (Ed25519)', value: 'key-of-the-desk' },
      ]),
    );
    expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
  });

  test('warns of the failure, of what is left, of what was put back, and of answers that nobody proved', () => {
    expect(documentFor(process).warnings).toEqual(
      expect.arrayContaining([
        'It ended in the step "act": Omar gave up. (GivenUp)',
        'Could not be put back, a person has to: the lock on shop',
        'Put back: the group shop',
        LOCAL_STACK,
      ]),
    );
    expect(documentFor(process, { localStack: false }).warnings).not.toContain(LOCAL_STACK);
  });

  test('names who answered and who ruled, and tells what happened on the way', () => {
    const rowsOf = (title: string) =>
      documentFor(process)
        .tables.filter((table) => table.title === title)
        .map(({ rows }) => rows);
    expect(rowsOf('Signatures and answers')).toEqual([
      [
        expect.arrayContaining(['customer', 'Dana', 'approve', 'none: a local stack']),
        expect.arrayContaining(['operator', 'Omar', 'give-up', 'not today']),
      ],
    ]);
    expect(rowsOf('What happened on the way')).toEqual([[['Waited for an hour.']]]);
  });
});

test('an assessment of exported files, which has no run, names no answers and no local stack', () => {
  const { facts, tables, warnings } = documentFor('assessment', { runId: '', decisions: [], rulings: [], notes: [] });
  expect(tables.map(({ title }) => title)).not.toContain('Signatures and answers');
  expect(facts.map(({ name }) => name)).not.toContain('Run');
  expect(warnings).not.toContain(LOCAL_STACK);
});

test('the compiler refuses a process without a presentation, and one with the presentation of another', () => {
  const { assessment: _left, ...others } = PRESENTATIONS;
  // @ts-expect-error -- the assessment has no presentation
  const incomplete: Presentations = others;
  // @ts-expect-error -- a resource move is not told as an assessment is
  const mixedUp: Presentations = { ...PRESENTATIONS, 'resource-move': PRESENTATIONS.assessment };
  expect([incomplete, mixedUp]).toHaveLength(2);
});
