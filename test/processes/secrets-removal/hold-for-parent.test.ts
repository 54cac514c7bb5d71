import path from 'node:path';
import { failure } from '../../../activities/failures/failure';
import { canSkipTime, progress, until } from '../../support/rig';
import { SOURCE, TENANT } from '../../support/worlds';
import { ended } from '../support/endings';
import { openRuns, type Run, type Runs } from '../support/runs';
import { secretsWorld } from '../support/secrets-world';

(canSkipTime ? describe : describe.skip)('secretsRemoval as a part of a whole', () => {
  let runs: Runs;
  beforeAll(async () => {
    runs = await openRuns(
      'wholeOf',
      () => ({}),
      (deps) => deps,
      path.join(__dirname, '../support/parents.ts'),
    );
  });
  afterAll(async () => runs.close());

  const partOf = ({ workflowId }: Pick<Run, 'workflowId'>) => `part of ${workflowId}`;
  const carries = async (run: Pick<Run, 'state'>) => JSON.stringify(await run.state()).includes('vaultCertificates');

  /** Up to where it stands by; then the whole decides. */
  async function standing(workflowId: string, keep: boolean): Promise<Run> {
    const input = { subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } };
    const part = { type: 'secretsRemoval', workflowId: partOf({ workflowId }), input, keep };
    const run = await runs.begin(workflowId, secretsWorld(), part);
    const standsBy = () =>
      progress(runs.rig.client.workflow.getHandle(partOf(run))).then(
        ({ steps }) => steps.some(({ detail }) => detail?.startsWith('Done; can still be taken back')),
        () => false,
      );
    await until('it stands by', standsBy);
    return run;
  }

  it('is kept: the secrets stay away', async () => {
    const run = await standing('kept', true);
    expect(await carries(run)).toBe(false);
    await runs.rig.env.sleep('4d');
    expect(await run.handle.result()).toMatchObject({ status: 'done' });
    const { failure: kind, view } = await ended(runs, { workflowId: partOf(run) });
    expect([kind, view.status, await carries(run)]).toEqual([undefined, 'done', false]);
  });

  it('is cancelled with the whole, days later: every list is back as it was', async () => {
    const run = await standing('taken back', true);
    await runs.rig.env.sleep('1d');
    await run.handle.cancel();
    const { failure: kind, view } = await ended(runs, { workflowId: partOf(run) });
    expect([kind, view.status, view.leftUndone]).toEqual(['Cancelled', 'undone', []]);
    expect(await run.state()).toEqual(run.before);
  });

  it('a list that cannot be put back is named', async () => {
    const run = await standing('not put back', true);
    runs.wires.lay({ workflowId: partOf(run), activity: 'restoreSecrets', call: 'putVirtualMachine' }, () => {
      throw failure('ScopeLocked', 'a lock forbids it');
    });
    await run.handle.cancel();
    const { failure: kind, view } = await ended(runs, { workflowId: partOf(run) });
    expect([kind, view.status]).toEqual(['UndoIncomplete', 'failed']);
    expect(view.leftUndone).toEqual([expect.stringMatching(/^put the removed lists back \(/)]);
  });
});
