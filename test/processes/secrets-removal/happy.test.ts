import type { ArtifactRef } from '../../../contracts/run/artifact';
import { failure } from '../../../activities/failures/failure';
import type { Sealed } from '../../../activities/ports/vault';
import { createVault } from '../../../activities/stores/encryption';
import type { ArmResource } from '../../../contracts/azure/inventory';
import type { SecretsRemovalReport, SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import { asked, canSkipTime, progress, TEST_KEY, until } from '../../support/rig';
import { SOURCE, TENANT } from '../../support/worlds';
import { ended, type Ended, rule } from '../support/endings';
import { openRuns, type Run, type Runs, writesOf } from '../support/runs';
import { idIn, machine, secretsFor, secretsWorld, VAULT } from '../support/secrets-world';

type Json = Record<string, unknown>;

(canSkipTime ? describe : describe.skip)('secretsRemoval', () => {
  let runs: Runs;
  const withoutKey = new Set<string>();
  const begin = (name: string, more: Json = {}, prepare?: (run: Omit<Run, 'handle'>) => unknown, contents = secretsWorld()) =>
    runs.begin(name, contents, more, prepare);
  const play = async (...args: Parameters<typeof begin>) => {
    const run = await begin(...args);
    return { run, ...(await ended(runs, run)) };
  };
  const secretsIn = async (run: Run): Promise<Record<string, unknown>> => {
    const { resources } = (await run.state()) as { resources: ArmResource[] };
    const machines = resources.filter(({ type }) => type.endsWith('virtualMachines'));
    const lists = machines.map(({ name = '', properties }): [string, unknown] => [name, (properties?.osProfile as Json).secrets]);
    return Object.fromEntries(lists);
  };
  const puts = async (run: Run) =>
    (await writesOf(runs, run)).filter((write) => write.startsWith('PUT')).map((write) => write.split('/').at(-1)?.split('?')[0]);
  /** What the state would be if nothing but the lists had changed. */
  const onlySecretsChanged = async (run: Run, without: readonly string[]) => {
    const expected = JSON.parse(JSON.stringify(run.before)) as { resources: ArmResource[] };
    for (const one of expected.resources) if (without.includes(one.name ?? '')) (one.properties?.osProfile as Json).secrets = [];
    expect(await run.state()).toEqual(expected);
  };
  const asItWas = async ({ run }: { run: Run } & Ended) => expect(await run.state()).toEqual(run.before);
  const reportOf = ({ artifacts: { report } }: Ended['view']) => runs.artifacts.read<SecretsRemovalReport>(report as ArtifactRef);
  const outcomes = async (view: Ended['view']) =>
    Object.fromEntries((await reportOf(view)).rows.map(({ name, outcome }) => [name, outcome]));
  const lockOf = (subscriptionId: string, name: string) => ({
    id: `${idIn(subscriptionId, name)}/providers/Microsoft.Authorization/locks/hands-off`,
    properties: { level: 'ReadOnly' },
  });

  beforeAll(async () => {
    runs = await openRuns(
      'secretsRemoval',
      () => ({
        subscriptionId: SOURCE,
        customer: { tenantId: TENANT, name: 'Fabrikam' },
      }),
      (deps) => ({
        ...deps,
        vault: () => createVault(withoutKey.size > 0 ? undefined : TEST_KEY),
      }),
    );
  });
  afterAll(async () => runs.close());

  it('empties every list, changes nothing else, and keeps the lists encrypted', async () => {
    const { run, result, view } = await play('secrets removed');
    expect(result).toMatchObject({ status: 'done', found: 3, changed: 3, refused: 0, localStack: true });
    expect(view).toMatchObject({ status: 'done', undone: [], leftUndone: [] });
    await onlySecretsChanged(run, ['web1', 'web2', 'db1']);
    expect((await puts(run)).sort()).toEqual(['db1', 'web1', 'web2']);
    expect(await outcomes(view)).toEqual({ web1: 'removed', web2: 'removed', db1: 'removed' });

    const sealed = await runs.artifacts.read<Sealed>((result as SecretsRemovalResult).kept as ArtifactRef);
    expect(JSON.stringify(sealed)).not.toContain('shop');
    const kept = createVault(TEST_KEY).open(sealed) as ArmResource[];
    const lists = Object.fromEntries(kept.map(({ name = '', properties }) => [name, (properties?.osProfile as Json).secrets]));
    const inOwn = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(SOURCE, run.source)) as unknown;
    expect(lists).toEqual(inOwn({ web1: secretsFor('web1'), web2: secretsFor('web2'), db1: secretsFor('db1') }));
  });

  it('no list is in the history: neither vaults nor certificates', async () => {
    const { run } = await play('nothing in the history');
    const history = JSON.stringify(await run.handle.fetchHistory());
    const payloads = [...history.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString());
    expect(payloads.join()).toContain(run.source);
    for (const secret of ['vault.azure.net', VAULT.split('/').at(-1) ?? '', 'vaultCertificates'])
      expect(payloads.join()).not.toContain(secret);
  });

  it('takes the named machines alone', async () => {
    const { run, result } = await play('named', { virtualMachines: [idIn(SOURCE, 'WEB2'), idIn(SOURCE, 'plain')] });
    expect(result).toMatchObject({ found: 1, changed: 1 });
    await onlySecretsChanged(run, ['web2']);
  });

  it('nothing to do: no key is needed, nothing is written', async () => {
    const outcome = await play('nothing', {}, undefined, secretsWorld([]));
    expect(outcome.result).toMatchObject({ status: 'done', found: 0, changed: 0 });
    expect(outcome.result).not.toHaveProperty('kept');
    expect(await puts(outcome.run)).toEqual([]);
  });

  it('a rehearsal looks and writes nothing', async () => {
    const outcome = await play('secrets rehearsed', { rehearse: true });
    expect(outcome.result).toMatchObject({ status: 'rehearsed', found: 3, changed: 0 });
    expect(await puts(outcome.run)).toEqual([]);
    expect(await outcomes(outcome.view)).toEqual({ web1: 'wouldRemove', web2: 'wouldRemove', db1: 'wouldRemove' });
    await asItWas(outcome);
  });

  it('without a key it refuses before anything is written', async () => {
    withoutKey.add('now');
    const outcome = await play('no key').finally(() => withoutKey.clear());
    expect(outcome).toMatchObject({ failure: 'InvalidInput', view: { status: 'failed', failure: { step: 'look' } } });
    expect(outcome.message).toContain('artifactKey');
    await asItWas(outcome);
  });

  it.each([
    ['a machine of another subscription', [idIn('99999999-0000-4000-8000-000000000009', 'web1')], 'is not in subscription'],
    ['what is no machine', [VAULT], 'must be the full ARM id of a virtual machine'],
    ['an empty list', [], 'names no machine'],
  ])('bad input: %s', async (what, virtualMachines, message) => {
    const run = await begin(`bad input: ${what}`, { virtualMachines });
    await expect(run.handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining(message) },
    });
  });

  it('a named machine that is not there: refused with its id', async () => {
    const outcome = await play('gone', { virtualMachines: [idIn(SOURCE, 'web1'), idIn(SOURCE, 'web9')] });
    expect(outcome).toMatchObject({ failure: 'NotFound', view: { status: 'failed', failure: { step: 'look' } } });
    expect(outcome.message.toLowerCase()).toContain(idIn(outcome.run.source, 'web9').toLowerCase());
    await asItWas(outcome);
  });

  it('a machine that goes away on the way has no list to lose', async () => {
    const workflowId = 'gone meanwhile';
    const { run, result, view } = await play(workflowId, {}, ({ source }) => {
      runs.wires.lay({ workflowId, activity: 'removeSecrets', times: 1 }, () =>
        runs.rig.azure.arm('DELETE', `${idIn(source, 'db1')}?api-version=2024-07-01`),
      );
    });
    expect(result).toMatchObject({ found: 3, changed: 2, refused: 0 });
    expect(await outcomes(view)).toEqual({ web1: 'removed', web2: 'removed', db1: 'gone' });
    expect(Object.keys(await secretsIn(run)).sort()).toEqual(['plain', 'web1', 'web2']);
  });

  describe('a machine that refuses does not keep the others', () => {
    const failed = () =>
      secretsWorld([machine('web1', secretsFor('web1'), { provisioningState: 'Failed' }), machine('web2', secretsFor('web2'))]);

    it('failed: the operator leaves it as it is', async () => {
      const run = await begin('failed machine', {}, undefined, failed());
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^MachineFailed: 1 of 2 machines keep their secrets: .*web1 is in a failed state/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'it is scrapped next week' });
      const { result, view } = await ended(runs, run);
      expect(result).toMatchObject({ status: 'done', found: 2, changed: 1, refused: 1 });
      expect(await secretsIn(run)).toMatchObject({ web2: [] });
      const { rows, totals } = await reportOf(view);
      expect(totals).toEqual({ machines: 2, removed: 1, kept: 1, gone: 0 });
      expect(rows.find(({ name }) => name === 'web1')).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('reapply'),
      });
      await onlySecretsChanged(run, ['web2']);
    });

    it('locked: cured, tried again, done', async () => {
      const run = await begin('locked machine', {}, ({ source }) =>
        runs.rig.azure.post('seed', { locks: [lockOf(source, 'web1')] }),
      );
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^ScopeLocked: 1 of 3 machines keep their secrets/);
      await runs.rig.azure.arm('DELETE', `${lockOf(run.source, 'web1').id}?api-version=2020-05-01`);
      await rule(run, { step: 'remove', verdict: 'retry', reason: 'the lock is off' });
      expect((await ended(runs, run)).result).toMatchObject({ status: 'done', changed: 3, refused: 0 });
      expect((await puts(run)).filter((name) => name !== 'web1').sort()).toEqual(['db1', 'web2']);
      await onlySecretsChanged(run, ['web1', 'web2', 'db1']);
    });

    it('locked: given up, and every list is back', async () => {
      const run = await begin('locked, given up', {}, ({ source }) =>
        runs.rig.azure.post('seed', { locks: [lockOf(source, 'web1')] }),
      );
      await asked(run.handle, 'operator', 'remove');
      await runs.rig.azure.arm('DELETE', `${lockOf(run.source, 'web1').id}?api-version=2020-05-01`);
      await rule(run, { step: 'remove', verdict: 'give-up', reason: 'not today' });
      const outcome = await ended(runs, run);
      expect(outcome).toMatchObject({
        failure: 'GivenUp',
        view: { status: 'undone', undone: ['put the removed lists back'], leftUndone: [] },
      });
      expect(outcome.message).toContain('ScopeLocked');
      await asItWas({ run, ...outcome });
      expect((await reportOf(outcome.view)).outcome).toBe('undone');
    });

    it('no ruling: all back after the time is over', async () => {
      const run = await begin('nobody rules', {}, undefined, failed());
      await asked(run.handle, 'operator', 'remove');
      await expect(run.handle.result()).rejects.toMatchObject({ cause: { type: 'GivenUp' } });
      expect(await run.state()).toEqual(run.before);
    });

    it('another list than the kept one is not taken', async () => {
      const workflowId = 'changed list';
      const run = await begin(workflowId, {}, ({ source }) => {
        runs.wires.lay({ workflowId, activity: 'removeSecrets', times: 1 }, async () => {
          const id = `${idIn(source, 'web1')}?api-version=2024-07-01`;
          const now = await runs.rig.azure.arm<ArmResource>('GET', id);
          (now.properties?.osProfile as Json).secrets = secretsFor('somebody-elses');
          await runs.rig.azure.arm('PUT', id, now);
        });
      });
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^Conflict: .*web1 has other secrets than were kept/);
      await rule(run, { step: 'remove', verdict: 'give-up', reason: 'ask them' });
      await ended(runs, run);
      expect(await secretsIn(run)).toMatchObject({ web1: secretsFor('somebody-elses') });
      expect((await secretsIn(run)).web2).not.toEqual([]);
    });

    it('a machine that is not as it was beside its list is named', async () => {
      const workflowId = 'changed beside';
      const run = await begin(
        workflowId,
        {},
        ({ source }) => {
          runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after', times: 1 }, () =>
            runs.rig.azure.arm('PATCH', `${idIn(source, 'db1')}?api-version=2024-07-01`, { tags: { app: 'other' } }),
          );
        },
        secretsWorld([machine('db1', secretsFor('db1'))]),
      );
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/db1 is not as it was beside its secrets: tags\.app/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'the tag is ours' });
      await ended(runs, run);
    });
  });

  describe('a machine that another operation holds is waited for in sight of everybody', () => {
    const two = (state: string) =>
      secretsWorld([machine('web1', secretsFor('web1'), { provisioningState: state }), machine('web2', secretsFor('web2'))]);
    const detailOf = async (run: Run) => (await progress(run.handle)).steps.find(({ name }) => name === 'remove')?.detail ?? '';
    const untimed = (text = '') => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'THEN');

    it.each<[string, string, RegExp, (run: Omit<Run, 'handle'>) => unknown, (run: Run) => unknown]>([
      [
        'an update under way',
        'Updating',
        /web1 is Updating: another operation works on it/,
        () => undefined,
        ({ source }) => runs.rig.azure.arm('PATCH', `${idIn(source, 'web1')}?api-version=2024-07-01`, { tags: { app: 'shop' } }),
      ],
      [
        'a classic unit that is prepared',
        'Succeeded',
        /a migration is in progress/,
        ({ workflowId, source }) =>
          runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine' }, () => {
            throw failure('OperationInProgress', `${idIn(source, 'web1')}: OperationNotAllowed: a migration is in progress`);
          }),
        ({ workflowId }) => runs.wires.lift(workflowId),
      ],
    ])('%s: for what, since when, until when; then done', async (what, state, why, hold, release) => {
      const run = await begin(`held: ${what}`, {}, hold, two(state));
      const said = await until('the wait is seen', async () => {
        const detail = await detailOf(run);
        return detail.startsWith('Waits') && detail;
      });
      expect(untimed(said)).toMatch(
        /^Waits since THEN for [12] of 2 machines that another operation holds \(.*\); tried again at THEN$/,
      );
      expect(said).toMatch(why);
      expect(await progress(run.handle)).toMatchObject({ status: 'running', step: 'remove', waitingFor: [] });
      // The others are not kept.
      if (state === 'Updating') expect(await secretsIn(run)).toMatchObject({ web1: [{}], web2: [] });
      await release(run);
      const { result, view } = await ended(runs, run);
      expect(result).toMatchObject({ status: 'done', changed: 2, refused: 0 });
      expect(await secretsIn(run)).toMatchObject({ web1: [], web2: [] });
      const { notes, rows } = await reportOf(view);
      expect(notes.map(untimed)).toEqual([
        expect.stringMatching(/^Waited from THEN to THEN for [12] of 2 machines that another operation held \(/),
      ]);
      expect(`${await detailOf(run)}.`).toBe(notes[0]);
      expect(rows.map(({ outcome }) => outcome)).toEqual(['removed', 'removed']);
    });

    it('for six hours, then the operator is asked', async () => {
      const run = await begin('held for good', {}, undefined, two('Updating'));
      await runs.rig.env.sleep('20 minutes');
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^OperationInProgress: 1 of 2 machines keep their secrets: .*web1 is Updating/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'it will be gone' });
      const { result, view } = await ended(runs, run);
      expect(result).toMatchObject({ status: 'done', changed: 1, refused: 1 });
      const { rows } = await reportOf(view);
      expect(rows.find(({ name }) => name === 'web1')).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('Updating'),
      });
      await onlySecretsChanged(run, ['web2']);
    });

    it('by the undo too, and the list is back', async () => {
      const workflowId = 'held in the undo';
      const outcome = await play(workflowId, {}, () => {
        runs.wires.lay({ workflowId, activity: 'lookAtSecrets', times: 1 }, async () => {
          await runs.rig.client.workflow.getHandle(workflowId).cancel();
          await new Promise((resolve) => setTimeout(resolve, 300));
        });
        runs.wires.lay({ workflowId, activity: 'restoreSecrets', call: 'putVirtualMachine', times: 1 }, () => {
          throw failure('OperationInProgress', 'somebody restarts it');
        });
      });
      expect(outcome).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
      expect((await reportOf(outcome.view)).notes).toEqual([
        expect.stringMatching(/^Waited from .* for 1 of 3 machines that another operation held \(somebody restarts it\)\.$/),
      ]);
      await asItWas(outcome);
    });

    it('by the undo no longer than six hours: the machine is named', async () => {
      const workflowId = 'held in the undo for good';
      const run = await begin(workflowId, {}, () => {
        runs.wires.lay({ workflowId, activity: 'lookAtSecrets', times: 1 }, async () => {
          await runs.rig.client.workflow.getHandle(workflowId).cancel();
          await new Promise((resolve) => setTimeout(resolve, 300));
        });
        runs.wires.lay({ workflowId, activity: 'restoreSecrets', call: 'putVirtualMachine' }, () => {
          throw failure('OperationInProgress', 'somebody restarts it');
        });
      });
      await runs.rig.env.sleep('20 minutes');
      const outcome = await ended(runs, run);
      expect(outcome).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
      expect(outcome.view.leftUndone[0]).toMatch(/3 machines have no list: .*somebody restarts it/);
    });
  });

  it('secrets that are back when all is read again: the operator is asked', async () => {
    const workflowId = 'back again';
    const run = await begin(workflowId, {}, ({ source }) => {
      runs.wires.lay({ workflowId, activity: 'lookAtSecrets', times: 1 }, async () => {
        const id = `${idIn(source, 'web1')}?api-version=2024-07-01`;
        const now = await runs.rig.azure.arm<ArmResource>('GET', id);
        (now.properties?.osProfile as Json).secrets = secretsFor('agent');
        await runs.rig.azure.arm('PUT', id, now);
      });
    });
    const { waitingFor } = await asked(run.handle, 'operator', 'verify');
    expect(waitingFor[0]?.what).toContain('1 machine have secrets again');
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'find out who' });
    expect(await ended(runs, run)).toMatchObject({ failure: 'GivenUp', view: { status: 'undone' } });
    // Another one's list is not overwritten by the undo.
    expect(await secretsIn(run)).toMatchObject({ web1: secretsFor('agent') });
  });

  it.each([
    [
      'on the wire',
      ({ source }: Omit<Run, 'handle'>) =>
        runs.rig.azure.post('faults', {
          match: { method: 'PUT', path: `${source}/.*virtualMachines/web1` },
          action: { dropAnswer: true },
        }),
    ],
    [
      'later',
      ({ workflowId }: Omit<Run, 'handle'>) =>
        runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after', times: 2 }, () => {
          throw failure('AzureUnavailable', 'the line went dead', { retryAfterMs: 200 });
        }),
    ],
    [
      'of the whole slice',
      ({ workflowId }: Omit<Run, 'handle'>) =>
        runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'poll', when: 'after', times: 1 }, () => {
          throw new Error('the worker broke');
        }),
    ],
  ])('an answer that is lost %s: each list is empty, and all else as it was', async (how, lose) => {
    const { run, result } = await play(`secrets, answer lost ${how}`, {}, lose);
    expect(result).toMatchObject({ status: 'done', changed: 3, refused: 0 });
    await onlySecretsChanged(run, ['web1', 'web2', 'db1']);
  });

  it('Azure refuses for good after it was done: the list is back', async () => {
    const workflowId = 'refused afterwards';
    const run = await begin(workflowId, {}, () => {
      runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after' }, () => {
        throw failure('PolicyDenied', 'made to fail');
      });
    });
    await asked(run.handle, 'operator', 'remove');
    await rule(run, { step: 'remove', verdict: 'give-up', reason: 'no' });
    const outcome = await ended(runs, run);
    expect(outcome).toMatchObject({ failure: 'GivenUp', view: { status: 'undone', undone: ['put the removed lists back'] } });
    await asItWas({ run, ...outcome });
  });

  it.each(['keepSecrets', 'removeSecrets', 'lookAtSecrets'])('cancelled during %s: as it was', async (activity) => {
    const workflowId = `secrets cancelled: ${activity}`;
    const outcome = await play(workflowId, {}, () => {
      runs.wires.lay(
        {
          workflowId,
          activity,
          times: 1,
          ...(activity === 'removeSecrets' ? { call: 'putVirtualMachine' as const, when: 'after' as const } : {}),
        },
        async () => {
          await runs.rig.client.workflow.getHandle(workflowId).cancel();
          await new Promise((resolve) => setTimeout(resolve, 300));
        },
      );
    });
    expect(outcome).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
    await asItWas(outcome);
  });

  it('an undo that fails names the machines, and puts back all the others', async () => {
    const workflowId = 'secrets undo failing';
    const run = await begin(workflowId, {}, ({ source }) => {
      runs.wires.lay({ workflowId, activity: 'lookAtSecrets', times: 1 }, async () => {
        await runs.rig.azure.post('seed', { locks: [lockOf(source, 'web2')] });
        await runs.rig.client.workflow.getHandle(workflowId).cancel();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
    });
    const outcome = await ended(runs, run);
    expect(outcome).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
    expect(outcome.view.leftUndone).toHaveLength(1);
    expect(outcome.view.leftUndone[0]).toMatch(/^put the removed lists back .*1 machines have no list: .*web2/);
    expect(await secretsIn(run)).toMatchObject({ web2: [] });
    expect((await secretsIn(run)).web1).not.toEqual([]);
    expect(await outcomes(outcome.view)).toEqual({ web1: 'kept', web2: 'removed', db1: 'kept' });
  });

  it('breaks nothing that has to hold', async () => {
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
