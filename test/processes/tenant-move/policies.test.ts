import { failure } from '../../../activities/failures/failure';
import type { TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { canSkipTime } from '../../support/rig';
import { openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';

type Json = Record<string, unknown>;
interface Policy extends Json {
  id: string;
  name: string;
  identity?: { principalId?: string };
}

const byId = (state: unknown) => new Map((state as { policies: Policy[] }).policies.map((one) => [one.name, one]));
const giveUp = () => ({ verdict: 'give-up' as const, reason: 'not today' });

(canSkipTime ? describe : describe.skip)('tenantMove and Azure Policy', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  const failing = (activity: string, more: object = {}) => ({
    prepare: ({ workflowId }: Pick<TenantRun, 'workflowId'>) =>
      moves.wires.lay({ workflowId, activity, ...more }, () => {
        throw failure('AccessDenied', 'not allowed any more');
      }),
  });

  it('is warned of by name, deleted, and made anew as it was, but for what is tied to the old directory', async () => {
    const run = await moves.begin('policies forward', { policies: true });
    const before = byId(run.before);
    expect([...before.keys()].sort()).toEqual(['baseline', 'for-now', 'keeps', 'no-classic', 'of-tied', 'tied']);
    const { failure: type, result, view } = await moves.played(run);
    expect(type).toBeUndefined();
    const warned = JSON.stringify(view.documents?.warnings);
    for (const name of ['No classic; Baseline', 'Keeps at /subscriptions/', 'Tied at ', 'For now at '])
      expect(warned).toContain(name);
    const { restored, notRestored, decisions } = result as TenantMoveResult;
    expect(decisions[0]?.states).toEqual(expect.arrayContaining(['policyDefinitions', 'policyAssignments', 'policyExemptions']));
    const after = byId(await run.state());
    expect([...after.keys()].sort()).toEqual(['baseline', 'for-now', 'keeps', 'no-classic']);
    for (const [name, policy] of after) expect(policy).toEqual(before.get(name));
    expect(restored.filter((one) => one.startsWith('policy'))).toEqual([
      expect.stringMatching(/^policy definition No classic \(Source/),
      expect.stringMatching(/^policy set Baseline/),
      expect.stringMatching(/^policy assignment Keeps at \/subscriptions\/[^/]+ \(/),
      expect.stringMatching(/^policy exemption For now at .*\/app \(/),
    ]);
    expect(notRestored.filter((one) => one.startsWith('policy'))).toEqual([
      expect.stringMatching(/^policy assignment Tied at .*: it acts as a managed identity of the old directory: assign it anew/),
      expect.stringMatching(/^policy exemption of-tied at .*: it needs tied, which was not put back/),
    ]);
  });

  it.each(['portal', 'changeTenant'])('on the way back (%s) all of it is as it was, and a new identity is named', async (way) => {
    const run = await moves.begin(`policies back by ${way}`, {
      policies: true,
      input: { way },
      ...failing('verifyTenantMove'),
    });
    const { failure: type, view } = await moves.played(run, undefined, giveUp);
    expect([type, view.leftUndone]).toEqual([
      'UndoIncomplete',
      [expect.stringMatching(/^policy assignment Tied at .* has a new managed identity: give it its roles anew/)],
    ]);
    const [state, before] = [(await run.state()) as Json, run.before as Json];
    expect({ ...state, policies: [] }).toEqual({ ...before, policies: [] });
    const [now, then] = [byId(state), byId(before)];
    expect(now.get('tied')?.identity?.principalId).not.toBe(then.get('tied')?.identity?.principalId);
    for (const policies of [now, then]) delete policies.get('tied')?.identity?.principalId;
    expect([...now]).toEqual([...then]);
  });

  it('an answer that is lost while they are written leaves each of them there, and named', async () => {
    const run = await moves.begin('policies lost', {
      policies: true,
      prepare: ({ workflowId }) =>
        moves.wires.lay({ workflowId, call: 'putPolicy', when: 'after', skip: 1, times: 1 }, () => {
          throw failure('AzureUnavailable', 'no answer');
        }),
    });
    const { result } = await moves.played(run);
    expect((result as TenantMoveResult).restored.filter((one) => one.startsWith('policy'))).toHaveLength(4);
  });

  it('what Azure takes and does not show is not said to be put back', async () => {
    const run = await moves.begin('policies unseen', { policies: true });
    const hide = ({ source }: TenantRun) =>
      moves.wires.lay({ workflowId: run.workflowId, activity: 'restoreDirectory', call: 'policies' }, () =>
        moves.rig.azure.arm(
          'DELETE',
          `/subscriptions/${source}/providers/Microsoft.Authorization/policySetDefinitions/baseline?api-version=2023-04-01`,
        ),
      );
    hide(run);
    const { result } = await moves.played(run);
    const { restored, notRestored } = result as TenantMoveResult;
    expect(restored.join('\n')).not.toContain('policy set Baseline');
    expect(notRestored).toContainEqual(expect.stringMatching(/^policy set Baseline .*: it was written, and is not listed/));
  });

  it('a policy that names what only the old directory has is left, by name; refused ones say why', async () => {
    const definition =
      '/providers/Microsoft.Management/managementGroups/top/providers/Microsoft.Authorization/policyDefinitions/d';
    const run = await moves.begin('policies above', {});
    await moves.rig.azure.post('seed', {
      policyAssignments: [
        { scope: `/subscriptions/${run.source}`, name: 'above', policyDefinitionId: definition },
        {
          scope: `/subscriptions/${run.source}`,
          name: 'names-identity',
          policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/x',
          parameters: { id: { value: '/subscriptions/s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/robot' } },
        },
        {
          scope: `/subscriptions/${run.source}`,
          name: 'gone',
          policyDefinitionId: `/subscriptions/${run.source}/providers/Microsoft.Authorization/policyDefinitions/gone`,
        },
      ],
    });
    const { result } = await moves.played(run);
    const { notRestored } = result as TenantMoveResult;
    expect(notRestored).toContainEqual(
      expect.stringMatching(/^policy assignment above at .*: it needs .*managementGroups\/top.*define that anew/),
    );
    expect(notRestored).toContainEqual(
      expect.stringMatching(/^policy assignment names-identity at .*: it names the managed identity robot/),
    );
    expect(notRestored).toContainEqual(expect.stringMatching(/^policy assignment gone at .*PolicyDefinitionNotFound/));
  });

  it('what else depends on the directory is warned of by name, and named after', async () => {
    const run = await moves.begin('tied resources', {
      resources: (of) => [
        { id: of('Microsoft.Storage/storageAccounts/lake'), location: 'westeurope', properties: { isHnsEnabled: true } },
        {
          id: of('Microsoft.Storage/storageAccounts/sealed'),
          location: 'westeurope',
          properties: { encryption: { keySource: 'Microsoft.Keyvault' } },
        },
        { id: of('Microsoft.Storage/storageAccounts/plain'), location: 'westeurope' },
        { id: of('Microsoft.Compute/diskEncryptionSets/disks'), location: 'westeurope' },
        { id: of('Microsoft.StorageSync/storageSyncServices/sync'), location: 'westeurope' },
        { id: of('Microsoft.DBforMySQL/flexibleServers/orders'), location: 'westeurope' },
        { id: of('Microsoft.AAD/domainServices/corp'), location: 'westeurope' },
        { id: of('Microsoft.DevCenter/projects/dev'), location: 'westeurope' },
        { id: of('Microsoft.Synapse/workspaces/numbers'), location: 'westeurope' },
        { id: of('Microsoft.ManagedIdentity/userAssignedIdentities/robot'), location: 'westeurope' },
      ],
    });
    const { result, view } = await moves.played(run);
    const { decisions, notRestored } = result as TenantMoveResult;
    expect(decisions[0]?.states).toEqual(
      expect.arrayContaining([
        'customerKeys',
        'diskEncryptionSets',
        'accessLists',
        'fileSync',
        'mySqlServers',
        'domainServices',
        'devCenters',
        'synapseWorkspaces',
      ]),
    );
    const warned = JSON.stringify(view.documents?.warnings);
    for (const name of ['lake', 'sealed', 'disks', 'sync', 'orders', 'corp', 'dev', 'numbers', 'robot']) {
      expect(warned).toContain(`"value":"${name}"`);
      expect(notRestored.join('\n')).toContain(name);
    }
    expect(warned).not.toContain('plain');
    expect(notRestored).toContainEqual(expect.stringMatching(/^user-assigned identity robot .*attach it where it was/));
  });
});
