import { day, EA, FABRIKAM, openBilling, PAYG, seedMetering, type Billing } from '../billing/support';

/**
 * Every call of Microsoft.Billing, Consumption, Commerce and Subscription that the simulator answers and the snapshot of the specifications has.
 * Transfers of 2024-04-01 and changes of directory are newer than it: their shapes are tested call by call.
 */
export async function callBilling(): Promise<Billing> {
  const azure = await openBilling();
  await seedMetering(azure.client);
  const { northwind, fabrikam } = azure;
  const accounts = '/providers/Microsoft.Billing/billingAccounts';
  const of = '?api-version=2020-05-01';
  const [account] = (await northwind('GET', accounts + of)).value;
  const at = String(account?.['id']);
  const [profile] = (await northwind('GET', `${at}/billingProfiles${of}`)).value;
  const within = String(profile?.['id']);
  for (const path of [
    at,
    within,
    `${at}/customers`,
    `${at}/customers/${FABRIKAM}`,
    `${within}/customers`,
    `${within}/policies/default`,
  ])
    await northwind('GET', path + of);
  await northwind('PUT', `${within}/policies/default${of}`, { properties: { marketplacePurchases: 'AllAllowed' } });
  await fabrikam('GET', accounts + of);
  await fabrikam('GET', `/subscriptions/${EA}/providers/Microsoft.Billing/billingProperty/default${of}`);

  const filter = encodeURIComponent(`properties/usageStart ge '${day(30)}' and properties/usageEnd le '${day(1)}'`);
  for (const more of ['', '&$expand=properties/meterDetails', '&$top=3'])
    await fabrikam(
      'GET',
      `/subscriptions/${PAYG}/providers/Microsoft.Consumption/usageDetails?api-version=2023-05-01&$filter=${filter}${more}`,
    );
  const commerce = `/subscriptions/${EA}/providers/Microsoft.Commerce`;
  await fabrikam(
    'GET',
    `${commerce}/UsageAggregates?api-version=2015-06-01-preview&reportedStartTime=${day(3)}T00:00:00Z&reportedEndTime=${day(1)}T00:00:00Z`,
  );
  const offer = encodeURIComponent(
    "OfferDurableId eq 'MS-AZR-0003P' and Currency eq 'USD' and Locale eq 'en-US' and RegionInfo eq 'US'",
  );
  await fabrikam('GET', `${commerce}/RateCard?api-version=2015-06-01-preview&$filter=${offer}`);

  const policies = '/providers/Microsoft.Subscription/policies';
  await fabrikam('PUT', `${policies}/default?api-version=2021-10-01`, { blockSubscriptionsLeavingTenant: false });
  await fabrikam('GET', `${policies}/default?api-version=2021-10-01`);
  await fabrikam('GET', `${policies}?api-version=2021-10-01`);
  for (const verb of ['cancel', 'enable', 'rename'])
    await fabrikam(
      'POST',
      `/subscriptions/${PAYG}/providers/Microsoft.Subscription/${verb}?api-version=2021-10-01`,
      verb === 'rename' ? { subscriptionName: 'New' } : undefined,
    );
  return azure;
}
