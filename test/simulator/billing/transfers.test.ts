import type { Reply } from '../support/client';
import {
  ALICE,
  type Billing,
  CONTOSO,
  EA,
  FABRIKAM,
  LEGACY,
  NORTHWIND,
  openBilling,
  PAYG,
  properties,
  propertiesOf,
} from './support';

const RECEIVED = '/providers/Microsoft.Billing/transfers';

describe('requests for billing ownership', () => {
  let azure: Billing;
  let at: string;
  beforeAll(async () => {
    azure = await openBilling();
  });
  beforeEach(async () => {
    await azure.client.sim('POST', 'reset');
    const [account] = (await azure.northwind('GET', '/providers/Microsoft.Billing/billingAccounts')).value;
    const [profile] = (await azure.northwind('GET', `${String(account?.['id'])}/billingProfiles`)).value;
    at = `${String(profile?.['id'])}/customers/${FABRIKAM}/transfers`;
  });
  afterAll(() => azure.client.close());

  const ask = (name = 'move1', properties: Record<string, unknown> = { recipientEmailId: ALICE }) =>
    azure.northwind('PUT', `${at}/${name}`, { properties });
  const products = (...ids: string[]) => ({
    properties: { productDetails: ids.map((productId) => ({ productType: 'AzureSubscription', productId })) },
  });
  const codes = (reply: Reply) =>
    reply.value.map(properties).map((one) => (one['results'] as { code: string }[]).map(({ code }) => code));
  const check = async (id: string) => codes(await azure.fabrikam('POST', `${RECEIVED}/move1/validate`, products(id)))[0];
  const offerOf = async () => {
    const { body } = await azure.client.sim('GET', 'snapshot');
    const found = (body as { subscriptions: Record<string, unknown>[] }).subscriptions.find(
      (one) => one['subscriptionId'] === EA,
    );
    return [found?.['offerId'], found?.['partnerTenantId']];
  };

  it('are opened under a name, once however often they are sent, and found by both sides', async () => {
    const first = await ask();
    expect(first).toMatchObject({ status: 201, body: { name: 'move1', type: 'Microsoft.Billing/transfers' } });
    expect(propertiesOf(first)).toMatchObject({
      transferStatus: 'Pending',
      recipientEmailId: ALICE,
      initiatorCustomerType: 'Partner',
      detailedTransferStatus: [],
    });
    const days = Date.parse(String(propertiesOf(first)['expirationTime'])) - Date.now();
    expect(Math.round(days / 86_400_000)).toBe(30);
    expect(await ask()).toMatchObject({ status: 200, body: first.body as object });
    expect(await ask('move1', { recipientEmailId: 'bob@fabrikam.onmicrosoft.com' })).toMatchObject({ status: 409 });
    expect((await azure.northwind('GET', at)).value).toHaveLength(1);
    expect((await azure.fabrikam('GET', RECEIVED)).value.map((one) => one['name'])).toEqual(['move1']);
    expect(propertiesOf(await azure.fabrikam('GET', `${RECEIVED}/move1`))).toMatchObject({
      customerTenantId: FABRIKAM,
      supportedAccounts: ['Enterprise'],
    });
  });

  it.each([
    ['a name with a dash', 'move-1', { recipientEmailId: ALICE }],
    ['no recipient', 'move1', {}],
    ['a recipient that is no address', 'move1', { recipientEmailId: 'alice' }],
    ['a reseller that is no MPN id', 'move1', { recipientEmailId: ALICE, resellerId: 'Contoso' }],
  ])('are refused with %s', async (_what, name, properties) => {
    expect(await ask(name, properties)).toMatchObject({ status: 400 });
  });

  it('are nobody else’s: not another partner’s, not another customer’s', async () => {
    await ask();
    expect(await azure.contoso('GET', `${at}/move1`)).toMatchObject({ status: 404 });
    expect(await azure.contoso('GET', `${RECEIVED}/move1`)).toMatchObject({ status: 404 });
    expect(await azure.contoso('POST', `${RECEIVED}/move1/accept`, products(EA))).toMatchObject({ status: 404 });
    expect((await azure.contoso('GET', RECEIVED)).value).toEqual([]);
  });

  it('are answered by whom they were sent to', async () => {
    await ask('move1', { recipientEmailId: 'somebody@elsewhere.example' });
    expect(await check(EA)).toEqual(['NotIntendedRecipient']);
    expect(await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(EA))).toMatchObject({
      status: 403,
      code: 'NotIntendedRecipient',
    });
    expect(await azure.fabrikam('POST', `${RECEIVED}/move1/decline`)).toMatchObject({
      status: 403,
      code: 'NotIntendedRecipient',
    });
  });

  it('take a subscription of an enterprise agreement over: offer and partner change, id and rights stay', async () => {
    await ask();
    const rights = async () =>
      (
        await azure.development(
          'GET',
          `/subscriptions/${EA}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`,
        )
      ).value;
    const before = await rights();
    expect(await offerOf()).toEqual(['MS-AZR-0017P', CONTOSO]);
    expect(await check(EA)).toEqual([]);
    const accepted = await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(EA));
    expect(accepted).toMatchObject({ status: 200 });
    expect(propertiesOf(accepted)).toMatchObject({
      transferStatus: 'InProgress',
      detailedTransferStatus: [{ productId: EA, transferStatus: 'NotStarted' }],
    });
    expect(await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(EA))).toMatchObject({
      status: 409,
      code: 'TransferNotPending',
    });
    expect(await azure.northwind('POST', `${at}/move1/cancel`)).toMatchObject({ status: 409, code: 'TransferNotPending' });
    await azure.advance('20m');
    expect(propertiesOf(await azure.northwind('GET', `${at}/move1`))).toMatchObject({
      transferStatus: 'Completed',
      detailedTransferStatus: [
        { productId: EA, productType: 'AzureSubscription', transferStatus: 'Completed', skuDescription: 'MS-AZR-0017G' },
      ],
    });
    expect(await offerOf()).toEqual(['MS-AZR-0017G', NORTHWIND]);
    expect(await rights()).toEqual(before);
    const sold = await azure.client.send('GET', `/v1/customers/${FABRIKAM}/subscriptions`, undefined, {
      authorization: 'Bearer sim',
      'x-sim-partner': NORTHWIND,
    });
    expect((sold.body as { items: Record<string, unknown>[] }).items.map((one) => one['entitlementId'])).toContain(EA);
    expect((await azure.client.sim('GET', 'invariants')).body).toEqual([]);
  });

  it('complete with errors: each product has its own result', async () => {
    await ask();
    await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(EA, PAYG));
    await azure.advance('1h');
    expect(propertiesOf(await azure.fabrikam('GET', `${RECEIVED}/move1`))).toMatchObject({
      transferStatus: 'CompletedWithErrors',
      detailedTransferStatus: [
        { productId: EA, transferStatus: 'Completed' },
        { productId: PAYG, transferStatus: 'Failed', errorDetails: { code: 'SubscriptionTypeNotSupported' } },
      ],
    });
  });

  it('fail as a whole when nothing could go', async () => {
    await ask();
    await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(PAYG));
    await azure.advance('1h');
    expect(propertiesOf(await azure.fabrikam('GET', `${RECEIVED}/move1`))).toMatchObject({ transferStatus: 'Failed' });
  });

  it('are cancelled by the partner, declined by the recipient, and expire after 30 days', async () => {
    await ask('one');
    await ask('two');
    await ask('three');
    expect(propertiesOf(await azure.northwind('POST', `${at}/one/cancel`))).toMatchObject({ transferStatus: 'Canceled' });
    expect(propertiesOf(await azure.fabrikam('POST', `${RECEIVED}/two/decline`))).toMatchObject({ transferStatus: 'Declined' });
    await azure.advance('29d');
    expect(propertiesOf(await azure.northwind('GET', `${at}/three`))).toMatchObject({ transferStatus: 'Pending' });
    await azure.advance('25h');
    expect(propertiesOf(await azure.northwind('GET', `${at}/three`))).toMatchObject({ transferStatus: 'Expired' });
    for (const name of ['one', 'two', 'three'])
      expect(await azure.development('POST', `${RECEIVED}/${name}/accept`, products(EA))).toMatchObject({ status: 409 });
    expect(await offerOf()).toEqual(['MS-AZR-0017P', CONTOSO]);
  });

  describe('what stands in the way is told by its code', () => {
    beforeEach(() => ask());

    it('offers that cannot be taken over: pay-as-you-go, and what is CSP’s already', async () => {
      expect(await check(PAYG)).toContain('SubscriptionTypeNotSupported');
      expect(await check(LEGACY)).toContain('SubscriptionTypeNotSupported');
    });

    it('a subscription that is not there, and another kind of product', async () => {
      expect(await check('99999999-0000-4000-8000-000000000009')).toEqual(['ProductNotFound']);
      const reservation = { properties: { productDetails: [{ productType: 'AzureReservation', productId: 'r' }] } };
      expect(codes(await azure.fabrikam('POST', `${RECEIVED}/move1/validate`, reservation))).toEqual([
        ['ProductTypeNotSupported'],
      ]);
      expect(await azure.fabrikam('POST', `${RECEIVED}/move1/validate`, { properties: {} })).toMatchObject({ status: 400 });
      expect(await azure.fabrikam('POST', `${RECEIVED}/move1/accept`, products(EA, EA))).toMatchObject({ status: 400 });
    });

    it('one that is not active', async () => {
      await azure.fabrikam('POST', `/subscriptions/${EA}/providers/Microsoft.Subscription/cancel`);
      expect(await check(EA)).toEqual(['SubscriptionNotActive']);
    });

    it('reservations, and marketplace products that the partner’s profile does not allow', async () => {
      const group = `/subscriptions/${EA}/resourceGroups/EAResourceGroup/providers`;
      await azure.client.sim('POST', 'seed', {
        resources: [
          { id: `${group}/Microsoft.Capacity/reservationOrders/one`, properties: {} },
          {
            id: `${group}/Microsoft.Compute/virtualMachines/bought`,
            location: 'westeurope',
            plan: { name: 'x', publisher: 'y', product: 'z' },
            properties: {},
          },
        ],
      });
      expect(await check(EA)).toEqual(['SubscriptionHasReservations']);
      const profile = at.replace(/\/customers\/.*/, '');
      expect(
        await azure.northwind('PUT', `${profile}/policies/default`, { properties: { marketplacePurchases: 'NotAllowed' } }),
      ).toMatchObject({ status: 200 });
      expect(await check(EA)).toEqual(['SubscriptionHasReservations', 'MarketplaceNotEnabledOnDestination']);
    });

    it('another account owner than the recipient', async () => {
      await azure.northwind('PUT', `${at}/move2`, { properties: { recipientEmailId: 'bob@fabrikam.onmicrosoft.com' } });
      expect(codes(await azure.fabrikam('POST', `${RECEIVED}/move2/validate`, products(EA)))).toEqual([
        ['InsufficientPermissionOnSource'],
      ]);
    });

    it('another directory than the customer’s', async () => {
      await azure.client.sim('POST', 'seed', {
        subscriptions: [{ subscriptionId: '99999999-0000-4000-8000-000000000009', tenantId: CONTOSO, offerId: 'MS-AZR-0017P' }],
      });
      expect(await check('99999999-0000-4000-8000-000000000009')).toEqual(['CrossBillingAccountNotAllowed']);
    });
  });

  it('need an Azure plan, and a relationship until they are carried out', async () => {
    const world = {
      partners: [{ tenantId: 'dddddddd-0000-4000-8000-000000000001', mpnId: '4711009' }],
      tenants: [{ tenantId: 'dddddddd-0000-4000-8000-000000000001', domain: 'third.onmicrosoft.com' }],
    };
    await azure.client.sim('POST', 'seed', {
      ...world,
      relationships: [{ partnerTenantId: 'dddddddd-0000-4000-8000-000000000001', customerTenantId: FABRIKAM }],
    });
    const accounts = (await azure.development('GET', '/providers/Microsoft.Billing/billingAccounts')).value;
    const third = accounts.find((one) => properties(one)['displayName'] === 'third');
    const [profile] = (await azure.development('GET', `${String(third?.['id'])}/billingProfiles`)).value;
    await azure.development('PUT', `${String(profile?.['id'])}/customers/${FABRIKAM}/transfers/third1`, {
      properties: { recipientEmailId: ALICE },
    });
    expect(codes(await azure.fabrikam('POST', `${RECEIVED}/third1/validate`, products(EA)))).toEqual([['NoActiveAzurePlan']]);
  });

  it('lists accounts of the caller’s own directory: a partner’s, an enrolment’s, an individual’s', async () => {
    const kinds = async (as: Billing['fabrikam']) =>
      (await as('GET', '/providers/Microsoft.Billing/billingAccounts')).value.map((one) => [
        properties(one)['accountType'],
        properties(one)['agreementType'],
      ]);
    expect(await kinds(azure.northwind)).toEqual([['Partner', 'MicrosoftPartnerAgreement']]);
    expect(await kinds(azure.fabrikam)).toEqual([
      ['Enterprise', 'EnterpriseAgreement'],
      ['Individual', 'MicrosoftOnlineServicesProgram'],
    ]);
    expect(await azure.fabrikam('GET', at.replace(/\/billingProfiles.*/, '/customers'))).toMatchObject({ status: 404 });
  });
});
