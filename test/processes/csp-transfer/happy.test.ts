import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { canSkipTime, progress } from '../../support/rig';
import { CONTOSO, CONTOSO_APP, NORTHWIND, PLAN } from '../support/organisations';
import { withPeople } from '../support/people';
import { openTransfers, quickEngineer, type Transfers, writesAbout } from '../support/transfers';

(canSkipTime ? describe : describe.skip)('cspTransfer', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  const holders = async (state: unknown) =>
    (state as { roleAssignments: { properties: { principalId: string; principalType: string } }[] }).roleAssignments.map(
      ({ properties }) => properties.principalId,
    );

  it('takes a legacy subscription from Contoso to Northwind by ticket', async () => {
    // An hour is a second: too short to look, and to answer, before it moves.
    await quickEngineer(transfers.rig, { behaviour: 'confirm', moveAfter: '6h' });
    const run = await transfers.begin('by ticket');
    await withPeople(run);
    const view = await progress(run.handle);
    expect(view.failure).toBeUndefined();
    const result = (await run.handle.result()) as CspTransferResult;
    expect(result).toMatchObject({
      status: 'done',
      procedure: 'ticket',
      subscriptions: [{ before: { partnerTenantId: CONTOSO }, after: { partnerTenantId: NORTHWIND } }],
      access: [{ granted: true, remaining: 0, unknownForeign: [] }],
    });
    expect(result.access[0]?.removed).toBe(2);
    expect(await holders(await run.state())).not.toContain(CONTOSO_APP);
    const report = await transfers.report(view);
    expect(report.documents.map(({ step }) => step)).toEqual(['request', 'sign', 'confirm']);
    expect(report.messages.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Form received/)]);
    expect(
      (await writesAbout(transfers.rig, run)).map((write) =>
        write.replace(/\/subscriptions\/[^/]+\/(.*providers\/)?|[\w-]*[0-9a-f-]{36}[\w-]*/g, ''),
      ),
    ).toEqual([
      'PUT Microsoft.Support/fileWorkspaces/',
      'PUT Microsoft.Support/supportTickets/',
      'PUT Microsoft.Support/fileWorkspaces//files/csp-transfer-form-v1.html',
      'POST Microsoft.Support/fileWorkspaces//files/csp-transfer-form-v1.html/upload',
      'PUT Microsoft.Support/supportTickets//communications/',
      'PUT Microsoft.Authorization/roleAssignments/',
      'DELETE Microsoft.Authorization/roleAssignments/',
      'DELETE Microsoft.Authorization/roleAssignments/',
    ]);
    expect((await run.handle.fetchHistory()).events?.length).toBeLessThan(400);
    expect(await transfers.rig.azure.invariants()).toEqual([]);
  });

  it('takes an Azure plan subscription by Partner Center', async () => {
    const run = await transfers.begin('by partner center', { offerId: PLAN });
    await withPeople(run);
    const view = await progress(run.handle);
    expect(view.failure).toBeUndefined();
    const result = (await run.handle.result()) as CspTransferResult;
    expect(result).toMatchObject({
      status: 'done',
      procedure: 'partnerCenterTransfer',
      access: [{ granted: true, removed: 2, remaining: 0 }],
    });
    const [moved] = result.subscriptions;
    expect(moved?.after?.partnerTenantId).toBe(NORTHWIND);
    // The Azure id stays; Partner Center gives a new one.
    expect(moved?.subscriptionId).toBe(run.subscriptionId);
    expect(moved?.after?.partnerCenterId).not.toBe(moved?.before.partnerCenterId);
  });
});
