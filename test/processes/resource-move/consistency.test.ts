import type { ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { approve, canSkipTime, type Rig, startRig } from '../../support/rig';
import { DESTINATION, moveInput, SOURCE, spreadMachine } from '../../support/worlds';

(canSkipTime ? describe : describe.skip)('resourceMove on an Azure whose lists lag', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig(spreadMachine());
    await rig.azure.post('consistency', { seconds: 90 });
  });
  afterAll(async () => rig.stop());

  it('believes no single read: everything arrives, once, and is carried over', async () => {
    const handle = await rig.start('resourceMove', 'lagging', moveInput());
    const result = await rig.working(async () => {
      await approve(handle);
      return (await handle.result()) as ResourceMoveResult;
    });

    expect(result).toMatchObject({ status: 'done', totals: { moved: 7, refused: 0 } });
    await rig.azure.post('consistency', { seconds: 0 });
    expect(await rig.azure.idsIn(SOURCE)).toEqual([]);
    expect(await rig.azure.idsIn(DESTINATION)).toHaveLength(7);
    expect(await rig.azure.accepted('POST', '/moveResources')).toHaveLength(result.totals.batches);
    expect(await rig.azure.invariants()).toEqual([]);
  });
});
