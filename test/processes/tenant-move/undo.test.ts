import { isDeepStrictEqual } from 'node:util';
import { failure } from '../../../activities/failures/failure';
import { inLanes } from '../../support/in-lanes';
import { asked, canSkipTime, progress, until } from '../../support/rig';
import { ended, rule } from '../support/endings';
import { gate } from '../support/gate';
import { willing, withPeople } from '../support/people';
import { helpful, openTenantMoves, seedTenantMove, type TenantMoves, type TenantRun } from '../support/tenant-moves';
import type { Wire } from '../support/wires';

const refuse = () => {
  throw failure('AccessDenied', 'not allowed any more');
};
const giveUp = () => ({ verdict: 'give-up' as const, reason: 'not today' });

(canSkipTime ? describe : describe.skip)('tenantMove, taken back', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  const failing = (activity: string, more: object = {}) => ({
    prepare: ({ workflowId }: Pick<TenantRun, 'workflowId'>) => moves.wires.lay({ workflowId, activity, ...more }, refuse),
  });

  it('when any step fails for good everything is as it was, by the state of the simulated Azure', async () => {
    const failures: [activity: string, wire: object][] = [
      ['setAuthLevel', { call: 'setAuthLevel', times: 1 }],
      ['setAuthLevel', { call: 'setAuthLevel', times: 1, when: 'after' }],
      ['addEaAccount', {}],
      ['addEaAccount', { when: 'after' }],
      ['snapshotDirectory', {}],
      ['startEaTransfer', { times: 1 }],
      ['linkPartner', {}],
      ['grantRole', { call: 'putRoleAssignment' }],
      ['grantRole', { call: 'putRoleAssignment', skip: 1 }],
      ['verifyTenantMove', {}],
    ];
    const wrong: unknown[] = [];
    await inLanes(4, failures, async ([activity, wire]) => {
      const name = `fails: ${activity} ${JSON.stringify(wire)}`;
      const run = await moves.begin(name, failing(activity, wire));
      const { failure: type = '', view } = await moves.played(run, undefined, giveUp);
      const seen = [type, view.status, view.leftUndone, isDeepStrictEqual(await run.state(), run.before)];
      if (!['AccessDenied', 'GivenUp'].includes(type) || JSON.stringify(seen.slice(1)) !== '["undone",[],true]')
        wrong.push({ name, seen });
    });
    expect(wrong).toEqual([]);
  });

  it('cancelled at any moment everything is as it was', async () => {
    const moments: [step: string, wire?: Pick<Wire, 'call' | 'when'> & { activity: string }][] = [
      ['authLevel', { activity: 'setAuthLevel', call: 'setAuthLevel' }],
      ['authLevel', { activity: 'setAuthLevel', call: 'setAuthLevel', when: 'after' }],
      ['account', { activity: 'addEaAccount', when: 'after' }],
      ['activate'],
      ['warnings'],
      ['transfer', { activity: 'startEaTransfer' }],
      ['transfer', { activity: 'startEaTransfer', when: 'after' }],
      ['transfer', { activity: 'awaitDirectory' }],
      ['restore', { activity: 'restoreDirectory', when: 'after' }],
      ['access', { activity: 'grantRole', call: 'putRoleAssignment', when: 'after' }],
      ['verify', { activity: 'verifyTenantMove' }],
    ];
    const wrong: unknown[] = [];
    await inLanes(4, moments, async ([step, wire]) => {
      const name = `cancelled: ${step} ${JSON.stringify(wire ?? {})}`;
      const [reached, held] = [gate(), gate()];
      const run = await moves.begin(name, {
        prepare: ({ workflowId }) => {
          if (!wire) return;
          moves.wires.lay({ workflowId, times: 1, ...wire }, () => {
            reached.open();
            return held.passed;
          });
        },
      });
      const people = helpful(moves, run);
      const end = moves.played(run, (question) => (!wire && question.step === step ? undefined : people(question)));
      end.catch(() => undefined);
      if (wire) await Promise.race([reached.passed, end]);
      else await asked(run.handle, 'customer', step);
      await run.handle.cancel();
      // The activity answers only after the run has heard of the cancel: both at the same moment is more than the test server can take.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      held.open();
      const { failure: type, view } = await end;
      const seen = [type, view.status, view.leftUndone, isDeepStrictEqual(await run.state(), run.before)];
      if (JSON.stringify(seen) !== '["Cancelled","undone",[],true]') wrong.push({ name, seen, undone: view.undone });
    });
    expect(wrong).toEqual([]);
  });

  it('the customer says no to the warnings: declined, account and Auth Level as they were', async () => {
    const run = await moves.begin('partner ea unwanted');
    const {
      failure: type,
      result,
      view,
    } = await moves.played(run, (question) =>
      question.step === 'warnings' ? { choice: 'decline', comment: 'too much' } : helpful(moves, run)(question),
    );
    expect(type).toBeUndefined();
    expect(result).toMatchObject({ status: 'declined', restored: [] });
    expect(view).toMatchObject({ status: 'declined', failure: { message: 'customer declined (warnings): too much' } });
    expect(await run.state()).toEqual(run.before);
  });

  it('two of one enrolment and one mover, started at once: the second one waits until the first one has been taken back', async () => {
    const { input, ...seeded } = await seedTenantMove(moves.rig.azure, 'at once');
    const before = await seeded.state();
    const runs = await Promise.all(
      ['one at once', 'another at once'].map(async (workflowId): Promise<TenantRun> => {
        return { ...seeded, workflowId, before, handle: await moves.rig.start('tenantMove', workflowId, input) };
      }),
    );
    const detail = async ({ handle }: TenantRun) => (await progress(handle)).steps.find(({ name }) => name === 'check')?.detail;
    const second = await until('one waits', async () => {
      for (const one of runs) if ((await detail(one))?.startsWith('Waits for')) return one;
      return undefined;
    });
    const first = runs.find((one) => one !== second) as TenantRun;
    expect(await detail(second)).toMatch(`Waits for the end of ${first.workflowId}: `);
    const [{ view }, end] = await Promise.all([
      moves.played(first, (question) => (question.step === 'warnings' ? { choice: 'decline' } : helpful(moves, first)(question))),
      moves.played(second),
    ]);
    expect([view.status, view.leftUndone]).toEqual(['declined', []]);
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    expect(await seeded.state()).toMatchObject({
      enrolment: {
        authLevel: 'Work or School Account Cross Tenant',
        accounts: [{ subscriptions: [] }, { owner: first.admin.userPrincipalName, subscriptions: [first.source] }],
      },
    });
  });

  it('a yes without every name is refused', async () => {
    const run = await moves.begin('partner ea by halves');
    void withPeople(run, (question) => (question.step === 'warnings' ? undefined : helpful(moves, run)(question))).catch(
      () => undefined,
    );
    const { waitingFor } = await asked(run.handle, 'customer', 'warnings');
    const [question] = waitingFor;
    const decision = {
      party: 'customer',
      step: 'warnings',
      digest: question?.digest,
      name: 'Dana',
      choice: 'approve',
      states: ['customRoles'],
    };
    const refused: unknown = await run.handle.executeUpdate('decide', { args: [decision] }).catch((error: unknown) => error);
    expect(String((refused as { cause?: unknown }).cause)).toMatch(
      /does not state: administrators .*; roleAssignments .*; partnerId/,
    );
    await run.handle.cancel();
    await ended(moves, run);
    expect(await run.state()).toEqual(run.before);
  });

  it('what has lost its identity is named when everything else is back', async () => {
    const run = await moves.begin('partner ea broken', { breakable: true, ...failing('verifyTenantMove') });
    const { failure: type, view } = await moves.played(run, undefined, giveUp);
    expect(type).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([expect.stringMatching(/^managed identity of backup\d+ .*switch it off and on again/)]);
    expect(await run.state()).toEqual({ ...(run.before as object), identities: [] });
  });

  it('what fails after the transfer waits for the operator, and goes on when tried again', async () => {
    const run = await moves.begin('partner ea retried', failing('restoreDirectory', { times: 1 }));
    void withPeople(run, helpful(moves, run)).catch(() => undefined);
    await asked(run.handle, 'operator', 'restore');
    await rule(run, { step: 'restore', verdict: 'retry', reason: 'allowed now' });
    expect((await ended(moves, run)).failure).toBeUndefined();
  });

  it('by Azure’s change of directory, when a step fails: everything is as it was', async () => {
    const wrong: unknown[] = [];
    const failures = ['requestDirectoryChange', 'acceptDirectoryChange', 'restoreDirectory', 'grantRole', 'verifyTenantMove'];
    await inLanes(3, failures, async (activity) => {
      const wire = {
        ...(activity === 'restoreDirectory' ? { times: 1 } : {}),
        ...(activity === 'grantRole' ? { call: 'putRoleAssignment' } : {}),
      };
      const run = await moves.begin(`change fails: ${activity}`, { input: { way: 'changeTenant' }, ...failing(activity, wire) });
      const { failure: type, view } = await moves.played(run, undefined, giveUp);
      const seen = [view.status, view.leftUndone, isDeepStrictEqual(await run.state(), run.before)];
      if (JSON.stringify(seen) !== '["undone",[],true]') wrong.push({ activity, type, seen });
    });
    expect(wrong).toEqual([]);
  });

  it.each(['customerEa', 'payg', 'open'] as const)('%s, when verify fails: everything is as it was', async (variant) => {
    const run = await moves.begin(`${variant} without verify`, { variant, ...failing('verifyTenantMove') });
    const { failure: type, view } = await moves.played(run, undefined, giveUp);
    expect([type, view.leftUndone]).toEqual(['GivenUp', []]);
    expect(await run.state()).toEqual(run.before);
  });

  it('an offered subscription is withdrawn when the run is cancelled before anybody accepts', async () => {
    const run = await moves.begin('payg withdrawn', { variant: 'payg' });
    void withPeople(run, (question) => (question.link ? undefined : willing(question))).catch(() => undefined);
    await asked(run.handle, 'customer', 'transfer');
    await run.handle.cancel();
    const { failure: type, view } = await ended(moves, run);
    expect([type, view.status]).toEqual(['Cancelled', 'undone']);
    expect(view.undone).toEqual([expect.stringMatching(/^give Source \d+ back to someone@outlook/)]);
    expect(await run.state()).toEqual(run.before);
  });

  it('lost credit is named', async () => {
    const run = await moves.begin('open with credit', {
      variant: 'open',
      subscription: { credit: 100 },
      ...failing('verifyTenantMove'),
    });
    const { failure: type, view } = await moves.played(run, undefined, giveUp);
    expect(type).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([expect.stringMatching(/^unused credit of Source \d+ \(100\) is lost/)]);
  });
});
