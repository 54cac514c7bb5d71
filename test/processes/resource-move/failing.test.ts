import { failure } from '../../../activities/failures/failure';
import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';
import type { FailureType } from '../../../contracts/run/failures';
import { approve, asked, canSkipTime } from '../../support/rig';
import { everyStep } from '../support/move-world';
import { ended, type Ended, givingUp, rule } from '../support/endings';
import { openRuns, type Run, type Runs } from '../support/runs';
import type { Wire } from '../support/wires';

interface Case {
  fails: Omit<Wire, 'workflowId'>;
  /** The step in which the run fails, and as what it is put to the operator before that. */
  step: string;
  asks?: string;
  undone: string[];
}

const LOCKS = 'put the locks back';
const GROUPS = 'delete the groups it created';
const GATHER = 'move b001 back (1 resource from app to net)';
const ACROSS = 'move b002 back (4 resources from app to app)';
const APART = 'move b003 back (1 resource from net to app)';
const CARRIED = 'remove the carried-over role assignments and locks';
const LOCKS_AGAIN = 'lift the locks again for the way back';

/** A wire trips after an act that writes: the act was done, and its answer says that it failed. */
const CASES: Record<string, Case> = {
  'keeping locks and roles aside': { fails: { activity: 'takeSnapshot' }, step: 'prepare', undone: [] },
  'lifting a lock': { fails: { activity: 'liftLocks', call: 'deleteLock', when: 'after' }, step: 'prepare', undone: [LOCKS] },
  'registering a provider': {
    fails: { activity: 'registerProviders', call: 'registerProvider', when: 'after' },
    step: 'prepare',
    undone: [LOCKS],
  },
  'waiting for the registration': { fails: { activity: 'awaitProviders' }, step: 'prepare', undone: [LOCKS] },
  'creating the first group': {
    fails: { activity: 'createResourceGroups', call: 'createResourceGroup', when: 'after' },
    step: 'prepare',
    undone: [GROUPS, LOCKS],
  },
  'asking for validation': { fails: { activity: 'startValidation' }, step: 'validate', undone: [GROUPS, LOCKS] },
  'waiting for the validation': { fails: { activity: 'pollOperation' }, step: 'validate', undone: [GROUPS, LOCKS] },
  'sending the first move': { fails: { activity: 'startMove', times: 1 }, step: 'move', undone: [GROUPS, LOCKS] },
  'looking at the first move': {
    fails: { activity: 'lookAtBatch', times: 2 },
    step: 'move',
    asks: 'b001',
    undone: [GATHER, GROUPS, LOCKS],
  },
  'sending the move across': {
    fails: { activity: 'startMove', call: 'startMove', skip: 1, times: 1 },
    step: 'move',
    undone: [GATHER, GROUPS, LOCKS],
  },
  'sending the move inside the destination': {
    fails: { activity: 'startMove', call: 'startMove', skip: 2, times: 1 },
    step: 'redistribute',
    undone: [ACROSS, GATHER, GROUPS, LOCKS],
  },
  'carrying over a role assignment': {
    fails: { activity: 'carryOver', call: 'putRoleAssignment', when: 'after' },
    step: 'restore',
    asks: 'restore',
    undone: [CARRIED, APART, ACROSS, GATHER, GROUPS, LOCKS],
  },
  'carrying over a lock': {
    fails: { activity: 'carryOver', call: 'putLock', when: 'after' },
    step: 'restore',
    asks: 'restore',
    undone: [CARRIED, APART, ACROSS, GATHER, GROUPS, LOCKS],
  },
  'putting a lock back': {
    fails: { activity: 'restoreLocks', call: 'putLock', when: 'after', times: 1 },
    step: 'restore',
    asks: 'restore',
    undone: [LOCKS_AGAIN, CARRIED, APART, ACROSS, GATHER, GROUPS, LOCKS],
  },
  verifying: {
    fails: { activity: 'verifyMove' },
    step: 'verify',
    asks: 'verify',
    undone: [LOCKS_AGAIN, CARRIED, APART, ACROSS, GATHER, GROUPS, LOCKS],
  },
};

/** Which undo fails after a failed verification, and what a person has to finish then. */
const UNDO_CASES: Record<string, { fails: Omit<Wire, 'workflowId'>; leftUndone: string[] }> = {
  'lifting the locks again': { fails: { activity: 'liftLocks' }, leftUndone: [LOCKS_AGAIN, ACROSS, GATHER, LOCKS] },
  'removing what was carried over': {
    fails: { activity: 'removeCarriedOver' },
    leftUndone: [CARRIED, APART, ACROSS, GATHER, LOCKS],
  },
  'moving back': { fails: { activity: 'startMove' }, leftUndone: [APART, ACROSS, GATHER, LOCKS] },
  'moving the last of them back': {
    fails: { activity: 'startMove', call: 'startMove', skip: 2 },
    leftUndone: [GATHER, LOCKS],
  },
  'looking what has to go back': { fails: { activity: 'lookAtBatch' }, leftUndone: [APART, ACROSS, GATHER, LOCKS] },
  'deleting the groups': { fails: { activity: 'deleteEmptyGroups' }, leftUndone: [GROUPS] },
  'putting the locks back': { fails: { activity: 'restoreLocks' }, leftUndone: [LOCKS] },
};

const deny = (why: string) => () => {
  throw failure('AccessDenied', why);
};

(canSkipTime ? describe : describe.skip)('resourceMove: a step that fails for good', () => {
  let runs: Runs;
  const started = new Map<string, Promise<{ run: Run; end: Ended; state: unknown }>>();
  const outcome = (what: string) => started.get(what) as Promise<{ run: Run; end: Ended; state: unknown }>;

  const play = async (what: string, { fails, asks }: Pick<Case, 'fails' | 'asks'>) => {
    const workflowId = `failing: ${what}`;
    const run = await runs.begin(workflowId, everyStep());
    runs.wires.lay({ workflowId, ...fails }, deny(`${what} was made to fail`));
    await approve(run.handle);
    if (asks) {
      await asked(run.handle, 'operator', asks);
      await rule(run, { step: asks, verdict: 'give-up', reason: 'not today' });
    }
    return { run, end: await ended(runs, run), state: await run.state() };
  };

  const playUndo = async (what: string, fails: Omit<Wire, 'workflowId'>) => {
    const workflowId = `undo failing: ${what}`;
    const run = await runs.begin(workflowId, everyStep());
    runs.wires.lay({ workflowId, activity: 'verifyMove' }, deny('not verified'));
    await approve(run.handle);
    await asked(run.handle, 'operator', 'verify');
    runs.wires.lay({ workflowId, ...fails }, deny(`${what} was made to fail`));
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
    return { run, end: await givingUp(runs, run), state: await run.state() };
  };

  /** The third move fails, and so does every one after it. */
  const playMiddle = async () => {
    const workflowId = 'failing: in the middle';
    const run = await runs.begin(workflowId, everyStep());
    runs.wires.lay({ workflowId, activity: 'startMove', call: 'startMove', skip: 2 }, deny('no move any more'));
    await approve(run.handle);
    return { run, end: await givingUp(runs, run), state: await run.state() };
  };

  /** What the local Azure holds, whatever the report says. */
  const expectFoundAsReported = async (run: Run, { rows }: ResourceMoveReport) => {
    const idsIn = async (id: string) => (await runs.rig.azure.idsIn(id)).map((one) => one.toLowerCase());
    const [source, destination] = [await idsIn(run.source), await idsIn(run.destination)];
    for (const { id, newId = id, outcome: said } of rows) {
      const [was, is] = [id.toLowerCase(), newId.toLowerCase()];
      expect([said, source.includes(is), destination.includes(is)]).toEqual([said, said !== 'moved', said === 'moved']);
      if (is !== was) expect(source).not.toContain(was);
    }
  };

  beforeAll(async () => {
    runs = await openRuns();
    started.set('in the middle', playMiddle());
    for (const [what, { fails }] of Object.entries(UNDO_CASES)) started.set(`undo: ${what}`, playUndo(what, fails));
    for (const [what, one] of Object.entries(CASES)) started.set(what, play(what, one));
    await Promise.allSettled(started.values());
  });
  afterAll(async () => runs.close());

  it.each(Object.entries(CASES))('%s: undone newest first, the source is as it was', async (what, { step, asks, undone }) => {
    const { run, end, state } = await outcome(what);
    const type: FailureType = asks ? 'GivenUp' : 'AccessDenied';
    expect(end.failure).toBe(type);
    expect(end.view).toMatchObject({ status: 'undone', undone, leftUndone: [], failure: { type, step } });
    expect(state).toEqual(run.before);
    const report = await runs.report(end.view);
    expect(report).toMatchObject({ outcome: 'undone', undone, leftUndone: [], failure: { type, step } });
    expect(report.totals).toMatchObject({ resources: 4, moved: 0 });
    await expectFoundAsReported(run, report);
  });

  it('in the middle, and nothing can be moved back: the report says where each resource was found', async () => {
    const { run, end } = await outcome('in the middle');
    expect(end.failure).toBe('UndoIncomplete');
    const report = await runs.report(end.view);
    expect(report).toMatchObject({ outcome: 'failed', totals: { resources: 4, moved: 4 } });
    expect(report.rows.map(({ name, newId }) => [name, newId?.split('/').slice(2, 5).join('/')]).sort()).toEqual([
      ['web-config', `${run.destination}/resourceGroups/app`],
      ['web-net', `${run.destination}/resourceGroups/app`],
      // It was gathered there, and was to go on to its own group.
      ['web-nsg', `${run.destination}/resourceGroups/app`],
      ['web-routes', `${run.destination}/resourceGroups/app`],
    ]);
    await expectFoundAsReported(run, report);
  });

  it('left in a staging group of the source: found there', async () => {
    const { run, end } = await outcome('undo: moving the last of them back');
    const { rows } = await runs.report(end.view);
    expect(rows.filter(({ outcome: said }) => said === 'left')).toEqual([
      expect.objectContaining({
        name: 'web-nsg',
        newId: expect.stringMatching(new RegExp(`^/subscriptions/${run.source}/resourceGroups/app/`, 'i')),
      }),
    ]);
    expect(rows.filter(({ outcome: said }) => said === 'movedBack')).toHaveLength(3);
  });

  it.each(Object.entries(UNDO_CASES))(
    'undo, %s: named as left undone, the rest is undone all the same',
    async (what, { leftUndone }) => {
      const { run, end } = await outcome(`undo: ${what}`);
      const everything = [LOCKS_AGAIN, CARRIED, APART, ACROSS, GATHER, GROUPS, LOCKS];
      const done = everything.filter((act) => !leftUndone.includes(act));
      expect(end.failure).toBe('UndoIncomplete');
      expect(end.view.leftUndone.map((act) => everything.find((one) => act.startsWith(one)) ?? act)).toEqual(leftUndone);
      for (const act of leftUndone) expect(end.message).toContain(act);
      expect(done).toEqual(expect.arrayContaining(end.view.undone));
      expect(end.view).toMatchObject({ status: 'failed', failure: { type: 'GivenUp', step: 'verify' } });
      const report = await runs.report(end.view);
      expect(report).toMatchObject({ outcome: 'failed', leftUndone: end.view.leftUndone });
      await expectFoundAsReported(run, report);
    },
  );

  it('breaks nothing that has to hold', async () => {
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
