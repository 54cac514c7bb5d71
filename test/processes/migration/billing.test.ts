import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failure } from '../../../activities/failures/failure';
import { prepareStart } from '../../../client/cli/start';
import { canSkipTime, until } from '../../support/rig';
import { OF_PARTNER, requestsOf, soldUnder } from '../support/billings';
import { gate } from '../support/gate';
import { helpful, type MigrationRun, type Migrations, openMigrations, resultOf } from '../support/migrations';
import { type Manners, willing } from '../support/people';
import { exampleWorld } from '../../../client/local-stack/example-world';

const ALICE = 'alice@fabrikam.onmicrosoft.com';

(canSkipTime ? describe : describe.skip)('from EA to CSP by billing ownership', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const begin = (name: string, input: Record<string, unknown> = {}, plain = 1) =>
    migrations.begin(name, {
      variant: 'customerEa',
      plain,
      input: { way: 'billingOwnership', destination: undefined, ...input },
    });
  const pending = async () => (await requestsOf(migrations.rig, ALICE)).filter(({ status }) => status === 'Pending');
  /** Nothing of it is in Azure: the onboarding found its plan, and the request is gone. */
  const unchanged = async (run: MigrationRun) => [isDeepStrictEqual(await run.state(), run.before), await pending()];
  const silentAt =
    (run: MigrationRun, step: string, act: () => void): Manners =>
    (asked) => {
      if (asked.step !== step) return helpful(migrations, run)(asked);
      act();
      return undefined;
    };

  it('two subscriptions: every resource is where it was, and the partner bills them', async () => {
    const run = await begin(
      'billing of two',
      { cost: { currency: 'USD', discountPercent: 15, region: 'US' }, naming: '{name}' },
      2,
    );
    const there = await migrations.rig.azure.idsIn(run.sources[0] ?? '');
    const end = await migrations.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const states = end.view.steps.map(({ name, state }) => `${name} ${state}`);
    expect(states).toEqual([
      ...['onboard done', 'tenant done', 'assess done', 'go done'],
      ...['classic skipped', 'secrets skipped', 'move skipped', 'billing done', 'report done'],
    ]);
    expect(end.view.steps.find(({ name }) => name === 'move')?.detail).toMatch(/^no resource moves/);
    const report = await migrations.report(end.view);
    expect(report.billing?.map(({ outcome }) => outcome)).toEqual(['transferred', 'transferred']);
    expect(new Set(report.resources.map(({ outcome }) => outcome))).toEqual(new Set(['kept']));
    for (const { was, is } of report.resources) expect(is).toBe(was);
    expect(resultOf(end).totals).toMatchObject({ moved: 0, stayed: 0, kept: report.resources.length });
    expect(await migrations.rig.azure.idsIn(run.sources[0] ?? '')).toEqual(there);
    for (const id of run.sources) expect(await soldUnder(migrations.rig, id)).toEqual(OF_PARTNER);
    expect(report.childRuns.map(({ process, outcome }) => `${process} ${outcome}`)).toEqual([
      'customerOnboarding done',
      'billingTransfer rehearsed',
      'assessment done',
      'billingTransfer done',
    ]);
    // Nobody was made, and nobody got a role.
    const { subscriptions: _sold, enrolment: _left, ...after } = (await run.state()) as Record<string, unknown>;
    const { subscriptions: _were, enrolment: _was, ...before } = run.before as Record<string, unknown>;
    expect(after).toEqual(before);
  });

  it('go is asked before anything is sent; a no leaves everything as it was', async () => {
    const run = await begin('no to billing');
    const yes = helpful(migrations, run);
    const end = await migrations.played(run, (asked) => {
      if (asked.step !== 'go') return yes(asked);
      return { choice: 'decline', comment: 'too dear' };
    });
    expect([end.failure, resultOf(end).status]).toEqual([undefined, 'declined']);
    expect(JSON.stringify(end.view.documents?.go)).toMatch(/asks for the billing .* No resource moves/);
    expect(await unchanged(run)).toEqual([true, []]);
  });

  it('the customer’s no to what changes takes all back', async () => {
    const run = await begin('no to what changes');
    const yes = helpful(migrations, run);
    const end = await migrations.played(run, (asked) => (asked.step === 'warnings' ? { choice: 'decline' } : yes(asked)));
    expect(resultOf(end).status).toBe('declined');
    const report = await migrations.report(end.view);
    expect(new Set(report.resources.map(({ outcome, reason }) => `${outcome} ${reason}`))).toEqual(
      new Set(['stayed its billing did not go to the partner']),
    );
    expect(await unchanged(run)).toEqual([true, []]);
  });

  it('cancelled while the request is pending, it is cancelled too', async () => {
    const run = await begin('cancelled while pending');
    const end = await migrations.played(
      run,
      silentAt(run, 'warnings', () => void run.handle.cancel()),
    );
    expect([end.failure, end.view.status, end.view.leftUndone]).toEqual(['Cancelled', 'undone', []]);
    expect(end.view.undone).toEqual(expect.arrayContaining(['cancel the request']));
    expect(await unchanged(run)).toEqual([true, []]);
  });

  it('a cancel after the acceptance comes too late: it goes through, and the onboarding is kept', async () => {
    const [reached, held] = [gate(), gate()];
    const run = await begin('cancelled too late');
    migrations.wires.lay(
      {
        workflowId: `billing-transfer-${run.sources[0]}`,
        activity: 'acceptBillingRequest',
        call: 'acceptTransfer',
        when: 'after',
      },
      () => {
        reached.open();
        return held.passed;
      },
    );
    const end = migrations.played(run);
    end.catch(() => undefined);
    await reached.passed;
    await run.handle.cancel();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    held.open();
    const over = await end;
    expect([over.failure, over.view.status, over.view.leftUndone]).toEqual([undefined, 'done', []]);
    expect((await migrations.report(over.view)).childRuns.map(({ process, outcome }) => `${process} ${outcome}`)).toContain(
      'customerOnboarding done',
    );
    expect(await soldUnder(migrations.rig, run.sources[0] ?? '')).toEqual(OF_PARTNER);
  });

  it('cancelled when its owner has accepted at Microsoft a moment ago: named, and the onboarding is kept', async () => {
    const [reached, held] = [gate(), gate()];
    const run = await begin('accepted and cancelled');
    const workflowId = `billing-transfer-${run.sources[0]}`;
    migrations.wires.lay({ workflowId, activity: 'cancelBillingRequest', call: 'openedTransfer', times: 1 }, () => {
      reached.open();
      return held.passed;
    });
    const end = migrations.played(
      run,
      silentAt(run, 'warnings', () => void run.handle.cancel()),
    );
    end.catch(() => undefined);
    await reached.passed;
    const [request] = await pending();
    await migrations.rig.azure.arm(
      'POST',
      `/providers/Microsoft.Billing/transfers/${request?.name ?? ''}/accept?api-version=2024-04-01`,
      { properties: { productDetails: [{ productType: 'AzureSubscription', productId: run.sources[0] }] } },
    );
    held.open();
    const over = await end;
    expect([over.failure, over.view.status]).toEqual(['UndoIncomplete', 'failed']);
    expect(over.view.leftUndone.join('\n')).toMatch(/cancel the request .*goes to Contoso/);
    expect(over.view.leftUndone.join('\n')).toMatch(/take the onboarding back .* its Azure plan are kept for it/);
    expect((await migrations.report(over.view)).childRuns.map(({ process, outcome }) => `${process} ${outcome}`)).toContain(
      'customerOnboarding done',
    );
  });

  it('when the transfer is refused the operator has it run again', async () => {
    const run = await begin('refused once');
    const workflowId = `billing-transfer-${run.sources[0]}`;
    migrations.wires.lay({ workflowId, activity: 'openBillingRequest', times: 1 }, () => {
      throw failure('AccessDenied', 'not yet');
    });
    const end = await migrations.played(run);
    expect([end.failure, end.view.status]).toEqual([undefined, 'done']);
    expect((await migrations.report(end.view)).rulings).toMatchObject([{ step: workflowId, verdict: 'retry' }]);
  });

  it('what would be refused is known before anybody is asked', async () => {
    const run = await begin('of another enrolment', { enrolment: '1234567' });
    const end = await migrations.played(run);
    expect(end.failure).toBe('NotFound');
    expect(end.view.documents).toEqual({});
    expect(await unchanged(run)).toEqual([true, []]);
  });

  it('the example of the documentation runs on the world of the local stack', async () => {
    const { input, id } = prepareStart('ea-to-csp', {
      input: path.join(__dirname, '../../../docs/examples/ea-to-csp-by-billing.yaml'),
    });
    // What the local stack has beside the default world of this rig.
    await migrations.rig.azure.post('seed', exampleWorld);
    const handle = await migrations.rig.start('eaToCsp', id, input);
    const end = await migrations.played({ handle, workflowId: id } as MigrationRun, (asked) => willing(asked));
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const { currency, resources } = await migrations.report(end.view);
    expect(currency).toBe('USD');
    expect(resources.some(({ outcome, costBefore }) => outcome === 'kept' && costBefore !== undefined)).toBe(true);
  });

  it('a rehearsal assesses and asks nobody', async () => {
    const run = await begin('billing rehearsed', { rehearse: true });
    const end = await migrations.played(run);
    expect([end.failure, resultOf(end).status, end.view.documents]).toEqual([undefined, 'rehearsed', {}]);
    await until('nothing is open', async () => (await pending()).length === 0);
    expect(await unchanged(run)).toEqual([true, []]);
  });
});
