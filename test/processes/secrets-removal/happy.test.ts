import type { ArtifactRef } from '../../../contracts/run/artifact';
import { failure } from '../../../activities/failures/failure';
import type { Sealed } from '../../../activities/ports/vault';
import { createVault } from '../../../activities/stores/encryption';
import type { ArmResource } from '../../../contracts/azure/inventory';
import type { SecretsRemovalResult } from '../../../contracts/processes/secrets-removal';
import { asked, canSkipTime, TEST_KEY } from '../../support/rig';
import { SOURCE } from '../../support/worlds';
import { ended, rule } from '../support/endings';
import type { Json } from '../support/open-process';
import type { Run } from '../support/runs';
import { lockOf, openSecretsRemovals, type SecretsRemovals, withoutSecrets } from '../support/secrets-removals';
import { idIn, secretsFor, secretsWorld, VAULT } from '../support/secrets-world';

(canSkipTime ? describe : describe.skip)('secretsRemoval', () => {
  let secrets: SecretsRemovals;
  const withoutKey = new Set<string>();
  const asItWas = async ({ run }: { run: Run }) => expect(await run.state()).toEqual(run.before);
  beforeAll(async () => {
    secrets = await openSecretsRemovals((deps) => ({
      ...deps,
      vault: () => createVault(withoutKey.size > 0 ? undefined : TEST_KEY),
    }));
  });
  afterAll(async () => secrets.runs.close());

  it('empties every list, changes nothing else, and keeps the lists encrypted', async () => {
    const { run, result, view } = await secrets.play('secrets removed');
    expect(result).toMatchObject({ status: 'done', found: 3, changed: 3, refused: 0, localStack: true });
    expect(view).toMatchObject({ status: 'done', undone: [], leftUndone: [] });
    expect(await run.state()).toEqual(withoutSecrets(run, ['web1', 'web2', 'db1']));
    expect((await secrets.puts(run)).sort()).toEqual(['db1', 'web1', 'web2']);
    expect(await secrets.outcomes(view)).toEqual({ web1: 'removed', web2: 'removed', db1: 'removed' });

    const sealed = await secrets.runs.artifacts.read<Sealed>((result as SecretsRemovalResult).kept as ArtifactRef);
    expect(JSON.stringify(sealed)).not.toContain('shop');
    const kept = createVault(TEST_KEY).open(sealed) as ArmResource[];
    const lists = Object.fromEntries(kept.map(({ name = '', properties }) => [name, (properties?.osProfile as Json).secrets]));
    const inOwn = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(SOURCE, run.source)) as unknown;
    expect(lists).toEqual(inOwn({ web1: secretsFor('web1'), web2: secretsFor('web2'), db1: secretsFor('db1') }));
  });

  it('no list is in the history: neither vaults nor certificates', async () => {
    const { run } = await secrets.play('nothing in the history');
    const history = JSON.stringify(await run.handle.fetchHistory());
    const payloads = [...history.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString());
    expect(payloads.join()).toContain(run.source);
    for (const secret of ['vault.azure.net', VAULT.split('/').at(-1) ?? '', 'vaultCertificates'])
      expect(payloads.join()).not.toContain(secret);
  });

  it('takes the named machines alone', async () => {
    const { run, result } = await secrets.play('named', { virtualMachines: [idIn(SOURCE, 'WEB2'), idIn(SOURCE, 'plain')] });
    expect(result).toMatchObject({ found: 1, changed: 1 });
    expect(await run.state()).toEqual(withoutSecrets(run, ['web2']));
  });

  it('nothing to do: no key is needed, nothing is written', async () => {
    const outcome = await secrets.play('nothing', {}, undefined, secretsWorld([]));
    expect(outcome.result).toMatchObject({ status: 'done', found: 0, changed: 0 });
    expect(outcome.result).not.toHaveProperty('kept');
    expect(await secrets.puts(outcome.run)).toEqual([]);
  });

  it('a rehearsal looks and writes nothing', async () => {
    const outcome = await secrets.play('secrets rehearsed', { rehearse: true });
    expect(outcome.result).toMatchObject({ status: 'rehearsed', found: 3, changed: 0 });
    expect(await secrets.puts(outcome.run)).toEqual([]);
    expect(await secrets.outcomes(outcome.view)).toEqual({ web1: 'wouldRemove', web2: 'wouldRemove', db1: 'wouldRemove' });
    await asItWas(outcome);
  });

  it('without a key it refuses before anything is written', async () => {
    withoutKey.add('now');
    const outcome = await secrets.play('no key').finally(() => withoutKey.clear());
    expect(outcome).toMatchObject({ failure: 'InvalidInput', view: { status: 'failed', failure: { step: 'look' } } });
    expect(outcome.message).toContain('artifactKey');
    await asItWas(outcome);
  });

  it.each([
    ['a machine of another subscription', [idIn('99999999-0000-4000-8000-000000000009', 'web1')], 'is not in subscription'],
    ['what is no machine', [VAULT], 'must be the full ARM id of a virtual machine'],
    ['an empty list', [], 'names no machine'],
  ])('bad input: %s', async (what, virtualMachines, message) => {
    const run = await secrets.begin(`bad input: ${what}`, { virtualMachines });
    await expect(run.handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining(message) },
    });
  });

  it('a named machine that is not there: refused with its id', async () => {
    const outcome = await secrets.play('gone', { virtualMachines: [idIn(SOURCE, 'web1'), idIn(SOURCE, 'web9')] });
    expect(outcome).toMatchObject({ failure: 'NotFound', view: { status: 'failed', failure: { step: 'look' } } });
    expect(outcome.message.toLowerCase()).toContain(idIn(outcome.run.source, 'web9').toLowerCase());
    await asItWas(outcome);
  });

  it('a machine that goes away on the way has no list to lose', async () => {
    const workflowId = 'gone meanwhile';
    const { run, result, view } = await secrets.play(workflowId, {}, ({ source }) => {
      secrets.runs.wires.lay({ workflowId, activity: 'removeSecrets', times: 1 }, () =>
        secrets.runs.rig.azure.arm('DELETE', `${idIn(source, 'db1')}?api-version=2024-07-01`),
      );
    });
    expect(result).toMatchObject({ found: 3, changed: 2, refused: 0 });
    expect(await secrets.outcomes(view)).toEqual({ web1: 'removed', web2: 'removed', db1: 'gone' });
    expect(Object.keys(await secrets.secretsIn(run)).sort()).toEqual(['plain', 'web1', 'web2']);
  });

  it('secrets that are back when all is read again: the operator is asked', async () => {
    const run = await secrets.begin('back again', {}, (about) => secrets.rewritten(about, 'lookAtSecrets', secretsFor('agent')));
    const { waitingFor } = await asked(run.handle, 'operator', 'verify');
    expect(waitingFor[0]?.what).toContain('1 machine have secrets again');
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'find out who' });
    expect(await ended(secrets.runs, run)).toMatchObject({ failure: 'GivenUp', view: { status: 'undone' } });
    // Another one's list is not overwritten by the undo.
    expect(await secrets.secretsIn(run)).toMatchObject({ web1: secretsFor('agent') });
  });

  it.each([
    [
      'on the wire',
      ({ source }: Pick<Run, 'workflowId' | 'source'>) =>
        secrets.runs.rig.azure.post('faults', {
          match: { method: 'PUT', path: `${source}/.*virtualMachines/web1` },
          action: { dropAnswer: true },
        }),
    ],
    [
      'later',
      ({ workflowId }: Pick<Run, 'workflowId' | 'source'>) =>
        secrets.runs.wires.lay(
          { workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after', times: 2 },
          () => {
            throw failure('AzureUnavailable', 'the line went dead', { retryAfterMs: 200 });
          },
        ),
    ],
    [
      'of the whole slice',
      ({ workflowId }: Pick<Run, 'workflowId' | 'source'>) =>
        secrets.runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'poll', when: 'after', times: 1 }, () => {
          throw new Error('the worker broke');
        }),
    ],
  ])('an answer that is lost %s: each list is empty, and all else as it was', async (how, lose) => {
    const { run, result } = await secrets.play(`secrets, answer lost ${how}`, {}, lose);
    expect(result).toMatchObject({ status: 'done', changed: 3, refused: 0 });
    expect(await run.state()).toEqual(withoutSecrets(run, ['web1', 'web2', 'db1']));
  });

  it('Azure refuses for good after it was done: the list is back', async () => {
    const workflowId = 'refused afterwards';
    const run = await secrets.begin(workflowId, {}, () => {
      secrets.runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after' }, () => {
        throw failure('PolicyDenied', 'made to fail');
      });
    });
    await asked(run.handle, 'operator', 'remove');
    await rule(run, { step: 'remove', verdict: 'give-up', reason: 'no' });
    const outcome = await ended(secrets.runs, run);
    expect(outcome).toMatchObject({ failure: 'GivenUp', view: { status: 'undone', undone: ['put the removed lists back'] } });
    await asItWas({ run });
  });

  it.each(['keepSecrets', 'removeSecrets', 'lookAtSecrets'])('cancelled during %s: as it was', async (activity) => {
    const workflowId = `secrets cancelled: ${activity}`;
    const place = activity === 'removeSecrets' ? ({ call: 'putVirtualMachine', when: 'after' } as const) : {};
    const outcome = await secrets.play(workflowId, {}, () => secrets.cancelled(workflowId, { activity, ...place }));
    expect(outcome).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
    await asItWas(outcome);
  });

  it('an undo that fails names the machines, and puts back all the others', async () => {
    const workflowId = 'secrets undo failing';
    const run = await secrets.begin(workflowId, {}, ({ source }) =>
      secrets.cancelled(workflowId, { activity: 'lookAtSecrets' }, () =>
        secrets.runs.rig.azure.post('seed', { locks: [lockOf(source, 'web2')] }),
      ),
    );
    const outcome = await ended(secrets.runs, run);
    expect(outcome).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
    expect(outcome.view.leftUndone).toHaveLength(1);
    expect(outcome.view.leftUndone[0]).toMatch(/^put the removed lists back .*1 machines have no list: .*web2/);
    expect(await secrets.secretsIn(run)).toMatchObject({ web2: [] });
    expect((await secrets.secretsIn(run)).web1).not.toEqual([]);
    expect(await secrets.outcomes(outcome.view)).toEqual({ web1: 'kept', web2: 'removed', db1: 'kept' });
  });

  it('breaks nothing that has to hold', async () => {
    expect(await secrets.runs.rig.azure.invariants()).toEqual([]);
  });
});
