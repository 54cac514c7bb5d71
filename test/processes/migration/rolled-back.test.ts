import { failure } from '../../../activities/failures/failure';
import type { WaitingFor } from '../../../contracts/run/progress';
import { inLanes } from '../../support/in-lanes';
import { canSkipTime, progress, until } from '../../support/rig';
import { type BeginOptions, helpful, type MigrationRun, type Migrations, openMigrations } from '../support/migrations';
import type { Manners } from '../support/people';
import { guidFrom } from '../../../simulator/kernel/guids';
import { differences } from '../support/state';
import type { Wire } from '../support/wires';

/** Questions of the whole and of its parts, in their order. */
type Gate = 'warnings' | 'go' | 'gate' | 'approve';

interface Case {
  name: string;
  begin?: BeginOptions;
  /** The question at which somebody says no, the run is cancelled, or nobody answers any more. */
  at?: { gate: Gate; then: 'decline' | 'cancel' };
  /** This call fails for good, and the operator gives up. */
  fails?: Required<Pick<Wire, 'activity' | 'call'>> & { part: string };
  /** What the run ends with, and as what. */
  ends: [failure: string | undefined, status: string];
  undone: string[];
}

const TWO: BeginOptions = { plain: 2 };
const CLASSIC: BeginOptions = { classic: true };
const BEFORE: ['Cancelled', 'undone'] = ['Cancelled', 'undone'];
const ONBOARDING = 'take the onboarding back';
const TENANT = 'move the subscriptions back to their directory';
const SECRETS = ['put the secrets of Source 2 back', 'put the secrets of Source 1 back'];

const CASES: readonly Case[] = [
  { name: 'warnings declined', at: { gate: 'warnings', then: 'decline' }, ends: [undefined, 'declined'], undone: [ONBOARDING] },
  { name: 'go declined', at: { gate: 'go', then: 'decline' }, ends: [undefined, 'declined'], undone: [TENANT, ONBOARDING] },
  { name: 'go cancelled', at: { gate: 'go', then: 'cancel' }, ends: ['Cancelled', 'undone'], undone: [TENANT, ONBOARDING] },
  {
    name: 'the last gate declined',
    begin: TWO,
    at: { gate: 'approve', then: 'decline' },
    ends: [undefined, 'declined'],
    undone: [...SECRETS, TENANT, ONBOARDING],
  },
  {
    name: 'the last gate cancelled',
    begin: TWO,
    at: { gate: 'approve', then: 'cancel' },
    ends: ['Cancelled', 'undone'],
    undone: ['move', ...SECRETS, TENANT, ONBOARDING],
  },
  {
    name: 'the classic gate declined',
    begin: CLASSIC,
    at: { gate: 'gate', then: 'decline' },
    ends: [undefined, 'declined'],
    undone: [TENANT, ONBOARDING],
  },
  {
    name: 'the classic gate cancelled',
    begin: CLASSIC,
    at: { gate: 'gate', then: 'cancel' },
    ends: ['Cancelled', 'undone'],
    undone: ['leave Source 2 classic', TENANT, ONBOARDING],
  },
  {
    name: 'the order of things fails',
    fails: { activity: 'checkTenantMove', call: 'enrolment', part: 'tenant-move' },
    ends: ['AccessDenied', 'undone'],
    undone: [ONBOARDING],
  },
  {
    name: 'secrets stay',
    fails: { activity: 'removeSecrets', call: 'putVirtualMachine', part: 'secrets-removal' },
    ends: ['GivenUp', 'undone'],
    undone: [TENANT, ONBOARDING],
  },
  {
    name: 'a move fails',
    begin: TWO,
    fails: { activity: 'startMove', call: 'startMove', part: 'resource-move' },
    ends: ['GivenUp', 'undone'],
    undone: [...SECRETS, TENANT, ONBOARDING],
  },
];

(canSkipTime ? describe : describe.skip)('from EA to CSP, taken back', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const isAt = (asked: WaitingFor, { gate }: NonNullable<Case['at']>) => asked.step === gate && asked.digest !== undefined;

  function peopleOf({ at }: Case, run: MigrationRun): Manners {
    const yes = helpful(migrations, run);
    let cancelled = false;
    return (asked) => {
      if (asked.choices.includes('retry')) return asked.step.startsWith('classic-upgrade-') ? {} : { choice: 'decline' };
      if (!at || !isAt(asked, at)) return yes(asked);
      if (at.then === 'decline') return { choice: 'decline', comment: 'not this year' };
      if (!cancelled) void run.handle.cancel();
      cancelled = true;
      return undefined;
    };
  }

  it('leaves everything as it was, wherever it ends before a point of no return', async () => {
    const wrong: unknown[] = [];
    await inLanes(2, CASES, async (one) => {
      const { name, begin, fails, ends, undone } = one;
      const run = await migrations.begin(name, begin);
      if (fails)
        for (const workflowId of run.sources.map((id) => `${fails.part}-${id}`))
          migrations.wires.lay({ workflowId, activity: fails.activity, call: fails.call }, () => {
            throw failure('AccessDenied', 'the wire says no');
          });
      const end = await migrations.played(run, peopleOf(one, run));
      const { leftUndone, childRuns } = await migrations.report(end.view);
      const seen = {
        ends: [end.failure, end.view.status],
        // Of two moves side by side one may have ended by itself, or be taken back before its own no has come.
        undone: end.view.undone
          .map((what) => (/^move Source/.test(what) ? 'move' : what))
          .filter((what, at, all) => all.indexOf(what) === at && (what !== 'move' || undone.includes(what))),
        leftUndone,
        running: childRuns.filter(({ outcome }) => ['running', 'holding'].includes(outcome)),
      };
      const wanted = { ends, undone, leftUndone: [], running: [] };
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push({ name, message: end.message, seen, wanted });
      const differs = differences(run.before, await run.state());
      if (differs.length > 0) wrong.push({ name, differs });
    });
    expect(wrong).toEqual([]);
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);
  }, 400_000);

  it('after an upgrade was committed it stays upgraded and is named; all else is as it was', async () => {
    const run = await migrations.begin('declined after the commit', CLASSIC);
    const yes = helpful(migrations, run);
    const end = await migrations.played(run, (asked) =>
      asked.step === 'approve' ? { choice: 'decline', comment: 'not this year' } : yes(asked),
    );
    const report = await migrations.report(end.view);
    expect([end.failure, end.view.status]).toEqual([undefined, 'declined']);
    expect(report.leftUndone).toContainEqual(
      expect.stringMatching(/^virtualNetwork\/shop-vnet stays upgraded to Resource Manager/),
    );
    const [now, before] = [await run.state(), run.before] as { subscriptions: unknown; enrolment: unknown; users: unknown }[];
    expect([now?.subscriptions, now?.enrolment, now?.users]).toEqual([before?.subscriptions, before?.enrolment, before?.users]);
  });

  it('nobody who is asked to go answers: it expires, and all is taken back', async () => {
    const run = await migrations.begin('silence at go', { input: { deadlines: { go: 2 } } });
    const yes = helpful(migrations, run);
    const end = migrations.played(run, (asked) => (asked.step === 'go' ? undefined : yes(asked)));
    end.catch(() => undefined);
    for (;;) {
      const view = await progress(run.handle);
      if (view.waitingFor.some(({ step }) => step === 'go')) break;
      if (view.status === 'failed') throw new Error(view.failure?.message);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await migrations.rig.env.sleep(3 * 24 * 60 * 60_000);
    const { failure: type, view } = await end;
    expect([type, view.status]).toEqual(['Expired', 'declined']);
    expect(await run.state()).toEqual(run.before);
  });

  it('two of one enrolment and one mover, started at once: one waits for the other, and misses nothing that it takes back', async () => {
    const run = await migrations.begin('one of two', { plain: 2, input: ({ sources: [one] }) => ({ subscriptions: [one] }) });
    const another = { ...run.input, subscriptions: run.sources.slice(1) };
    const second = await migrations.rig.start('eaToCsp', 'the other of two', another);
    const runs = [run, { ...run, workflowId: 'the other of two', handle: second }];
    const detail = async ({ handle }: MigrationRun) =>
      (await progress(handle)).steps.find(({ name }) => name === 'onboard')?.detail;
    const waiting = await until('one waits', async () => {
      for (const one of runs) if ((await detail(one))?.startsWith('Waits for')) return one;
      return undefined;
    });
    const first = runs.find((one) => one !== waiting) as MigrationRun;
    expect(await detail(waiting)).toMatch(`Waits for the end of ${first.workflowId}`);
    const ends = Promise.all([
      migrations.played(first, peopleOf({ name: '', at: { gate: 'go', then: 'cancel' }, ends: BEFORE, undone: [] }, first)),
      migrations.played(waiting, helpful(migrations, waiting)),
    ]);
    const [{ view, failure: type }, end] = await ends;
    expect([type, view.undone, view.leftUndone]).toEqual(['Cancelled', [TENANT, ONBOARDING], []]);
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    const { roleAssignments, enterprise } = await migrations.rig.azure.get<{
      roleAssignments: { id: string; properties: { principalId: string } }[];
      enterprise: { enrolments: { number: string; authLevel: string; accounts: { owner: string; subscriptions: string[] }[] }[] };
    }>('snapshot');
    const mover = guidFrom('mover', run.destination);
    expect(
      roleAssignments.filter(({ id, properties }) => properties.principalId === mover && id.includes(run.destination)),
    ).toHaveLength(1);
    const { authLevel, accounts } = enterprise.enrolments.find(({ number }) => number === run.enrolment) ?? {};
    expect(authLevel).toBe('Work or School Account Cross Tenant');
    expect(accounts?.find(({ owner }) => owner === run.mover)?.subscriptions).toEqual(
      waiting === run ? run.sources.slice(0, 1) : another.subscriptions,
    );
  });
});
