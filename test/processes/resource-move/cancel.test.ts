import { failure } from '../../../activities/failures/failure';
import { approve, asked, canSkipTime, progress, until } from '../../support/rig';
import { everyStep } from '../support/move-world';
import { ended, type Ended } from '../support/endings';
import { openRuns, type Run, type Runs, writesOf } from '../support/runs';
import type { Wire } from '../support/wires';

/** Where the cancel comes: in the middle of the call, which goes on and does its work all the same. `step`: the one that notices. */
const DURING: Record<string, { step: string; at: Omit<Wire, 'workflowId'>; undone: number }> = {
  'a lock is being lifted': { step: 'prepare', at: { activity: 'liftLocks', call: 'deleteLock' }, undone: 1 },
  'a provider is being registered': {
    step: 'prepare',
    at: { activity: 'registerProviders', call: 'registerProvider' },
    undone: 1,
  },
  'a group is being created': {
    step: 'validate',
    at: { activity: 'createResourceGroups', call: 'createResourceGroup' },
    undone: 2,
  },
  'Azure validates': { step: 'validate', at: { activity: 'startValidation', call: 'startValidation' }, undone: 2 },
  'a move is being sent': { step: 'move', at: { activity: 'startMove', call: 'startMove' }, undone: 3 },
  'Azure moves': { step: 'redistribute', at: { activity: 'startMove', call: 'startMove', when: 'after', skip: 1 }, undone: 4 },
  'Azure moves inside the destination': {
    step: 'restore',
    at: { activity: 'startMove', call: 'startMove', when: 'after', skip: 2 },
    undone: 5,
  },
  'a role assignment is being carried over': {
    step: 'restore',
    at: { activity: 'carryOver', call: 'putRoleAssignment' },
    undone: 6,
  },
  'a lock is being put back': { step: 'verify', at: { activity: 'restoreLocks', call: 'putLock' }, undone: 7 },
  'both sides are read': { step: 'verify', at: { activity: 'verifyMove' }, undone: 7 },
};

(canSkipTime ? describe : describe.skip)('resourceMove: cancelled', () => {
  let runs: Runs;
  const started = new Map<string, Promise<{ run: Run; end: Ended; state: unknown }>>();
  const outcome = (what: string) => started.get(what) as Promise<{ run: Run; end: Ended; state: unknown }>;

  /** Cancels in the middle of a call: the workflow has taken notice before the call goes on. */
  const cancelAt = (run: Pick<Run, 'workflowId'>, at: Omit<Wire, 'workflowId'>, times = 1) => {
    runs.wires.lay({ workflowId: run.workflowId, times, ...at }, async () => {
      const handle = runs.rig.client.workflow.getHandle(run.workflowId);
      await handle.cancel();
      await until('the cancel is noticed', async () => {
        const { events = [] } = await handle.fetchHistory();
        const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
        return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
      });
    });
  };
  const play = async (what: string, act: (run: Run) => Promise<unknown>) => {
    const run = await runs.begin(`cancelled while ${what}`, everyStep());
    await act(run);
    return { run, end: await ended(runs, run), state: await run.state() };
  };

  const OTHERS: Record<string, (run: Run) => Promise<unknown>> = {
    'it plans': async (run) => cancelAt(run, { activity: 'planResourceMove', skip: 1 }),
    'people are asked': async (run) => {
      await asked(run.handle, 'operator');
      // The test server loses the run when an activity ends in the moment of the cancel.
      await until('both notices are out', async () => {
        const { raw } = await run.handle.describe();
        const sent = runs.rig.notices.filter(({ workflowId }) => workflowId === run.workflowId);
        return sent.length === 2 && raw.pendingActivities?.length === 0;
      });
      await run.handle.cancel();
    },
    'it waits for a fabric upgrade': async (run) => {
      await runs.rig.azure.post('faults', {
        match: { method: 'POST', path: `${run.source}/.*/moveResources`, times: 1000 },
        action: { status: 409, code: 'OperationNotAllowed', message: 'The fabric is being upgraded.' },
      });
      await approve(run.handle);
      await until('it waits', async () =>
        (await runs.rig.azure.get<{ path: string; fault?: string }[]>('audit?format=json')).some(
          ({ path, fault }) => fault !== undefined && path.includes(run.source),
        ),
      );
      await run.handle.cancel();
    },
    'it waits for a ruling': async (run) => {
      runs.wires.lay({ workflowId: run.workflowId, activity: 'verifyMove' }, () => {
        throw failure('AccessDenied', 'not verified');
      });
      await approve(run.handle);
      await asked(run.handle, 'operator', 'verify');
      await run.handle.cancel();
    },
    'it undoes': async (run) => {
      cancelAt(run, { activity: 'startMove', call: 'startMove', when: 'after', skip: 1 }, 3);
      cancelAt(run, { activity: 'deleteEmptyGroups' }, 1);
      await approve(run.handle);
    },
    'it tidies': async (run) => {
      cancelAt(run, { activity: 'removeOrphans' });
      await approve(run.handle);
    },
  };

  beforeAll(async () => {
    runs = await openRuns();
    for (const [what, { at }] of Object.entries(DURING)) {
      const act = async (run: Run) => {
        cancelAt(run, at);
        await approve(run.handle);
      };
      started.set(what, play(what, act));
    }
    for (const [what, act] of Object.entries(OTHERS)) started.set(what, play(what, act));
    await Promise.allSettled(started.values());
  });
  afterAll(async () => runs.close());

  it.each(Object.entries(DURING))('while %s: undone, the source is as it was', async (what, { step, undone }) => {
    const { run, end, state } = await outcome(what);
    expect(end.failure).toBe('Cancelled');
    expect(end.view).toMatchObject({ status: 'undone', step, leftUndone: [] });
    expect(end.view.failure).toBeUndefined();
    expect(end.view.undone).toHaveLength(undone);
    expect(state).toEqual(run.before);
    const report = await runs.report(end.view);
    expect(report).toMatchObject({ outcome: 'undone', undone: end.view.undone, totals: { moved: 0 } });
  });

  it.each(['it plans', 'people are asked'])('while %s: over, nothing was written', async (what) => {
    const { run, end, state } = await outcome(what);
    expect(end).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', undone: [], waitingFor: [] } });
    expect(state).toEqual(run.before);
    expect(await writesOf(runs, run)).toEqual([]);
  });

  it.each(['it waits for a fabric upgrade', 'it waits for a ruling'])(
    'while %s: undone, nobody is waited for any more',
    async (what) => {
      const { run, end, state } = await outcome(what);
      expect(end).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', waitingFor: [], leftUndone: [] } });
      expect(state).toEqual(run.before);
    },
  );

  it('while it undoes: the undo goes on to its end', async () => {
    const { run, end, state } = await outcome('it undoes');
    expect(end).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
    expect(end.view.undone).toHaveLength(4);
    expect(state).toEqual(run.before);
  });

  it('while it tidies: too late, all has moved and the run says so', async () => {
    const { run, end } = await outcome('it tidies');
    expect(end).toMatchObject({ failure: undefined, result: { status: 'done', totals: { moved: 4 } }, view: { status: 'done' } });
    expect(await run.namesIn(run.source)).toEqual([]);
    expect((await progress(run.handle)).artifacts).toHaveProperty('report');
  });

  it('breaks nothing that has to hold', async () => {
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
