import { canSkipTime } from '../../support/rig';
import type { Ended } from '../support/endings';
import { knownErrors, unlock } from '../support/known-errors';
import { openRuns, type Run, type Runs } from '../support/runs';

(canSkipTime ? describe : describe.skip)('resourceMove: what Azure is known to answer', () => {
  let runs: Runs;
  const movesAccepted = async (run: Run) =>
    (await runs.rig.azure.accepted('POST', '/moveResources')).filter(
      ({ path, status }) => status === 202 && [run.source, run.destination].some((id) => path.includes(id)),
    ).length;
  const notes = async ({ view }: Ended) => (await runs.report(view)).batches.flatMap((batch) => batch.notes);
  const arrived = async (run: Run, end: Ended, resources: number) => {
    expect(end).toMatchObject({ failure: undefined, result: { status: 'done', totals: { moved: resources } } });
    expect(await run.namesIn(run.source)).toEqual([]);
    expect(await run.namesIn(run.destination)).toHaveLength(resources);
  };

  const started = new Map<string, Promise<{ run: Run; end: Ended }>>();
  const outcome = (what: keyof ReturnType<typeof knownErrors>) => started.get(what) as Promise<{ run: Run; end: Ended }>;
  beforeAll(async () => {
    runs = await openRuns();
    for (const [what, begin] of Object.entries(knownErrors(runs))) started.set(what, begin());
    await Promise.allSettled(started.values());
  });
  afterAll(async () => runs.close());

  it.each(['missing2018', 'missing2020'] as const)(
    '%s: planned again with what Azure names, approved again, moved',
    async (what) => {
      const { run, end } = await outcome(what);
      await arrived(run, end, 2);
      expect(end.view.decisions).toHaveLength(4);
      expect(new Set(end.view.decisions.map(({ digest }) => digest)).size).toBe(2);
      expect(await run.namesIn(run.destination)).toEqual([
        expect.stringMatching(/^\/resourcegroups\/left\//),
        expect.stringMatching(/^\/resourcegroups\/right\//),
      ]);
    },
  );

  it('the same resources named as missing again: nothing new can be planned, all is undone', async () => {
    const { run, end } = await outcome('missingTwice');
    expect(end).toMatchObject({
      failure: 'MissingDependents',
      view: { status: 'undone', failure: { step: expect.any(String) } },
    });
    expect(await run.state()).toEqual(run.before);
  });

  it('MoveResourcesNotFound: split by region, each part moved by itself', async () => {
    const { run, end } = await outcome('regionMix');
    await arrived(run, end, 2);
    expect(await movesAccepted(run)).toBe(2);
    expect(await notes(end)).toEqual([expect.stringMatching(/^split by region into 2: .*MoveResourcesNotFound/)]);
  });

  it('OperationNotAllowed for six hours: waited out, nobody asked', async () => {
    const { run, end } = await outcome('upgrade');
    await arrived(run, end, 1);
    expect(await movesAccepted(run)).toBe(1);
    expect(await notes(end)).toEqual([expect.stringMatching(/^waited: .*OperationNotAllowed.* \(\d+ times\)$/)]);
    expect((await runs.report(end.view)).rulings).toEqual([]);
  });

  it('OperationNotAllowed told by the poll: waited out as well', async () => {
    const { run, end } = await outcome('upgradeLate');
    await arrived(run, end, 1);
    expect(await movesAccepted(run)).toBe(3);
    expect(await notes(end)).toEqual([expect.stringMatching(/^waited: .*OperationNotAllowed.* \(2 times\)$/)]);
  });

  it('ScopeLocked: the operator takes the lock away and rules retry', async () => {
    const { run, end } = await outcome('lockRetry');
    await arrived(run, end, 1);
    expect(await notes(end)).toEqual(['the operator ruled retry: says Olga']);
    expect((await runs.report(end.view)).rulings).toMatchObject([{ step: 'b001', verdict: 'retry' }]);
  });

  it('ScopeLocked: the operator moves it by hand and rules done; it is believed because it is seen', async () => {
    const { run, end } = await outcome('lockDone');
    await arrived(run, end, 1);
    expect(await movesAccepted(run)).toBe(1);
  });

  it('ScopeLocked: a retry with the lock still there asks again, give-up undoes', async () => {
    const { run, end } = await outcome('lockGiveUp');
    expect(end).toMatchObject({
      failure: 'GivenUp',
      message: 'b001: give-up, says Olga',
      view: { status: 'undone', failure: { step: 'move' } },
    });
    expect(await movesAccepted(run)).toBe(0);
    await unlock(runs, run);
    expect(await run.state()).toEqual(run.before);
  });

  it('a partial result: the rest is moved, nothing twice', async () => {
    const { run, end } = await outcome('partial');
    await arrived(run, end, 3);
    expect(await movesAccepted(run)).toBe(2);
    expect(await notes(end)).toEqual([
      expect.stringMatching(/^1 of 3 resources went, the rest is sent again: .*ResourceMoveFailed/),
    ]);
  });

  it('a rest that does not go: what went is moved back', async () => {
    const { run, end } = await outcome('stuck');
    expect(end).toMatchObject({ failure: 'MoveRefused', view: { status: 'undone', leftUndone: [], failure: { step: 'move' } } });
    expect(await run.state()).toEqual(run.before);
  });

  it('429 on every kind of request: waited for', async () => {
    const { run, end } = await outcome('throttled');
    await arrived(run, end, 1);
    expect(await movesAccepted(run)).toBe(1);
  });

  it('every answer to a move dropped: looked up, one accepted move a batch', async () => {
    const { run, end } = await outcome('dropped');
    await arrived(run, end, 4);
    expect(await movesAccepted(run)).toBe(3);
    expect(await notes(end)).toEqual(Array.from({ length: 3 }, () => 'no answer to the request: looked up'));
  });

  it('a request that never arrived: looked up, and sent again', async () => {
    const { run, end } = await outcome('neverSent');
    await arrived(run, end, 1);
    expect(await movesAccepted(run)).toBe(1);
  });

  it('every answer dropped on the way back: one accepted move a batch, the source is as it was', async () => {
    const { run, end } = await outcome('droppedBack');
    expect(end).toMatchObject({ failure: 'GivenUp', view: { status: 'undone', leftUndone: [] } });
    expect(await run.state()).toEqual(run.before);
    expect(await movesAccepted(run)).toBe(6);
  });

  it('a move that Azure ends after four hours, half done: the rest is moved', async () => {
    const { run, end } = await outcome('neverEnding');
    await arrived(run, end, 4);
    expect(await movesAccepted(run)).toBe(2);
    expect(await notes(end)).toEqual([
      expect.stringMatching(/^2 of 4 resources went, the rest is sent again: .*ResourceMoveTimedOut/),
    ]);
  });

  it('a move that may not be looked at any more: its end is waited for before anything is taken back', async () => {
    const { end } = await outcome('lostSight');
    expect(end.failure).toBe('UndoIncomplete');
    expect(end.view.leftUndone).toEqual([
      expect.stringMatching(/^move b001 back .*AccessDenied: the right to move was taken away/),
    ]);
  });

  it('lists that lag behind a move are looked at again', async () => {
    const { run, end } = await outcome('stale');
    await arrived(run, end, 2);
    expect(await movesAccepted(run)).toBe(1);
  });

  it('breaks nothing that has to hold', async () => {
    await Promise.allSettled(started.values());
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
