import { subscriptions } from '../../../activities/azure/partner-center/subscriptions';
import { transferIn } from '../../../activities/azure/partner-center/transfer-shape';
import { type Loopback, startLoopback } from './loopback';

describe('subscriptions under an Azure plan', () => {
  let center: Loopback;
  beforeAll(async () => {
    center = await startLoopback();
  });
  afterAll(() => center.stop());

  it('are as many as the plan has entitlements; licences and legacy ones are themselves', async () => {
    center.answers(({ path }) =>
      path.endsWith('/azureEntitlements')
        ? {
            status: 200,
            body: {
              items: [
                { id: 'AZURE-1', friendlyName: 'Production', status: 'active', subscriptionId: 'PLAN' },
                { id: 'AZURE-2', friendlyName: 'Test', status: 'suspended', subscriptionId: 'PLAN' },
              ],
            },
          }
        : {
            status: 200,
            body: {
              items: [
                {
                  id: 'PLAN',
                  offerId: 'DZH318Z0BPS6:0001:DZH318Z0BMJX',
                  friendlyName: 'Azure plan',
                  status: 'active',
                  billingType: 'usage',
                },
                { id: 'LEGACY', offerId: 'MS-AZR-0145P', friendlyName: 'Old', status: 'Active', billingType: 'usage' },
                { id: 'MAIL', offerId: '031C9E47', friendlyName: 'Exchange', status: 'active', billingType: 'license' },
              ],
            },
          },
    );
    const found = await subscriptions(center.transport).subscriptions('t');
    expect(
      found.map(({ id, azureSubscriptionId, displayName, status, billingType, agreement }) =>
        [id, azureSubscriptionId, displayName, status, billingType, agreement].join(' '),
      ),
    ).toEqual([
      'plan azure-1 Production active usage azurePlan',
      'plan azure-2 Test suspended usage azurePlan',
      'legacy legacy Old active usage legacy',
      'mail  Exchange active license azurePlan',
    ]);
  });
});

describe('a transfer', () => {
  const shown = (value: Record<string, unknown>, viewer = 'source') =>
    transferIn(
      { id: 'T', customerTenantId: 'C', sourcePartnerTenantId: 'SOURCE', targetPartnerTenantId: 'TARGET', ...value },
      viewer,
    );

  it.each([
    ['Active', 'Active'],
    ['Complete', 'Complete'],
    ['Completed', 'Complete'],
    ['PartiallyComplete', 'PartiallyComplete'],
    ['Reject', 'Rejected'],
    ['Pending', 'Pending'],
    ['inProgress', 'InProgress'],
    ['Cancelled', 'Cancelled'],
    ['Canceled', 'Cancelled'],
    ['Expired', 'Expired'],
    ['Failed', 'Failed'],
    ['SomethingNew', 'SomethingNew'],
  ])('whose status is written %s is %s', (written, status) => {
    expect(shown({ status: written }).status).toBe(status);
  });

  it('has an error for the line that failed', () => {
    const lineItems = [{ subscriptionId: 'A', status: 'Failed', transferError: { code: 900103, description: 'Order failed' } }];
    expect(shown({ lineItems }).lineItems).toEqual([{ subscriptionId: 'a', error: '900103: Order failed' }]);
  });

  it('shows new ids to its target alone', () => {
    const lineItems = [{ subscriptionId: 'NEW', orderId: 'ORDER', productType: 'AzureSubscription' }];
    expect(shown({ lineItems }, 'Target').lineItems).toEqual([
      { subscriptionId: 'new', productType: 'AzureSubscription', newSubscriptionId: 'new', newOrderId: 'ORDER' },
    ]);
    expect(shown({ lineItems }).lineItems).toEqual([{ subscriptionId: 'new', productType: 'AzureSubscription' }]);
  });
});
