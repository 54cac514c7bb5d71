import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import { canSkipTime } from '../../support/rig';
import { type Migrations, openMigrations, resultOf } from '../support/migrations';
import { CONTOSO, FABRIKAM } from '../support/organisations';

(canSkipTime ? describe : describe.skip)('from EA and pay-as-you-go to CSP', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  it('two subscriptions of a partner’s enrolment, one full of classic resources, with every gate', async () => {
    const run = await migrations.begin('two of an enrolment', { classic: true });
    const end = await migrations.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const report = await migrations.report(end.view);
    expect(resultOf(end)).toMatchObject({ status: 'done', destinationSubscriptionId: run.destination });
    expect(end.view.steps.find(({ name }) => name === 'go')?.detail).toMatch(/^approved by .+ and .+$/);
    expect(report.subscriptions.map(({ tenantBefore, tenantAfter }) => [tenantBefore, tenantAfter])).toEqual([
      [CONTOSO, FABRIKAM],
      [CONTOSO, FABRIKAM],
    ]);
    const outcomes = new Map(report.resources.map(({ name, outcome }) => [name, outcome]));
    expect([outcomes.get('vm'), outcomes.get('jobs'), outcomes.get('web1')]).toEqual(['moved', 'stayed', 'moved']);
    for (const { outcome, is } of report.resources) expect(is.toLowerCase().includes(run.destination)).toBe(outcome === 'moved');
    // What is said is what is there. A cloud service that was upgraded is a group now.
    const there = (await migrations.rig.azure.idsIn(run.destination)).map((id) => id.toLowerCase());
    const said = report.resources.filter(({ outcome }) => outcome === 'moved').map(({ is }) => is.toLowerCase());
    expect(said.filter((is) => !there.some((id) => id === is || id.startsWith(`${is}/providers/`)))).toEqual([]);
    expect(
      report.resources.filter(({ outcome, is }) => outcome === 'stayed' && /domainnames/i.test(is)).map(({ name }) => name),
    ).toEqual(['shop-orders']);
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);
    const tenant = report.childRuns.find(({ process }) => process === 'tenantMove')?.report;
    expect(tenant && (await migrations.stored<TenantMoveReport>(tenant))).toMatchObject({
      process: 'tenant-move',
      outcome: 'done',
      subscriptions: report.subscriptions.map(({ subscriptionId, tenantAfter }) => ({ subscriptionId, tenantAfter })),
    });
    expect(report.childRuns.map(({ process, outcome }) => `${process} ${outcome}`).sort()).toEqual([
      'assessment done',
      'classicUpgrade done',
      'classicUpgrade failed',
      'customerOnboarding done',
      'resourceMove done',
      'resourceMove done',
      'secretsRemoval done',
      'secretsRemoval done',
      'tenantMove done',
    ]);
  });

  it('a pay-as-you-go subscription of a Microsoft Account', async () => {
    const run = await migrations.begin('pay as you go', { variant: 'payg' });
    const end = await migrations.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    expect(resultOf(end)).toMatchObject({ status: 'done' });
    expect((await migrations.report(end.view)).resources.filter(({ outcome }) => outcome === 'moved').length).toBeGreaterThan(3);
  });
});
