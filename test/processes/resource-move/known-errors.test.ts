import { failure } from '../../../activities/failures/failure';
import { approve, asked, canSkipTime, until } from '../../support/rig';
import { idOf, resource, SOURCE, world } from '../../support/worlds';
import { everyStep, oneBatch } from '../support/move-world';
import { ended, type Ended, openRuns, reportOf, rule, type Run, type Runs } from '../support/runs';

const NSG = 'Microsoft.Network/networkSecurityGroups';
const VALIDATE = 'validateMoveResources';
/** Not the validation, whose path ends the same. */
const MOVE = '/moveResources\\?';

/** Two groups that need nothing of each other, as far as the rules know. */
const twoGroups = () =>
  world({
    groups: ['left', 'right'].map((name) => ({ subscriptionId: SOURCE, name, location: 'westeurope' })),
    resources: [
      resource('left', NSG, 'left-nsg', { securityRules: [] }),
      resource('right', NSG, 'right-nsg', { securityRules: [] }),
    ],
  });

const storageAndNetwork = () =>
  world({
    groups: [{ subscriptionId: SOURCE, name: 'mixed', location: 'westeurope' }],
    resources: [
      resource(
        'mixed',
        'Microsoft.Storage/storageAccounts',
        'mixedstore',
        {},
        { sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
      ),
      resource('mixed', NSG, 'mixed-nsg', { securityRules: [] }),
    ],
  });

const inTheSource = (run: Pick<Run, 'source'>, id: string) => id.replace(SOURCE, run.source);

/** The refusal in both shapes that were published: details as they are, and details as JSON in a message. */
function missing(target: string, shape: 2018 | 2020): unknown {
  const code = 'MissingMoveDependentResources';
  const inner = {
    code,
    message: 'See the details for the missing ids.',
    details: [{ code, target, message: `'${target}' is missing` }],
  };
  return {
    error: {
      code: 'ResourceMoveProviderValidationFailed',
      message: 'Resource move validation failed. Please see details.',
      details: [
        shape === 2020
          ? { ...inner, target: NSG }
          : { target: 'Microsoft.Compute/virtualMachines', message: JSON.stringify({ error: inner }) },
      ],
    },
  };
}

(canSkipTime ? describe : describe.skip)('resourceMove: what Azure is known to answer', () => {
  let runs: Runs;
  const faults = (...list: unknown[]) => runs.rig.azure.post('faults', list);
  const movesAccepted = async (run: Run) =>
    (await runs.rig.azure.accepted('POST', '/moveResources')).filter(
      ({ path, status }) => status === 202 && [run.source, run.destination].some((id) => path.includes(id)),
    ).length;
  const notes = async ({ view }: Ended) => (await reportOf(runs, view)).batches.flatMap((batch) => batch.notes);
  const arrived = async (run: Run, end: Ended, resources: number) => {
    expect(end).toMatchObject({ failure: undefined, result: { status: 'done', totals: { moved: resources } } });
    expect(await run.namesIn(run.source)).toEqual([]);
    expect(await run.namesIn(run.destination)).toHaveLength(resources);
  };

  const play = async (
    name: string,
    of: Record<string, unknown>,
    prepare: (run: Omit<Run, 'handle'>) => unknown,
    act = approved,
  ) => {
    const run = await runs.begin(name, of, {}, prepare);
    await act(run);
    return { run, end: await ended(runs, run) };
  };
  const approved = async (run: Run): Promise<unknown> => approve(run.handle);
  const approvedAndRuled = async (run: Run, ...verdicts: ('retry' | 'done' | 'give-up')[]) => {
    await approve(run.handle);
    for (const verdict of verdicts) {
      const { waitingFor } = await asked(run.handle, 'operator', 'b001');
      await rule(run, { step: waitingFor[0]?.step ?? '', verdict, reason: `${verdict}, says Olga` });
    }
  };
  const lockOf = (run: Pick<Run, 'source'>) =>
    `/subscriptions/${run.source}/resourceGroups/one/providers/Microsoft.Authorization/locks/sudden?api-version=2016-09-01`;
  const lockedWhileMoving = (name: string) => (run: Omit<Run, 'handle'>) => {
    runs.wires.lay({ workflowId: name, activity: 'startMove', times: 1 }, () =>
      runs.rig.azure.arm('PUT', lockOf(run), { properties: { level: 'ReadOnly' } }),
    );
  };
  const unlock = (run: Run) => runs.rig.azure.arm('DELETE', lockOf(run));

  const PLAYS = {
    missing2018: () =>
      play(
        'missing 2018',
        twoGroups(),
        (run) => faults(refusedValidation(run, 2018)),
        async (run) => {
          const first = (await asked(run.handle, 'customer')).waitingFor[0]?.digest;
          await approve(run.handle);
          await askedAnew(run, first);
          await approve(run.handle);
        },
      ),
    missing2020: () =>
      play(
        'missing 2020',
        twoGroups(),
        (run) => faults(refusedValidation(run, 2020)),
        async (run) => {
          const first = (await asked(run.handle, 'customer')).waitingFor[0]?.digest;
          await approve(run.handle);
          await askedAnew(run, first);
          await approve(run.handle);
        },
      ),
    missingTwice: () =>
      play(
        'missing twice',
        twoGroups(),
        (run) =>
          faults(refusedValidation(run, 2020), {
            ...refusedValidation(run, 2020),
            match: { method: 'POST', path: `${run.source}/resourceGroups/right/${VALIDATE}`, nth: 2 },
          }),
        async (run) => {
          const first = (await asked(run.handle, 'customer')).waitingFor[0]?.digest;
          await approve(run.handle);
          await askedAnew(run, first);
          await approve(run.handle);
        },
      ),
    regionMix: () =>
      play('region mix', storageAndNetwork(), (run) =>
        faults({
          match: { method: 'POST', path: `${run.source}/.*${MOVE}` },
          action: { status: 409, code: 'MoveResourcesNotFound', message: 'Some resources cannot be found.' },
        }),
      ),
    upgrade: () =>
      play('upgrade', oneBatch(), (run) => {
        runs.wires.lay({ workflowId: 'upgrade', activity: 'startMove', times: 1 }, () =>
          faults({
            match: { method: 'POST', path: `${run.source}/.*${MOVE}` },
            for: '6h',
            action: { status: 409, code: 'OperationNotAllowed', message: 'The fabric is being upgraded.' },
          }),
        );
      }),
    upgradeLate: () =>
      play('upgrade told by the poll', oneBatch(), (run) =>
        faults({
          match: { method: 'POST', path: `${run.source}/.*${MOVE}`, times: 2 },
          action: { lro: { status: 409, code: 'OperationNotAllowed', message: 'The fabric is being upgraded.' } },
        }),
      ),
    lockRetry: () =>
      play('locked, retried', oneBatch(), lockedWhileMoving('locked, retried'), async (run) => {
        await approve(run.handle);
        await asked(run.handle, 'operator', 'b001');
        await unlock(run);
        await approvedRuling(run, 'retry');
      }),
    lockDone: () =>
      play('locked, done by hand', oneBatch(), lockedWhileMoving('locked, done by hand'), async (run) => {
        await approve(run.handle);
        await asked(run.handle, 'operator', 'b001');
        await unlock(run);
        await runs.rig.azure.arm('POST', `/subscriptions/${run.source}/resourceGroups/one/moveResources?api-version=2024-03-01`, {
          resources: [inTheSource(run, idOf('one', NSG, 'one-nsg0'))],
          targetResourceGroup: `/subscriptions/${run.destination}/resourceGroups/one`,
        });
        await until('it has moved', async () => (await run.namesIn(run.destination)).length === 1);
        await approvedRuling(run, 'done');
      }),
    lockGiveUp: () =>
      play('locked, given up', oneBatch(), lockedWhileMoving('locked, given up'), async (run) => {
        await approvedAndRuled(run, 'retry', 'give-up');
      }),
    partial: () =>
      play('partial', oneBatch(3), (run) =>
        faults({ match: { method: 'POST', path: `${run.source}/.*${MOVE}` }, action: { partial: 1 } }),
      ),
    stuck: () =>
      play('stuck half way', oneBatch(3), (run) =>
        faults(
          { match: { method: 'POST', path: `${run.source}/.*${MOVE}` }, action: { partial: 1 } },
          { match: { method: 'POST', path: `${run.source}/.*${MOVE}` }, action: { partial: 0 } },
        ),
      ),
    throttled: () =>
      play('throttled', oneBatch(), (run) =>
        faults(
          ...[`${run.source}/.*${MOVE}`, `${run.source}/.*${VALIDATE}`, `${run.source}/resources\\?`].map((path) => ({
            match: { path, times: 2 },
            action: { status: 429, code: 'TooManyRequests', message: 'Slow down.', headers: { 'retry-after': '1' } },
          })),
        ),
      ),
    dropped: () =>
      play('answers dropped', everyStep(), (run) =>
        faults(
          { match: { method: 'POST', path: `${run.source}/.*${MOVE}`, times: 2 }, action: { dropAnswer: true } },
          { match: { method: 'POST', path: `${run.destination}/.*${MOVE}`, times: 1 }, action: { dropAnswer: true } },
        ),
      ),
    neverSent: () =>
      play('never arrived', oneBatch(), (run) =>
        faults({ match: { method: 'POST', path: `${run.source}/.*${MOVE}`, times: 2 }, action: { reset: true } }),
      ),
    droppedBack: () =>
      play(
        'answers dropped on the way back',
        everyStep(),
        () =>
          runs.wires.lay({ workflowId: 'answers dropped on the way back', activity: 'verifyMove' }, () => {
            throw failure('AccessDenied', 'not verified');
          }),
        async (run) => {
          await approve(run.handle);
          await asked(run.handle, 'operator', 'verify');
          await faults(
            { match: { method: 'POST', path: `${run.destination}/.*${MOVE}`, times: 2 }, action: { dropAnswer: true } },
            { match: { method: 'POST', path: `${run.source}/.*${MOVE}`, times: 1 }, action: { dropAnswer: true } },
          );
          await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
        },
      ),
    neverEnding: () =>
      play('four hours', oneBatch(4), (run) =>
        faults({ match: { method: 'POST', path: `${run.source}/.*${MOVE}` }, action: { neverEnds: true } }),
      ),
    lostSight: () =>
      play('lost sight of', oneBatch(4), (run) => {
        runs.wires.lay({ workflowId: 'lost sight of', activity: 'pollOperation', skip: 1, times: 1 }, () => {
          throw failure('AccessDenied', 'the right to look was taken away');
        });
        runs.wires.lay({ workflowId: 'lost sight of', activity: 'startMove', call: 'startMove', skip: 1 }, () => {
          throw failure('AccessDenied', 'the right to move was taken away');
        });
        return faults({ match: { method: 'POST', path: `${run.source}/.*${MOVE}` }, action: { neverEnds: true } });
      }),
    stale: () =>
      play('stale lists', oneBatch(2), (run) =>
        faults({
          match: { method: 'GET', path: `${run.source}/resourceGroups/one/resources`, times: 6 },
          action: { stale: true },
        }),
      ),
  };

  const refusedValidation = (run: Pick<Run, 'source'>, shape: 2018 | 2020) => ({
    match: { method: 'POST', path: `${run.source}/resourceGroups/left/${VALIDATE}` },
    action: { status: 409, body: missing(inTheSource(run, idOf('right', NSG, 'right-nsg')), shape) },
  });
  const askedAnew = (run: Run, before: string | undefined) =>
    until('another plan is asked about', async () => {
      const { waitingFor } = await asked(run.handle, 'customer');
      return waitingFor[0]?.digest !== before && waitingFor.length === 2;
    });
  const approvedRuling = async (run: Run, verdict: 'retry' | 'done') => rule(run, { step: 'b001', verdict, reason: 'says Olga' });

  const started = new Map<string, Promise<{ run: Run; end: Ended }>>();
  const outcome = (what: keyof typeof PLAYS) => started.get(what) as Promise<{ run: Run; end: Ended }>;
  beforeAll(async () => {
    runs = await openRuns();
    for (const [what, begin] of Object.entries(PLAYS)) started.set(what, begin());
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
    expect((await reportOf(runs, end.view)).rulings).toEqual([]);
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
    expect((await reportOf(runs, end.view)).rulings).toMatchObject([{ step: 'b001', verdict: 'retry' }]);
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
    await unlock(run);
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
