import path from 'node:path';
import { failure } from '../../../activities/failures/failure';
import { asked, canSkipTime, progress, until } from '../../support/rig';
import { ended, rule } from '../support/endings';
import type { Run } from '../support/runs';
import { lockOf, openSecretsRemovals, type SecretsRemovals, withoutSecrets } from '../support/secrets-removals';
import { idIn, machine, secretsFor, secretsWorld } from '../support/secrets-world';

/** One stack for all that waits: for an operator, for another operation, for a parent run. */
let secrets: SecretsRemovals;
beforeAll(async () => {
  if (canSkipTime) secrets = await openSecretsRemovals(undefined, path.join(__dirname, '../support/parents.ts'));
});
afterAll(async () => {
  if (canSkipTime) await secrets.runs.close();
});

(canSkipTime ? describe : describe.skip)('secretsRemoval', () => {
  const asItWas = async ({ run }: { run: Run }) => expect(await run.state()).toEqual(run.before);

  describe('a machine that refuses does not keep the others', () => {
    const failed = () =>
      secretsWorld([machine('web1', secretsFor('web1'), { provisioningState: 'Failed' }), machine('web2', secretsFor('web2'))]);

    it('failed: the operator leaves it as it is', async () => {
      const run = await secrets.begin('failed machine', {}, undefined, failed());
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^MachineFailed: 1 of 2 machines keep their secrets: .*web1 is in a failed state/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'it is scrapped next week' });
      const { result, view } = await ended(secrets.runs, run);
      expect(result).toMatchObject({ status: 'done', found: 2, changed: 1, refused: 1 });
      expect(await secrets.secretsIn(run)).toMatchObject({ web2: [] });
      const { rows, totals } = await secrets.report(view);
      expect(totals).toEqual({ machines: 2, removed: 1, kept: 1, gone: 0 });
      expect(rows.find(({ name }) => name === 'web1')).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('reapply'),
      });
      expect(await run.state()).toEqual(withoutSecrets(run, ['web2']));
    });

    it('locked: cured, tried again, done', async () => {
      const run = await secrets.begin('locked machine', {}, ({ source }) =>
        secrets.runs.rig.azure.post('seed', { locks: [lockOf(source, 'web1')] }),
      );
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^ScopeLocked: 1 of 3 machines keep their secrets/);
      await secrets.runs.rig.azure.arm('DELETE', `${lockOf(run.source, 'web1').id}?api-version=2020-05-01`);
      await rule(run, { step: 'remove', verdict: 'retry', reason: 'the lock is off' });
      expect((await ended(secrets.runs, run)).result).toMatchObject({ status: 'done', changed: 3, refused: 0 });
      expect((await secrets.puts(run)).filter((name) => name !== 'web1').sort()).toEqual(['db1', 'web2']);
      expect(await run.state()).toEqual(withoutSecrets(run, ['web1', 'web2', 'db1']));
    });

    it('locked: given up, and every list is back', async () => {
      const run = await secrets.begin('locked, given up', {}, ({ source }) =>
        secrets.runs.rig.azure.post('seed', { locks: [lockOf(source, 'web1')] }),
      );
      await asked(run.handle, 'operator', 'remove');
      await secrets.runs.rig.azure.arm('DELETE', `${lockOf(run.source, 'web1').id}?api-version=2020-05-01`);
      await rule(run, { step: 'remove', verdict: 'give-up', reason: 'not today' });
      const outcome = await ended(secrets.runs, run);
      expect(outcome).toMatchObject({
        failure: 'GivenUp',
        view: { status: 'undone', undone: ['put the removed lists back'], leftUndone: [] },
      });
      expect(outcome.message).toContain('ScopeLocked');
      await asItWas({ run });
      expect((await secrets.report(outcome.view)).outcome).toBe('undone');
    });

    it('no ruling: all back after the time is over', async () => {
      const run = await secrets.begin('nobody rules', {}, undefined, failed());
      await asked(run.handle, 'operator', 'remove');
      await expect(run.handle.result()).rejects.toMatchObject({ cause: { type: 'GivenUp' } });
      expect(await run.state()).toEqual(run.before);
    });

    it('another list than the kept one is not taken', async () => {
      const run = await secrets.begin('changed list', {}, (about) =>
        secrets.rewritten(about, 'removeSecrets', secretsFor('somebody-elses')),
      );
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^Conflict: .*web1 has other secrets than were kept/);
      await rule(run, { step: 'remove', verdict: 'give-up', reason: 'ask them' });
      await ended(secrets.runs, run);
      expect(await secrets.secretsIn(run)).toMatchObject({ web1: secretsFor('somebody-elses') });
      expect((await secrets.secretsIn(run)).web2).not.toEqual([]);
    });

    it('a machine that is not as it was beside its list is named', async () => {
      const workflowId = 'changed beside';
      const run = await secrets.begin(
        workflowId,
        {},
        ({ source }) => {
          secrets.runs.wires.lay(
            { workflowId, activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after', times: 1 },
            () =>
              secrets.runs.rig.azure.arm('PATCH', `${idIn(source, 'db1')}?api-version=2024-07-01`, { tags: { app: 'other' } }),
          );
        },
        secretsWorld([machine('db1', secretsFor('db1'))]),
      );
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/db1 is not as it was beside its secrets: tags\.app/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'the tag is ours' });
      await ended(secrets.runs, run);
    });
  });

  describe('a machine that another operation holds is waited for in sight of everybody', () => {
    const two = (state: string) =>
      secretsWorld([machine('web1', secretsFor('web1'), { provisioningState: state }), machine('web2', secretsFor('web2'))]);
    const detailOf = async (run: Run) => (await progress(run.handle)).steps.find(({ name }) => name === 'remove')?.detail ?? '';
    const untimed = (text = '') => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'THEN');

    it.each<[string, string, RegExp, (run: Pick<Run, 'workflowId' | 'source'>) => unknown, (run: Run) => unknown]>([
      [
        'an update under way',
        'Updating',
        /web1 is Updating: another operation works on it/,
        () => undefined,
        ({ source }) =>
          secrets.runs.rig.azure.arm('PATCH', `${idIn(source, 'web1')}?api-version=2024-07-01`, { tags: { app: 'shop' } }),
      ],
      [
        'a classic unit that is prepared',
        'Succeeded',
        /a migration is in progress/,
        ({ workflowId, source }) =>
          secrets.runs.wires.lay({ workflowId, activity: 'removeSecrets', call: 'putVirtualMachine' }, () => {
            throw failure('OperationInProgress', `${idIn(source, 'web1')}: OperationNotAllowed: a migration is in progress`);
          }),
        ({ workflowId }) => secrets.runs.wires.lift(workflowId),
      ],
    ])('%s: for what, since when, until when; then done', async (what, state, why, hold, release) => {
      const run = await secrets.begin(`held: ${what}`, {}, hold, two(state));
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
      if (state === 'Updating') expect(await secrets.secretsIn(run)).toMatchObject({ web1: [{}], web2: [] });
      await release(run);
      const { result, view } = await ended(secrets.runs, run);
      expect(result).toMatchObject({ status: 'done', changed: 2, refused: 0 });
      expect(await secrets.secretsIn(run)).toMatchObject({ web1: [], web2: [] });
      const { notes, rows } = await secrets.report(view);
      expect(notes.map(untimed)).toEqual([
        expect.stringMatching(/^Waited from THEN to THEN for [12] of 2 machines that another operation held \(/),
      ]);
      expect(`${await detailOf(run)}.`).toBe(notes[0]);
      expect(rows.map(({ outcome }) => outcome)).toEqual(['removed', 'removed']);
    });

    it('for six hours, then the operator is asked', async () => {
      const run = await secrets.begin('held for good', {}, undefined, two('Updating'));
      await secrets.runs.rig.env.sleep('20 minutes');
      const { waitingFor } = await asked(run.handle, 'operator', 'remove');
      expect(waitingFor[0]?.what).toMatch(/^OperationInProgress: 1 of 2 machines keep their secrets: .*web1 is Updating/);
      await rule(run, { step: 'remove', verdict: 'done', reason: 'it will be gone' });
      const { result, view } = await ended(secrets.runs, run);
      expect(result).toMatchObject({ status: 'done', changed: 1, refused: 1 });
      const { rows } = await secrets.report(view);
      expect(rows.find(({ name }) => name === 'web1')).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('Updating'),
      });
      expect(await run.state()).toEqual(withoutSecrets(run, ['web2']));
    });

    it('by the undo too, and the list is back', async () => {
      const workflowId = 'held in the undo';
      const outcome = await secrets.play(workflowId, {}, () => {
        secrets.cancelled(workflowId, { activity: 'lookAtSecrets' });
        secrets.runs.wires.lay({ workflowId, activity: 'restoreSecrets', call: 'putVirtualMachine', times: 1 }, () => {
          throw failure('OperationInProgress', 'somebody restarts it');
        });
      });
      expect(outcome).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
      expect((await secrets.report(outcome.view)).notes).toEqual([
        expect.stringMatching(/^Waited from .* for 1 of 3 machines that another operation held \(somebody restarts it\)\.$/),
      ]);
      await asItWas(outcome);
    });

    it('by the undo no longer than six hours: the machine is named', async () => {
      const workflowId = 'held in the undo for good';
      const run = await secrets.begin(workflowId, {}, () => {
        secrets.cancelled(workflowId, { activity: 'lookAtSecrets' });
        secrets.runs.wires.lay({ workflowId, activity: 'restoreSecrets', call: 'putVirtualMachine' }, () => {
          throw failure('OperationInProgress', 'somebody restarts it');
        });
      });
      await secrets.runs.rig.env.sleep('20 minutes');
      const outcome = await ended(secrets.runs, run);
      expect(outcome).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
      expect(outcome.view.leftUndone[0]).toMatch(/3 machines have no list: .*somebody restarts it/);
    });
  });

  it('breaks nothing that has to hold', async () => {
    expect(await secrets.runs.rig.azure.invariants()).toEqual([]);
  });
});

(canSkipTime ? describe : describe.skip)('secretsRemoval as a part of a whole', () => {
  const carries = async (run: Pick<Run, 'state'>) => JSON.stringify(await run.state()).includes('vaultCertificates');

  /** Up to where it stands by; then the whole decides. */
  async function standing(workflowId: string, keep: boolean) {
    const run = await secrets.runs.begin(workflowId, secretsWorld(), {}, undefined, { keep });
    const standsBy = () =>
      progress(run.handle).then(
        ({ steps }) => steps.some(({ detail }) => detail?.startsWith('Done; holds until its parent')),
        () => false,
      );
    await until('it stands by', standsBy);
    return { run, whole: secrets.runs.rig.client.workflow.getHandle(`whole of ${workflowId}`) };
  }

  it('is kept: the secrets stay away', async () => {
    const { run, whole } = await standing('kept', true);
    expect(await carries(run)).toBe(false);
    await secrets.runs.rig.env.sleep('4d');
    expect(await whole.result()).toMatchObject({ status: 'done' });
    const { failure: kind, view } = await ended(secrets.runs, run);
    expect([kind, view.status, await carries(run)]).toEqual([undefined, 'done', false]);
  });

  it('is cancelled with the whole, days later: every list is back as it was', async () => {
    const { run, whole } = await standing('taken back', true);
    await secrets.runs.rig.env.sleep('1d');
    await whole.cancel();
    const { failure: kind, view } = await ended(secrets.runs, run);
    expect([kind, view.status, view.leftUndone]).toEqual(['Cancelled', 'undone', []]);
    expect(await run.state()).toEqual(run.before);
  });

  it('a list that cannot be put back is named', async () => {
    const { run, whole } = await standing('not put back', true);
    secrets.runs.wires.lay({ workflowId: run.workflowId, activity: 'restoreSecrets', call: 'putVirtualMachine' }, () => {
      throw failure('ScopeLocked', 'a lock forbids it');
    });
    await whole.cancel();
    const { failure: kind, view } = await ended(secrets.runs, run);
    expect([kind, view.status]).toEqual(['UndoIncomplete', 'failed']);
    expect(view.leftUndone).toEqual([expect.stringMatching(/^put the removed lists back \(/)]);
  });
});
