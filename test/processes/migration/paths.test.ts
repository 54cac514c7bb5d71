import { failure } from '../../../activities/failures/failure';
import { createMigrationActivities } from '../../../activities/reports/migration';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Ruling } from '../../../contracts/run/messages';
import { EaToCspInput } from '../../../contracts/processes/migration';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { canSkipTime } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { ended } from '../support/endings';
import { type BeginOptions, helpful, type MigrationRun, type Migrations, openMigrations, resultOf } from '../support/migrations';
import { letApplicationIn, madeFor, newCustomer, registerApplication } from '../support/new-directory';
import { booksOf, freeDomain } from '../support/onboardings';
import type { Manners } from '../support/people';
import { differences } from '../support/state';

const REHEARSE = { rehearse: true };

/** What the operator does in a new directory before it answers. */
type Hand = (domain: string, sources: readonly string[]) => Promise<void>;

(canSkipTime ? describe : describe.skip)('from EA and pay-as-you-go to CSP, other paths', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const requests = () => migrations.rig.azure.get<AuditEntry[]>('audit?format=json');

  it('a rehearsal writes nothing and says what can be rehearsed later', async () => {
    const since = (await requests()).length;
    const REHEARSALS: [string, BeginOptions, rehearsed: string[]][] = [
      ['of a partner’s enrolment', { classic: true, input: REHEARSE }, ['onboard', 'tenant', 'assess']],
      [
        'of the customer’s enrolment',
        { variant: 'customerEa', input: REHEARSE },
        ['onboard', 'tenant', 'assess', 'secrets', 'move'],
      ],
      ['of pay-as-you-go', { variant: 'payg', input: REHEARSE }, ['onboard', 'tenant', 'assess']],
      ['with a new customer', { input: { ...newCustomer(freeDomain()), ...REHEARSE } }, ['onboard', 'assess']],
    ];
    const ended = await Promise.all(
      REHEARSALS.map(async ([name, options, rehearsed]) => {
        const run = await migrations.begin(`rehearsal ${name}`, options);
        return { run, rehearsed, end: await migrations.played(run) };
      }),
    );
    for (const { run, rehearsed, end } of ended) {
      expect([run.workflowId, end.failure, end.message]).toEqual([run.workflowId, undefined, '']);
      expect(end.result).toMatchObject({ status: 'rehearsed' });
      const done = end.view.steps.filter(({ state, name }) => state === 'done' && name !== 'report').map(({ name }) => name);
      expect([run.workflowId, done]).toEqual([run.workflowId, rehearsed]);
      const { resources, notes } = await migrations.report(end.view);
      expect(resources.length).toBeGreaterThan(3);
      if (rehearsed.includes('move'))
        expect(notes.at(-1)).toMatch(/^resource-move-.* can be rehearsed once the steps before it are done/);
      expect(differences(run.before, await run.state())).toEqual([]);
    }
    const READING = /\/validateMoveResources$|Microsoft\.ResourceGraph\/resources$|\/oauth2\/|\/validations\/|generatetoken/i;
    const written = (await requests())
      .slice(since)
      .filter(
        ({ method, path }) =>
          !['GET', 'HEAD'].includes(method) && !path.startsWith('/_sim') && !READING.test(path.split('?')[0] ?? ''),
      );
    expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('a customer whose directory Handover cannot sign in to: nothing is ordered, and nobody is asked', async () => {
    const tenantId = '50be0000-0000-4000-8000-000000000001';
    const run = await migrations.begin('no sign-in', {
      input: { customer: { tenantId, name: 'Somebody', contact: { name: 'Sam', email: 'sam@somebody.example' } } },
    });
    const { failure: type, message, view } = await ended(migrations, run);
    expect([type, view.status, view.failure?.step, view.decisions]).toEqual(['SignInFailed', 'undone', 'onboard', []]);
    expect(message).toMatch(
      new RegExp(`no credentials for tenant ${tenantId}: add them to its configuration and start it again`),
    );
    expect(view.childRuns ?? []).toEqual([]);
    expect(differences(run.before, await run.state())).toEqual([]);
  });

  it.each(['open', 'bizspark'])('a subscription of %s', async (variant) => {
    const run = await migrations.begin(`a subscription of ${variant}`, { variant: 'payg', input: { variant } });
    const end = await migrations.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const report = await migrations.report(end.view);
    expect([report.variant, report.subscriptions[0]?.moved]).toEqual([variant, 6 - 1]);
    expect(report.notes.join()).toContain('by a transfer of its ownership');
  });

  it('three side by side: one is run again, one is done by hand, one is left out in part', async () => {
    const run = await migrations.begin('three', { plain: 3 });
    const no = () => {
      throw failure('AccessDenied', 'the wire says no');
    };
    const [again, byHand, whole] = run.sources.map((id) => `resource-move-${id}`) as [string, string, string];
    migrations.wires.lay({ workflowId: again, activity: 'startMove', call: 'startMove', times: 1 }, no);
    migrations.wires.lay({ workflowId: byHand, activity: 'startMove', call: 'startMove' }, no);
    const end = await migrations.played(run, undefined, ({ step }) => ({
      verdict: step === byHand ? 'done' : 'retry',
      reason: 'seen to',
    }));
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    expect(end.view.steps.find(({ name }) => name === 'move')?.detail).toMatch(/^(Tried again|Done by hand), as \w+ ruled$/);
    const report = await migrations.report(end.view);
    expect(report.rulings.map(({ step, verdict }) => [step, verdict]).sort()).toEqual(
      [
        [again, 'retry'],
        [byHand, 'done'],
      ].sort(),
    );
    expect(report.notes).toContain(`${byHand}: done by hand, as the operator ruled; not looked up`);
    expect(report.subscriptions.map(({ moved }) => moved)).toEqual([5, 0, 5]);
    expect(report.childRuns.filter(({ workflowId }) => workflowId === whole).map(({ outcome }) => outcome)).toEqual(['done']);
    // The move that failed says where it found everything; the hand-over report takes that over.
    expect(report.childRuns.find(({ workflowId }) => workflowId === byHand)).toMatchObject({
      outcome: 'failed',
      report: { sha256: expect.any(String) },
    });
    const left = report.resources.filter(({ was }) => was.includes(run.sources[1] ?? ''));
    expect(left.map(({ outcome, is, was, reason }) => ({ outcome, reason, isWhereItWas: is === was }))).toEqual(
      left.map(({ type }) => ({
        outcome: 'stayed',
        reason: type.endsWith('containergroups')
          ? 'Azure does not move resources of the type microsoft.containerinstance/containergroups.'
          : 'was found where it was: its move did not come through',
        isWhereItWas: true,
      })),
    );
    expect(left).toHaveLength(6);
  });

  it('what is excluded stays, and is accepted by name', async () => {
    const storage = (id: string) =>
      `/subscriptions/${id}/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/s${id.slice(-12)}`;
    const run = await migrations.begin('with an exclusion', { input: ({ sources }) => ({ exclude: sources.map(storage) }) });
    const end = await migrations.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const { resources } = await migrations.report(end.view);
    expect(resources.find(({ was }) => was.toLowerCase() === storage(run.sources[0] ?? '').toLowerCase())).toMatchObject({
      outcome: 'stayed',
    });
  });

  it('new customers: the operator is told how to register an application in the directory; one comes through, one is declined at the go, one given up', async () => {
    const decline: Manners = (asked) =>
      asked.step === 'go' && asked.party === 'customer' ? { choice: 'decline', states: [] } : undefined;
    const register: Hand = (domain) => registerApplication(migrations, domain);
    const letIn: Hand = (domain, sources) => letApplicationIn(migrations, domain, sources);
    const [done, declined, givenUp] = await Promise.all([
      // Whatever is said, it is looked: an application without a right is not enough.
      playedNew('partnerEa', [
        ['done', register],
        ['retry', letIn],
      ]),
      playedNew('payg', [['retry', (...made) => register(...made).then(() => letIn(...made))]], decline),
      playedNew('partnerEa', [['give-up']]),
    ]);
    const noCredentials = ({ tenantId }: { tenantId: string }) =>
      `SignInFailed: this worker holds no credentials for tenant ${tenantId}`;
    expect(done.questions).toEqual([
      expect.stringContaining(noCredentials(done)),
      expect.stringContaining(`AccessDenied: the application that this worker signs in with does not see For ${done.domain}`),
    ]);
    for (const { questions, ...made } of [declined, givenUp])
      expect(questions).toEqual([expect.stringContaining(noCredentials(made))]);
    for (const { domain, run, questions, tenantId, destination } of [done, declined, givenUp])
      for (const said of [
        `as admin@${domain}.onmicrosoft.com`,
        `(${destination}), which ${run.mover} makes it`,
        `party: customer, tenantId: ${tenantId}`,
      ])
        for (const question of questions) expect(question).toContain(said);

    expect([done.end.failure, done.end.message, done.end.view.status]).toEqual([undefined, '', 'done']);
    expect(resultOf(done.end)).toMatchObject({ destinationSubscriptionId: done.destination, totals: { moved: 5, stayed: 1 } });
    const { resources, subscriptions } = await migrations.report(done.end.view);
    expect(subscriptions.map(({ tenantAfter }) => tenantAfter)).toEqual([done.tenantId]);
    const said = resources.filter(({ outcome }) => outcome === 'moved').map(({ is }) => is.toLowerCase());
    expect(await migrations.rig.azure.idsIn(done.destination)).toEqual(said.sort());
    expect(done.books.subscriptions.map(({ subscriptionId }) => subscriptionId).sort()).toEqual(
      [done.destination, ...done.run.sources].sort(),
    );
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);

    expect([declined, givenUp].map(({ end }) => [end.failure, end.view.failure?.type])).toEqual([
      ['UndoIncomplete', 'Declined'],
      ['UndoIncomplete', 'GivenUp'],
    ]);
    for (const { domain, run, end, destination, books } of [declined, givenUp]) {
      expect(end.view.leftUndone).toEqual([expect.stringContaining(`the customer Company ${domain} (${domain}.onmicrosoft.com`)]);
      expect(differences(run.before, await run.state())).toEqual([]);
      expect(books.subscriptions.map(({ subscriptionId, state }) => [subscriptionId, state])).toEqual([
        [destination, 'Disabled'],
      ]);
      expect(books.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual([`admin@${domain}.onmicrosoft.com`]);
      expect(books.relationships).toHaveLength(1);
    }
  });

  /** Plays a migration whose customer is made. The operator, asked for a way into the directory, says and does in turn what is listed. */
  async function playedNew(
    variant: 'partnerEa' | 'payg',
    turns: [verdict: Ruling['verdict'], act?: Hand][],
    say: Manners = () => undefined,
  ) {
    const domain = freeDomain();
    const begun = await migrations.begin(`new customer ${domain}`, { variant, input: newCustomer(domain) });
    const run: MigrationRun = { ...begun, mover: begun.mover.replace('fabrikam', domain) };
    const yes = helpful(migrations, run);
    const questions: string[] = [];
    const end = await migrations.played(
      run,
      (asked, nth, of) => say(asked, nth, of) ?? yes(asked),
      async ({ what }) => {
        questions.push(what);
        const [verdict = 'give-up', act] = turns.shift() ?? [];
        await act?.(domain, run.sources);
        return { verdict, reason: 'seen to' };
      },
    );
    const made = await madeFor(migrations, domain, run.sources);
    return { domain, run, end, questions, ...made, books: await booksOf(migrations.rig, made.tenantId) };
  }
});

describe('input of a migration', () => {
  const guid = (n: number) => `5a000000-0000-4000-8000-00000000000${n}`;
  const input = {
    variant: 'partnerEa',
    enrolment: '1234567',
    subscriptions: [guid(1)],
    partner: { tenantId: guid(8), name: 'Contoso', mpnId: '4711001', contact: { name: 'Carl', email: 'carl@contoso.example' } },
    customer: { tenantId: guid(9) },
  };
  it.each([
    ['a subscription twice', { subscriptions: [guid(1), guid(2), guid(1)] }, 'subscriptions.2', 'is named twice'],
    ['a source as destination', { destination: { subscriptionId: guid(1) } }, 'destination.subscriptionId', 'is one of the'],
    [
      'a new customer of its own enrolment',
      { variant: 'customerEa', ...newCustomer('new') },
      'customer.new',
      'has a directory with nothing in it',
    ],
    [
      'a new customer by billing ownership',
      { way: 'billingOwnership', ...newCustomer('new') },
      'customer.new',
      'has a directory with nothing in it',
    ],
    [
      'billing of another directory',
      { way: 'billingOwnership', sourceTenantId: guid(7) },
      'sourceTenantId',
      'bring them there first (tenant-move)',
    ],
    ['an excluded id of elsewhere', { exclude: [`/subscriptions/${guid(2)}/resourceGroups/x`] }, 'exclude.0', 'is in none of'],
  ])('refuses %s', (_what, more, path, message) => {
    const { error } = EaToCspInput.safeParse({ ...input, ...more });
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      [path, expect.stringContaining(message)],
    ]);
  });
  it('takes it without', () => {
    expect(EaToCspInput.safeParse({ ...input, exclude: [`/subscriptions/${guid(1)}/resourceGroups/x`] }).success).toBe(true);
  });
});

describe('groups that would get one name', () => {
  const rows = [
    { subscriptionId: 'a', resourceGroup: 'EU-app', type: 't' },
    { subscriptionId: 'b', resourceGroup: 'app', type: 't' },
    { subscriptionId: 'b', resourceGroup: 'other', type: 't' },
    { subscriptionId: 'a', resourceGroup: '', type: 't' },
  ];
  const report = { rows, subscriptions: [{ subscriptionId: 'a', displayName: 'Shop' }] };
  const activities = createMigrationActivities({
    artifacts: { read: () => Promise.resolve(report) },
  } as unknown as Dependencies);
  it.each([
    ['{subscription}-{name}', { a: 'shop-{name}', b: 'shop-eu-{name}' }, ['shop-eu-app (from Shop/EU-app, b/app)']],
    ['{name}', { a: '{name}', b: '{name}' }, []],
    ['{name}-{subscription}', { a: '{name}-shop', b: '{name}-shop-eu' }, []],
  ])('by %s', async (_naming, naming, merged) => {
    expect((await activities.readAssessment({ report: {} as ArtifactRef, naming })).merged).toEqual(merged);
  });
});
