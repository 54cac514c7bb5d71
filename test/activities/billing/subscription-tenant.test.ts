import { CONTOSO, EA, FABRIKAM, failureOf, LEGACY, NORTHWIND, startAccess, type Access } from './support';

describe('clients of a change of directory', () => {
  let on: Access;
  let owner: string;
  beforeAll(async () => {
    on = await startAccess();
    owner = (await on.partner(NORTHWIND).directory.ownPrincipal()) ?? '';
  });
  beforeEach(async () => {
    await on.reset();
  });
  afterAll(() => on.stop());

  const leaving = () => on.access.subscriptionTenant(FABRIKAM);
  const entering = () => on.access.subscriptionTenant(NORTHWIND);
  const ask = (subscription = EA) =>
    leaving().requestChange(subscription, { destinationTenantId: NORTHWIND, destinationOwnerId: owner });

  it('ask, accept, and see it done', async () => {
    expect(await ask()).toMatchObject({
      subscriptionId: EA,
      status: 'Initialized',
      destinationTenantId: NORTHWIND,
      destinationOwnerId: owner,
    });
    expect(await leaving().change(EA)).toMatchObject({ status: 'Initialized' });
    await entering().acceptChange(EA);
    expect(await entering().offeredChange(EA)).toMatchObject({ status: 'InProgress' });
    await on.azure.post('clock', { advance: '1h' });
    expect(await entering().offeredChange(EA)).toMatchObject({ status: 'Completed' });
  });

  it('withdraw, once or twice', async () => {
    await ask();
    await leaving().withdrawChange(EA);
    await leaving().withdrawChange(EA);
    expect(await leaving().change(EA)).toBeUndefined();
    expect((await failureOf(entering().acceptChange(EA))).type).toBe('NotFound');
  });

  it('accept once: a lost answer is unknown, and nothing is sent again', async () => {
    await ask();
    await on.fault({ method: 'POST', path: '/acceptChangeTenant' }, { dropAnswer: true });
    expect((await failureOf(entering().acceptChange(EA))).type).toBe('OutcomeUnknown');
    expect(await on.sent('POST', '/acceptChangeTenant')).toBe(1);
    expect(await entering().offeredChange(EA)).toMatchObject({ status: 'InProgress' });
    expect((await failureOf(entering().acceptChange(EA))).type).toBe('Conflict');
  });

  it('say why not: CSP, a policy, another person', async () => {
    expect((await failureOf(ask(LEGACY))).type).toBe('TransferRefused');
    const bad = leaving().requestChange(EA, {
      destinationTenantId: NORTHWIND,
      destinationOwnerId: 'nobody@northwind.onmicrosoft.com',
    });
    expect((await failureOf(bad)).type).toBe('InvalidInput');
    await ask();
    expect((await failureOf(on.access.subscriptionTenant(CONTOSO).acceptChange(EA))).type).toBe('AccessDenied');
    await on.azure.arm('PUT', '/providers/Microsoft.Subscription/policies/default?api-version=2021-10-01', {
      blockSubscriptionsLeavingTenant: true,
    });
    const policies = await Promise.all(
      [CONTOSO, NORTHWIND, FABRIKAM].map((tenantId) => on.access.subscriptionTenant(tenantId).policy()),
    );
    expect(policies.filter((one) => one.blockSubscriptionsLeavingTenant)).toHaveLength(1);
  });
});
