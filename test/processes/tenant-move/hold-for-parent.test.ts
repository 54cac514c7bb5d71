import path from 'node:path';
import type { TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { canSkipTime, progress, until } from '../../support/rig';
import { ended } from '../support/endings';
import { FABRIKAM } from '../support/organisations';
import { withPeople } from '../support/people';
import { helpful, openTenantMoves, type TenantMoves } from '../support/tenant-moves';

(canSkipTime ? describe : describe.skip)('tenantMove as a part of a whole', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves((deps) => deps, path.join(__dirname, '../support/parents.ts'));
  });
  afterAll(async () => moves.close());

  /** Up to where it stands by; then the whole decides. */
  async function standing(name: string, keep: boolean) {
    const run = await moves.begin(name, { parent: { keep } });
    void withPeople(run, helpful(moves, run)).catch(() => undefined);
    await until('it stands by', async () => {
      const { steps } = await progress(run.handle);
      return steps.some((one) => one.name === 'verify' && one.detail?.startsWith('Done; holds until its parent'));
    });
    const whole = moves.rig.client.workflow.getHandle(`whole of ${name}`);
    return { run, whole };
  }

  it('is kept: it ends done, and its result was the whole’s to read', async () => {
    const { run, whole } = await standing('kept by the whole', true);
    await moves.rig.env.sleep('4d');
    expect(await whole.result()).toMatchObject({ status: 'done', subscriptions: [{ tenantAfter: FABRIKAM }] });
    const { failure, result } = await ended(moves, run);
    expect([failure, (result as TenantMoveResult).status]).toEqual([undefined, 'done']);
  });

  it('is cancelled with the whole: days later everything is taken back', async () => {
    const { run, whole } = await standing('taken back by the whole', true);
    await whole.cancel();
    const { failure, view } = await ended(moves, run);
    expect([failure, view.status, view.leftUndone]).toEqual(['Cancelled', 'undone', []]);
    expect(await run.state()).toEqual(run.before);
  });
});
