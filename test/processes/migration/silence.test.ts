import { failure } from '../../../activities/failures/failure';
import { canSkipTime, progress, until } from '../../support/rig';
import { type BeginOptions, helpful, type MigrationRun, type Migrations, openMigrations, partOf } from '../support/migrations';
import type { Manners } from '../support/people';
import { differences } from '../support/state';

const HOUR = 1 / 24;

interface Case {
  /** The question that nobody answers. */
  step: string;
  begin?: BeginOptions;
  ends: [failure: string, status: string];
}

const CASES: readonly Case[] = [
  { step: 'warnings', begin: { input: { deadlines: { warnings: HOUR } } }, ends: ['Expired', 'declined'] },
  { step: 'gate', begin: { classic: true, plain: 0, input: { deadlines: { gate: HOUR } } }, ends: ['Expired', 'declined'] },
  { step: 'approve', begin: { input: { deadlines: { plan: HOUR } } }, ends: ['Expired', 'declined'] },
  { step: 'ruling', begin: { input: { deadlines: { ruling: HOUR } } }, ends: ['GivenUp', 'undone'] },
];

(canSkipTime ? describe : describe.skip)('from EA to CSP, when nobody answers', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const silentAt =
    ({ step }: Case, run: MigrationRun): Manners =>
    (asked) =>
      asked.step === step ? undefined : helpful(migrations, run)(asked);

  it('silence to the end takes everything back, at every question', async () => {
    const runs = await Promise.all(
      CASES.map(async (one) => {
        const run = await migrations.begin(`silence at ${one.step}`, one.begin);
        const refused = partOf(run, 'secrets-removal');
        if (one.step === 'ruling')
          migrations.wires.lay({ workflowId: refused, activity: 'findSecrets' }, () => {
            throw failure('AccessDenied', 'the wire says no');
          });
        const end = migrations.played(run, silentAt(one, run), one.step === 'ruling' ? () => undefined : undefined);
        end.catch(() => undefined);
        return { ...one, run, end, waitsFor: one.step === 'ruling' ? refused : one.step };
      }),
    );
    for (const { run, waitsFor } of runs)
      await until(`${run.workflowId} is asked`, async () => {
        const whole = await progress(run.handle);
        const childRuns = (whole.childRuns ?? []).filter(({ outcome }) => outcome === 'running');
        const views = await Promise.all(
          childRuns.map(({ workflowId }) =>
            progress(migrations.rig.client.workflow.getHandle(workflowId)).catch(() => undefined),
          ),
        );
        return [whole, ...views].some((view) =>
          view?.waitingFor.some(({ step, digest }) => step === waitsFor && (digest !== undefined || step.includes('-'))),
        );
      });
    await migrations.rig.env.sleep('2h');
    for (const { run, end, ends } of runs) {
      const { failure: type, view } = await end;
      expect([run.workflowId, type, view.status]).toEqual([run.workflowId, ...ends]);
      expect([run.workflowId, view.leftUndone, differences(run.before, await run.state())]).toEqual([run.workflowId, [], []]);
    }
  });
});
