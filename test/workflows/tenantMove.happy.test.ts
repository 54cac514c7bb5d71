import type { TenantMoveResult } from '../../contracts/tenantMove';
import { canSkipTime } from '../support/rig';
import { openTenantMoves, playedTenant, type TenantMoves } from './support/tenantMoves';
import { FABRIKAM } from './support/transfers';

(canSkipTime ? describe : describe.skip)('tenantMove, happy', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  }, 90_000);
  afterAll(async () => moves.close());

  it('partner EA: account, activation, warnings by name, transfer, what has a place put back, the mover let in', async () => {
    const run = await moves.begin('partner ea', { breakable: true });
    const { failure, message, result, view } = await playedTenant(moves, run);
    expect([failure, message]).toEqual([undefined, '']);
    const { subscriptions, restored, notRestored, decisions } = result as TenantMoveResult;
    expect(subscriptions).toMatchObject([{ tenantAfter: FABRIKAM, ownerAfter: run.admin.userPrincipalName }]);
    expect(restored).toEqual([
      expect.stringMatching(/^custom role On call/),
      expect.stringMatching(/^role Reader of Alice Adams/),
      'partner link: MPN 4711001',
    ]);
    expect(notRestored.join('\n')).toMatch(/On call.*is not in the directory/);
    expect(notRestored.join('\n')).toMatch(/key vault keys\d+ .*still names the directory/);
    expect(notRestored.join('\n')).toMatch(/managed identity of backup/);
    expect(notRestored.join('\n')).toMatch(/co-administrator carl@contoso/);
    expect(decisions.map(({ step }) => step)).toEqual(['warnings']);
    expect(decisions[0]?.states).toEqual([
      'administrators',
      'roleAssignments',
      'customRoles',
      'partnerId',
      'keyVaults',
      'managedIdentities',
    ]);
    expect(view.status).toBe('done');
    expect(await run.state()).toMatchObject({ subscriptions: [{ tenantId: FABRIKAM }, {}] });
  });
});
