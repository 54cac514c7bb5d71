import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';
import type { ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { approve, canSkipTime, type Rig, startRig } from '../../support/rig';
import { DESTINATION, moveInput, SOURCE, spreadMachine } from '../../support/worlds';

(canSkipTime ? describe : describe.skip)('resourceMove: the seed’s machine, spread over two groups', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig(spreadMachine());
  });
  afterAll(async () => rig.stop());

  it('moves everything, carries over what a move leaves behind, and says so', async () => {
    const handle = await rig.start('resourceMove', 'happy', moveInput());
    const result = await rig.working(async () => {
      await approve(handle);
      return (await handle.result()) as ResourceMoveResult;
    });

    expect(result.status).toBe('done');
    expect(result.totals).toMatchObject({ resources: 7, moved: 7, refused: 0 });
    expect(await rig.azure.idsIn(SOURCE)).toEqual([]);
    expect(await rig.azure.idsIn(DESTINATION)).toHaveLength(7);
    expect(await rig.azure.invariants()).toEqual([]);
    const report = await rig.deps.artifacts.read<ResourceMoveReport>(result.report);
    expect(report.carriedOver.map(({ kind }) => kind).sort()).toEqual([
      'lock',
      'roleAssignment',
      'roleAssignment',
      'tags',
      'tags',
    ]);
    expect(report.rows.find(({ name }) => name === 'vNet001')?.newId).toBe(
      `/subscriptions/${DESTINATION}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/vNet001`,
    );
    expect(report.decisions.map(({ party, proof }) => [party, proof])).toEqual([
      ['customer', 'localStack'],
      ['operator', 'localStack'],
    ]);
  });
});
