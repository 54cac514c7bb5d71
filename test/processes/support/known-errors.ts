import { failure } from '../../../activities/failures/failure';
import { approve, asked, until } from '../../support/rig';
import { idOf, resource, SOURCE, world } from '../../support/worlds';
import { ended, rule } from './endings';
import { everyStep, oneBatch } from './move-world';
import type { Run, Runs } from './runs';

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

const lockOf = (run: Pick<Run, 'source'>) =>
  `/subscriptions/${run.source}/resourceGroups/one/providers/Microsoft.Authorization/locks/sudden?api-version=2016-09-01`;

export const unlock = ({ rig }: Runs, run: Run) => rig.azure.arm('DELETE', lockOf(run));

/** A move for each thing that Azure is known to answer on the way. */
export function knownErrors(runs: Runs) {
  const faults = (...list: unknown[]) => runs.rig.azure.post('faults', list);
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
  const lockedWhileMoving = (name: string) => (run: Omit<Run, 'handle'>) => {
    runs.wires.lay({ workflowId: name, activity: 'startMove', times: 1 }, () =>
      runs.rig.azure.arm('PUT', lockOf(run), { properties: { level: 'ReadOnly' } }),
    );
  };

  const refusedValidation = (run: Pick<Run, 'source'>, shape: 2018 | 2020) => ({
    match: { method: 'POST', path: `${run.source}/resourceGroups/left/${VALIDATE}` },
    action: { status: 409, body: missing(inTheSource(run, idOf('right', NSG, 'right-nsg')), shape) },
  });
  const approvedTwice = async (run: Run) => {
    const first = (await asked(run.handle, 'customer')).waitingFor[0]?.digest;
    await approve(run.handle);
    await until('another plan is asked about', async () => {
      const { waitingFor } = await asked(run.handle, 'customer');
      return waitingFor[0]?.digest !== first && waitingFor.length === 2;
    });
    await approve(run.handle);
  };
  const approvedRuling = async (run: Run, verdict: 'retry' | 'done') => rule(run, { step: 'b001', verdict, reason: 'says Olga' });

  return {
    missing2018: () => play('missing 2018', twoGroups(), (run) => faults(refusedValidation(run, 2018)), approvedTwice),
    missing2020: () => play('missing 2020', twoGroups(), (run) => faults(refusedValidation(run, 2020)), approvedTwice),
    missingTwice: () =>
      play(
        'missing twice',
        twoGroups(),
        (run) =>
          faults(refusedValidation(run, 2020), {
            ...refusedValidation(run, 2020),
            match: { method: 'POST', path: `${run.source}/resourceGroups/right/${VALIDATE}`, nth: 2 },
          }),
        approvedTwice,
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
        await unlock(runs, run);
        await approvedRuling(run, 'retry');
      }),
    lockDone: () =>
      play('locked, done by hand', oneBatch(), lockedWhileMoving('locked, done by hand'), async (run) => {
        await approve(run.handle);
        await asked(run.handle, 'operator', 'b001');
        await unlock(runs, run);
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
}
