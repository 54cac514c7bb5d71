import type { AccessHandoverReport } from '../../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { failure } from '../../../activities/failures/failure';
import { canSkipTime } from '../../support/rig';
import { CUSTOMER_ADMIN, OWNER, READER, SOURCE, TENANT } from '../../support/worlds';
import { ended, type Ended } from '../support/endings';
import { openRuns, type Run, type Runs, writesOf } from '../support/runs';
import { GROUP, NEW_ADMIN, team } from '../support/team-world';

const ROLE_WRITE = 'roleAssignments/[0-9a-f-]+\\?';

(canSkipTime ? describe : describe.skip)('accessHandover', () => {
  let runs: Runs;
  const play = async (name: string, more: Record<string, unknown> = {}, prepare?: (run: Omit<Run, 'handle'>) => unknown) => {
    const run = await runs.begin(name, team(READER), more, prepare);
    return { run, ...(await ended(runs, run)) };
  };
  const holders = async (run: Run): Promise<string[]> => {
    const { roleAssignments } = (await run.state()) as {
      roleAssignments: { scope: string; properties: Record<string, string> }[];
    };
    return roleAssignments
      .filter(({ scope }) => scope.includes('/resourcegroups/team'))
      .map(({ properties }) => `${properties.principalId} ${properties.roleDefinitionId?.split('/').at(-1)}`)
      .sort();
  };
  const handedOver = [`${CUSTOMER_ADMIN} ${READER}`, `${NEW_ADMIN} ${OWNER}`];
  const asItWas = async ({ run }: { run: Run } & Ended) => expect(await run.state()).toEqual(run.before);
  const REVOKE = { principalId: CUSTOMER_ADMIN, role: 'Owner' };

  beforeAll(async () => {
    runs = await openRuns('accessHandover', () => ({
      scope: GROUP,
      customer: { tenantId: TENANT, name: 'Fabrikam' },
      grant: { principalId: NEW_ADMIN, principalType: 'User', role: 'Owner' },
      revoke: REVOKE,
    }));
    await runs.rig.azure.post('seed', {
      principals: [{ objectId: NEW_ADMIN, tenantId: TENANT, type: 'User', displayName: 'Nova' }],
    });
  });
  afterAll(async () => runs.close());

  it('grants, sees it, revokes, sees that too', async () => {
    const { run, result, view } = await play('handed over');
    expect(result).toMatchObject({ status: 'done', granted: true, revoked: 1 });
    expect(view).toMatchObject({ status: 'done', undone: [], steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }] });
    expect(await holders(run)).toEqual(handedOver);
    const { snapshot, report } = result as { snapshot: ArtifactRef; report: ArtifactRef };
    expect(report).toEqual(view.artifacts.report);
    expect(await runs.report<AccessHandoverReport>(view)).toMatchObject({
      process: 'access-handover',
      id: 'handed over',
      outcome: 'done',
      customer: { tenantId: TENANT, name: 'Fabrikam' },
      scope: GROUP.replace(SOURCE, run.source),
      grant: { principalId: NEW_ADMIN, role: OWNER },
      revoke: { principalId: CUSTOMER_ADMIN, role: OWNER },
      granted: true,
      revoked: 1,
      snapshot,
      localStack: true,
      undone: [],
    });
    expect(await runs.artifacts.read(snapshot)).toHaveLength(2);
    expect((await writesOf(runs, run)).map((write) => write.split(' ')[0])).toEqual(['PUT', 'DELETE']);
  });

  it('grants alone when nothing is to be revoked', async () => {
    const { run, result } = await play('granted', { revoke: undefined });
    expect(result).toMatchObject({ status: 'done', granted: true, revoked: 0 });
    expect(await holders(run)).toHaveLength(3);
  });

  it('waits while the new principal is not known everywhere', async () => {
    const { run, result } = await play('replication', {}, ({ source }) =>
      runs.rig.azure.post('faults', {
        match: { method: 'PUT', path: `${source}/.*${ROLE_WRITE}`, times: 2 },
        action: { status: 400, code: 'PrincipalNotFound', message: 'Principal does not exist in the directory.' },
      }),
    );
    expect(result).toMatchObject({ status: 'done' });
    expect(await holders(run)).toEqual(handedOver);
  });

  it('a grant whose answer was lost is one grant', async () => {
    const { run, result } = await play('answer lost', {}, ({ source }) =>
      runs.rig.azure.post('faults', {
        match: { method: 'PUT', path: `${source}/.*${ROLE_WRITE}` },
        action: { dropAnswer: true },
      }),
    );
    expect(result).toMatchObject({ status: 'done' });
    expect(await holders(run)).toEqual(handedOver);
  });

  it('refuses to take the last Owner, and takes the grant back', async () => {
    const outcome = await play('last owner', { grant: { principalId: NEW_ADMIN, principalType: 'User', role: 'Reader' } });
    expect(outcome).toMatchObject({ failure: 'AccessDenied', view: { status: 'undone', failure: { step: 'revoke' } } });
    expect(outcome.message).toContain(`${CUSTOMER_ADMIN} is the last Owner of`);
    expect(outcome.view.undone).toEqual(['revoke what was granted']);
    expect(await runs.report<AccessHandoverReport>(outcome.view)).toMatchObject({
      outcome: 'undone',
      undone: ['revoke what was granted'],
      failure: { type: 'AccessDenied', step: 'revoke' },
    });
    await asItWas(outcome);
  });

  it.each([
    ['granting', 'grantRole', 'putRoleAssignment', ['revoke what was granted'], 'grant'],
    ['seeing the grant', 'awaitRole', undefined, ['revoke what was granted'], 'grant'],
    ['revoking', 'revokeRole', 'deleteRoleAssignment', ['put the old assignments back', 'revoke what was granted'], 'revoke'],
    ['seeing the revocation', 'awaitNoRole', undefined, ['put the old assignments back', 'revoke what was granted'], 'revoke'],
  ] as const)('%s fails for good after it was done: undone newest first', async (what, activity, call, undone, step) => {
    const workflowId = `access failing: ${what}`;
    const outcome = await play(workflowId, {}, () => {
      runs.wires.lay({ workflowId, activity, times: 1, ...(call ? { call, when: 'after' } : {}) }, () => {
        throw failure('PolicyDenied', `${what} was made to fail`);
      });
    });
    expect(outcome).toMatchObject({
      failure: 'PolicyDenied',
      view: { status: 'undone', undone, leftUndone: [], failure: { type: 'PolicyDenied', step } },
    });
    await asItWas(outcome);
  });

  it('an undo that fails is named', async () => {
    const workflowId = 'access undo failing';
    const outcome = await play(workflowId, {}, () => {
      runs.wires.lay({ workflowId, activity: 'awaitRole' }, () => {
        throw failure('PolicyDenied', 'not seen');
      });
      runs.wires.lay({ workflowId, activity: 'revokeRole' }, () => {
        throw failure('AccessDenied', 'may not revoke');
      });
    });
    expect(outcome).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
    expect(outcome.view.leftUndone).toEqual(['revoke what was granted (AccessDenied: may not revoke)']);
    expect(await runs.report<AccessHandoverReport>(outcome.view)).toMatchObject({
      outcome: 'failed',
      leftUndone: outcome.view.leftUndone,
    });
  });

  it.each(['awaitRole', 'awaitNoRole'])('cancelled during %s: as it was', async (activity) => {
    const workflowId = `access cancelled: ${activity}`;
    const outcome = await play(workflowId, {}, () => {
      runs.wires.lay({ workflowId, activity, times: 1 }, async () => {
        await runs.rig.client.workflow.getHandle(workflowId).cancel();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
    });
    expect(outcome).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
    await asItWas(outcome);
  });

  it('a rehearsal looks and writes nothing', async () => {
    const outcome = await play('access rehearsed', { rehearse: true });
    expect(outcome).toMatchObject({ result: { status: 'rehearsed', granted: false, revoked: 0 } });
    expect(await writesOf(runs, outcome.run)).toEqual([]);
    await asItWas(outcome);
  });

  it('a scope outside any subscription is refused with its path', async () => {
    const run = await runs.begin('bad scope', team(READER), { scope: '/providers/Microsoft.Management/managementGroups/all' });
    const error = await run.handle.result().then(
      () => undefined,
      (e: unknown) => e as { cause?: { type?: string; message?: string } },
    );
    expect(error?.cause).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringMatching(/^scope: must be a scope inside a subscription/),
    });
  });

  it('breaks nothing that has to hold', async () => {
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
