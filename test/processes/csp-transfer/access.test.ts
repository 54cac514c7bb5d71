import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { failure } from '../../../activities/failures/failure';
import { guidFrom } from '../../../simulator/kernel/guids';
import { canSkipTime } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { CONTOSO, CONTOSO_APP, FABRIKAM, LEGACY, NORTHWIND } from '../support/organisations';
import { openTransfers, type TransferRun, type Transfers } from '../support/transfers';

const CONTOSO_AGENTS = guidFrom('AdminAgents', CONTOSO);
const NORTHWIND_AGENTS = guidFrom('AdminAgents', NORTHWIND);
const ALICE = 'a11ce000-0000-4000-8000-000000000001';
/** The admin agents of a partner that has nothing to do with the transfer. */
const WINGTIP_AGENTS = 'f0e16000-0000-4000-8000-000000000009';

interface Held {
  id: string;
  properties: { principalId: string; scope: string };
}

(canSkipTime ? describe : describe.skip)('cspTransfer: rights of the partners', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
    await transfers.rig.azure.post('seed', {
      tenants: [{ tenantId: 'f0000000-0000-4000-8000-000000000009', domain: 'wingtip.onmicrosoft.com', displayName: 'Wingtip' }],
      principals: [
        {
          objectId: WINGTIP_AGENTS,
          tenantId: 'f0000000-0000-4000-8000-000000000009',
          type: 'ForeignGroup',
          displayName: 'AdminAgents',
        },
      ],
    });
  });
  afterAll(async () => transfers.close());

  /** Role assignments of the old partner at every level, of a third one, and of the customer's own people. */
  async function everyLevel(subscriptionId: string) {
    const scope = `/subscriptions/${subscriptionId}`;
    const nsg = `${scope}/resourceGroups/app/providers/Microsoft.Network/networkSecurityGroups/web`;
    await transfers.rig.azure.post('seed', {
      resources: [{ id: nsg, location: 'westeurope', properties: { securityRules: [] } }],
      roleAssignments: [
        { scope, role: 'Owner', principalId: CONTOSO_AGENTS, principalType: 'ForeignGroup' },
        { scope: nsg, role: 'Reader', principalId: CONTOSO_APP },
        { scope: `${scope}/resourceGroups/app`, role: 'Reader', principalId: WINGTIP_AGENTS, principalType: 'ForeignGroup' },
        { scope: nsg, role: 'Contributor', principalId: ALICE },
      ],
    });
  }
  async function heldIn(subscriptionId: string): Promise<Held[]> {
    const { roleAssignments } = await transfers.rig.azure.get<{ roleAssignments: Held[] }>('snapshot');
    return roleAssignments.filter(({ id }) => id.toLowerCase().startsWith(`/subscriptions/${subscriptionId}`));
  }
  const principals = (held: Held[]) => [...new Set(held.map(({ properties }) => properties.principalId))].sort();
  async function roleWrites({ subscriptionId }: Pick<TransferRun, 'subscriptionId'>): Promise<string[]> {
    const audit = await transfers.rig.azure.get<AuditEntry[]>('audit?format=json');
    return audit
      .filter(
        ({ path, method }) =>
          path.includes(subscriptionId) && path.includes('roleAssignments/') && ['PUT', 'DELETE'].includes(method),
      )
      .map(({ method }) => method);
  }

  it('the new Owner is there before anything of the old partner goes, which then goes at every level; others are left and named', async () => {
    const run = await transfers.begin('every level', { prepare: everyLevel });
    const before = await heldIn(run.subscriptionId);
    const old = before.filter(({ properties }) => [CONTOSO_AGENTS, CONTOSO_APP].includes(properties.principalId)).length;
    const { result } = await transfers.played(run);
    const { access } = result as CspTransferResult;
    expect(access).toEqual([
      {
        subscriptionId: run.subscriptionId,
        granted: true,
        removed: old,
        remaining: 0,
        unknownForeign: [WINGTIP_AGENTS],
        inherited: 0,
      },
    ]);
    const kept = principals(before).filter((id) => ![CONTOSO_AGENTS, CONTOSO_APP].includes(id));
    expect(kept).toEqual(expect.arrayContaining([ALICE, WINGTIP_AGENTS]));
    expect(principals(await heldIn(run.subscriptionId))).toEqual([...kept, NORTHWIND_AGENTS].sort());
    expect(await roleWrites(run)).toEqual(['PUT', ...Array.from({ length: old }, () => 'DELETE')]);
  });

  it('more than one subscription in one run: each is handed over', async () => {
    const others = [1, 2].map((n) => `c5a00000-0000-4000-8000-00000000000${n}`);
    await transfers.rig.azure.post('seed', {
      subscriptions: others.map((subscriptionId) => ({
        subscriptionId,
        tenantId: FABRIKAM,
        offerId: LEGACY,
        displayName: 'more',
        partnerTenantId: CONTOSO,
      })),
    });
    const run = await transfers.begin('three at once', { input: { subscriptions: others } });
    const { failure: none, result } = await transfers.played(run);
    expect(none).toBeUndefined();
    const { access, subscriptions } = result as CspTransferResult;
    expect(subscriptions.map(({ subscriptionId, after }) => [subscriptionId, after?.partnerTenantId])).toEqual(
      others.map((id) => [id, NORTHWIND]),
    );
    expect(access.map(({ subscriptionId, granted, remaining }) => [subscriptionId, granted, remaining])).toEqual(
      others.map((id) => [id, true, 0]),
    );
    for (const id of others) {
      expect(principals(await heldIn(id))).toContain(NORTHWIND_AGENTS);
      expect(principals(await heldIn(id))).not.toContain(CONTOSO_AGENTS);
    }
    // The one that was not named stays where it is.
    expect(principals(await heldIn(run.subscriptionId))).not.toContain(NORTHWIND_AGENTS);
  });

  it('tried again after half of it was done: what is kept aside and counted is what was there at first', async () => {
    const workflowId = 'half removed';
    transfers.wires.lay({ workflowId, activity: 'removeAccess', call: 'deleteRoleAssignment', skip: 1, times: 1 }, () => {
      throw failure('AccessDenied', 'a lock is in the way');
    });
    const run = await transfers.begin(workflowId, { prepare: everyLevel });
    const before = await heldIn(run.subscriptionId);
    const { result, view } = await transfers.played(run, undefined, () => ({ verdict: 'retry', reason: 'the lock is gone' }));
    const { access } = result as CspTransferResult;
    const old = before.filter(({ properties }) => [CONTOSO_AGENTS, CONTOSO_APP].includes(properties.principalId)).length;
    expect(access).toMatchObject([{ granted: true, removed: old, remaining: 0 }]);
    const kept = view.artifacts[`access-${run.subscriptionId}`];
    if (!kept) throw new Error('nothing was kept aside');
    const assignments = await transfers.stored<{ id: string }[]>(kept);
    expect(assignments.map(({ id }) => id.toLowerCase()).sort()).toEqual(before.map(({ id }) => id.toLowerCase()).sort());
  });
});
