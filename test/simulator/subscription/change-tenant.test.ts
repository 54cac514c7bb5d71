import { CONTOSO, EA, FABRIKAM, LEGACY, NORTHWIND, openBilling, propertiesOf, type Billing } from '../billing/support';

const CARL = 'c0e21000-0000-4000-8000-000000000004';
const at = (subscription: string) =>
  `/subscriptions/${subscription}/providers/Microsoft.Subscription/changeTenantRequest/default`;
const accepting = (verb: string) => `/providers/Microsoft.Subscription/subscriptions/${EA}/${verb}`;
const POLICY = '/providers/Microsoft.Subscription/policies/default';

describe('the way of a subscription into another directory', () => {
  let azure: Billing;
  let owner: string;
  beforeAll(async () => {
    azure = await openBilling();
  });
  beforeEach(async () => {
    await azure.client.sim('POST', 'reset');
    const { body } = await azure.client.sim('GET', 'snapshot');
    const clientId = azure.client.simulator.apps.find((one) => one.tenantId === NORTHWIND)?.clientId;
    owner =
      (body as { principals: { objectId: string; clientId?: string }[] }).principals.find((one) => one.clientId === clientId)
        ?.objectId ?? '';
  });
  afterAll(() => azure.client.close());

  const ask = (destinationTenantId = NORTHWIND, destinationOwnerId = owner, subscription = EA) =>
    azure.fabrikam('PUT', at(subscription), { properties: { destinationTenantId, destinationOwnerId } });
  const assignments = async () => {
    const { body } = await azure.client.sim('GET', 'snapshot');
    return (body as { roleAssignments: { scope: string; properties: { principalId: string } }[] }).roleAssignments.filter((one) =>
      one.scope.startsWith(`/subscriptions/${EA}`),
    );
  };

  it('is asked for, accepted, and takes every role assignment', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ status: 200, body: { name: 'default', type: 'Microsoft.Subscription/changeTenantRequest' } });
    expect(propertiesOf(asked)).toMatchObject({
      status: 'Initialized',
      sourceTenantId: FABRIKAM,
      destinationTenantId: NORTHWIND,
      destinationOwnerId: owner,
      acceptedDate: null,
    });
    expect((await ask()).body).toEqual(asked.body);
    expect((await assignments()).length).toBeGreaterThan(3);
    expect(await azure.northwind('POST', accepting('acceptChangeTenant'))).toMatchObject({ status: 204 });
    expect((await azure.northwind('POST', accepting('changeTenantStatus'))).body).toMatchObject({ status: 'InProgress' });
    expect(await azure.fabrikam('DELETE', at(EA))).toMatchObject({ status: 409 });
    await azure.advance('11m');
    expect((await azure.northwind('POST', accepting('changeTenantStatus'))).body).toMatchObject({ status: 'Completed' });
    expect(new Set((await assignments()).map((one) => one.properties.principalId))).toEqual(new Set([owner]));
    expect(await azure.fabrikam('GET', `/subscriptions/${EA}`)).toMatchObject({ status: 401 });
    expect(await azure.northwind('GET', `/subscriptions/${EA}`)).toMatchObject({ status: 200, body: { tenantId: NORTHWIND } });
  });

  it('finds an owner by the name that a person signs in with', async () => {
    expect(propertiesOf(await ask(CONTOSO, 'carl@contoso.onmicrosoft.com'))).toMatchObject({ destinationOwnerId: CARL });
  });

  it.each([
    ['a CSP subscription', () => ask(NORTHWIND, owner, LEGACY), 'ChangeTenantNotSupported'],
    ['a directory that is not there', () => ask('99999999-0000-4000-8000-000000000009'), 'InvalidDestinationTenant'],
    ['the directory it is in', () => ask(FABRIKAM), 'InvalidDestinationTenant'],
    ['an owner of another directory', () => ask(NORTHWIND, CARL), 'InvalidDestinationOwner'],
  ])('is refused for %s', async (_what, act, code) => {
    expect(await act()).toMatchObject({ status: 400, code });
  });

  it('is withdrawn, and expires after a day', async () => {
    await ask();
    expect(await azure.fabrikam('DELETE', at(EA))).toMatchObject({ status: 200 });
    expect(await azure.fabrikam('GET', at(EA))).toMatchObject({ status: 404 });
    await ask();
    await azure.advance('25h');
    expect(await azure.northwind('POST', accepting('acceptChangeTenant'))).toMatchObject({ status: 404 });
    expect(await azure.fabrikam('GET', `/subscriptions/${EA}`)).toMatchObject({ status: 200 });
  });

  it('is forgotten when it fails, and nothing has changed', async () => {
    await ask();
    const before = await assignments();
    await azure.fault({ method: 'POST', path: 'acceptChangeTenant' }, { lro: { status: 500, code: 'Failed', message: 'no' } });
    await azure.northwind('POST', accepting('acceptChangeTenant'));
    await azure.advance('1h');
    expect(await azure.fabrikam('GET', at(EA))).toMatchObject({ status: 404 });
    expect(await assignments()).toEqual(before);
  });

  it('is accepted by the owner it is offered to only', async () => {
    await ask(CONTOSO, CARL);
    expect(await azure.northwind('POST', accepting('acceptChangeTenant'))).toMatchObject({ status: 403 });
    expect(await azure.contoso('POST', accepting('acceptChangeTenant'))).toMatchObject({ status: 403 });
  });

  it('is forbidden by the policies of both directories, but not to the exempted', async () => {
    await azure.fabrikam('PUT', POLICY, { blockSubscriptionsLeavingTenant: true });
    expect(await ask()).toMatchObject({ status: 403, code: 'SubscriptionPolicyViolation' });
    expect(propertiesOf(await azure.fabrikam('GET', POLICY))).toMatchObject({
      blockSubscriptionsLeavingTenant: true,
      blockSubscriptionsIntoTenant: false,
    });
    await azure.fabrikam('PUT', POLICY, {});
    expect(await ask()).toMatchObject({ status: 200 });
    await azure.northwind('PUT', POLICY, { blockSubscriptionsIntoTenant: true });
    expect(await azure.northwind('POST', accepting('acceptChangeTenant'))).toMatchObject({
      status: 403,
      code: 'SubscriptionPolicyViolation',
    });
    await azure.northwind('PUT', POLICY, { blockSubscriptionsIntoTenant: true, exemptedPrincipals: [owner] });
    expect(await azure.northwind('POST', accepting('acceptChangeTenant'))).toMatchObject({ status: 204 });
  });

  it('cancels, enables and renames; reads lag while they may, and not in one direction', async () => {
    const verb = (name: string, body?: unknown) =>
      azure.fabrikam('POST', `/subscriptions/${EA}/providers/Microsoft.Subscription/${name}`, body);
    const state = async () => ((await azure.fabrikam('GET', `/subscriptions/${EA}`)).body as { state: string }).state;
    expect(await verb('cancel')).toMatchObject({ status: 200, body: { subscriptionId: EA } });
    expect(await state()).toBe('Warned');
    await azure.client.sim('POST', 'consistency', { seconds: 600 });
    await verb('enable');
    const seen: string[] = [];
    for (let look = 0; look < 20; look++) seen.push(await state());
    expect(seen.join(' ')).toMatch(/Enabled.*Warned.*Enabled/);
    await azure.advance('11m');
    expect(await state()).toBe('Enabled');
    expect(await verb('rename', { subscriptionName: 'My Big Subscription' })).toMatchObject({ status: 200 });
    expect(await verb('rename', {})).toMatchObject({ status: 400 });
    await azure.advance('11m');
    expect((await azure.fabrikam('GET', `/subscriptions/${EA}`)).body).toMatchObject({ displayName: 'My Big Subscription' });
  });
});
