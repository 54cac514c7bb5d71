import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RateCard, UsageFile, UsageLine } from '../../../contracts/azure/usage';
import { sampleMetering } from '../../../simulator';
import { CONTOSO, day, EA, FABRIKAM, failureOf, LEGACY, PAYG, startAccess, type Access } from './support';

const METER = '0e9d3c9b-ab6d-4312-9c7e-3794e22af9c4';
const HOURS = {
  id: METER,
  name: 'Compute Hours',
  category: 'Virtual Machines',
  subcategory: 'A0',
  region: 'EU West',
  unit: '1 Hour',
};

describe('usage and prices, gathered', () => {
  let on: Access;
  beforeAll(async () => {
    on = await startAccess();
  });
  beforeEach(async () => {
    await on.reset();
  });
  afterAll(() => on.stop());

  const month = { from: day(30), to: day(1) };
  const read = async (subscription: string, days = month): Promise<UsageLine[]> => {
    const lines: UsageLine[] = [];
    for await (const page of on.access.usage(FABRIKAM).usage(subscription, days)) lines.push(...page);
    return lines;
  };
  /** Each machine is used on every day of the month. */
  const seedMachines = (count: number) => {
    const used = (at: number) => ({ subscriptionId: EA, meterId: METER, quantity: at, resourceId: `one-${at}`, everyDays: 1 });
    const usage = Array.from({ length: count }, (_none, at) => used(at));
    return on.azure.post('seed', { meters: [{ ...HOURS, rates: { '0': 1 } }], usage });
  };

  it('writes the past thirty days of several subscriptions into one file', async () => {
    await on.azure.post('seed', sampleMetering({ seed: PAYG, machine: EA }));
    const collected = await on.activities().collectUsage({ tenantId: FABRIKAM, subscriptionIds: [PAYG, EA] });
    expect(collected).toMatchObject({
      days: month,
      lines: 375 + 122,
      bySubscription: [
        { subscriptionId: PAYG, lines: 375 },
        { subscriptionId: EA, lines: 122 },
      ],
      currencies: ['USD'],
    });
    const file = await on.artifacts.read<UsageFile>(collected.usage);
    expect(file).toHaveLength(497);
    expect(file[0]).toEqual({
      subscriptionId: PAYG,
      resourceGroup: '',
      resourceId: METER,
      consumedService: 'Storage',
      meterId: METER,
      meterName: 'Standard IO - Page Blob/Disk (GB)',
      meterCategory: 'Storage',
      meterSubCategory: 'Geo Redundant',
      unit: '1 GB',
      quantity: 0.7829,
      rate: 0.095,
      cost: 0.0743755,
      currency: 'USD',
      date: day(1),
    });
    expect(file.find((one) => one.subscriptionId === EA)?.resourceGroup).toBe('EAResourceGroup');
  });

  it('reads thousands of lines over many pages, and keeps no page back', async () => {
    await seedMachines(100);
    const sizes: number[] = [];
    for await (const page of on.access.usage(FABRIKAM).usage(EA, month)) sizes.push(page.length);
    expect(sizes).toEqual([1000, 1000, 1000]);
    const { lines, usage: ref } = await on.activities().collectUsage({ tenantId: FABRIKAM, subscriptionIds: [EA] });
    expect(lines).toBe(3000);
    const file = await on.artifacts.read<UsageFile>(ref);
    expect(new Set(file.map((one) => `${one.resourceId} ${one.date}`)).size).toBe(3000);
  });

  it('waits out throttling between pages, and reads a page again whose answer got lost', async () => {
    await seedMachines(50);
    await on.fault(
      { method: 'GET', path: 'skiptoken' },
      { status: 429, code: 'TooManyRequests', headers: { 'retry-after': '1' } },
    );
    await on.fault({ method: 'GET', path: 'usageDetails' }, { dropAnswer: true });
    expect(await read(EA)).toHaveLength(1500);
  });

  it('leaves no half file behind', async () => {
    await on.azure.post('seed', sampleMetering({ seed: PAYG }));
    const { usage } = await on.activities().collectUsage({ tenantId: FABRIKAM, subscriptionIds: [PAYG] });
    const folder = path.dirname(fileURLToPath(usage.uri));
    const before = await readdir(folder);
    const unknown = on
      .activities()
      .collectUsage({ tenantId: FABRIKAM, subscriptionIds: [PAYG, '99999999-0000-4000-8000-000000000009'] });
    expect((await failureOf(unknown)).type).toBe('SubscriptionNotFound');
    expect(await readdir(folder)).toEqual(before);
  });

  it('passes bad data through: corrections, another currency, a meter that is not sold, a whole subscription', async () => {
    await on.azure.post('seed', {
      meters: [{ ...HOURS, before: { 'MS-AZR-0017P': 3 } }],
      usage: [
        { subscriptionId: EA, meterId: METER, quantity: -2.5, currency: 'EUR' },
        { subscriptionId: EA, meterId: METER, quantity: 1 },
      ],
    });
    const { currencies } = await on.activities().collectUsage({ tenantId: FABRIKAM, subscriptionIds: [EA] });
    expect(currencies).toEqual(['EUR', 'USD']);
    expect((await read(EA)).map((one) => [one.quantity, one.rate, one.cost, one.currency, one.resourceId])).toEqual([
      [-2.5, 2.7, -6.75, 'EUR', ''],
      [1, 3, 3, 'USD', ''],
    ]);
  });

  it('types what a service leaves out, and reads both kinds of lines', async () => {
    const value = [
      { kind: 'legacy', properties: { date: '2024-01-31T00:00:00Z', quantity: 'a lot', cost: '1.50', meterDetails: null } },
      {
        kind: 'modern',
        properties: {
          subscriptionGuid: EA.toUpperCase(),
          instanceName: `/subscriptions/${EA}/resourceGroups/Shop/providers/Microsoft.Web/sites/x`,
          meterId: METER.toUpperCase(),
          meterName: 'Hours',
          quantity: 2,
          unitPrice: 0.5,
          costInBillingCurrency: 1,
          billingCurrencyCode: 'CHF',
          date: '2024-01-30T00:00:00.0000000Z',
        },
      },
    ];
    await on.fault({ method: 'GET', path: 'usageDetails' }, { status: 200, body: { value } });
    const [odd, modern] = await read(EA);
    expect(odd).toMatchObject({
      subscriptionId: EA,
      meterId: '',
      meterName: '',
      quantity: null,
      rate: null,
      cost: 1.5,
      currency: '',
      date: '2024-01-31',
    });
    expect(modern).toMatchObject({
      subscriptionId: EA,
      resourceGroup: 'Shop',
      meterId: METER,
      meterName: 'Hours',
      quantity: 2,
      rate: 0.5,
      cost: 1,
      currency: 'CHF',
    });
  });

  it('ends where pages lead in a circle, and follows a link on no other host', async () => {
    const at = `/subscriptions/${EA}/providers/Microsoft.Consumption/usageDetails?api-version=2023-05-01&round=1`;
    const body = { value: [], nextLink: `https://attacker.example${at}` };
    await on.azure.post('faults', { match: { method: 'GET', path: 'usageDetails', times: 5 }, action: { status: 200, body } });
    expect((await failureOf(read(EA))).type).toBe('UnknownAzureError');
    await on.azure.delete('faults');
  });

  it('refuses days that are none', async () => {
    const collect = (more: object) => on.activities().collectUsage({ tenantId: FABRIKAM, subscriptionIds: [EA], ...more });
    const none = [{ days: { from: '2024-02-01', to: '2024-01-01' } }, { days: { from: 'x', to: 'y' } }, { today: 'x' }];
    for (const days of none) expect([days, (await failureOf(collect(days))).type]).toEqual([days, 'InvalidInput']);
    expect((await collect({ today: day(40) })).days).toEqual({ from: day(70), to: day(41) });
  });

  it('writes the partner’s rate card: tiers in order, only what is sold', async () => {
    await on.azure.post('seed', sampleMetering({}));
    const { rateCard, currency, meters } = await on.activities(CONTOSO).collectRateCard({ currency: 'EUR', region: 'DE' });
    expect({ currency, meters }).toEqual({ currency: 'EUR', meters: 10 });
    const card = await on.artifacts.read<RateCard>(rateCard);
    expect(card.isTaxIncluded).toBe(false);
    expect(card.meters.find((one) => one.subCategory === 'Locally Redundant')).toMatchObject({
      unit: '1 GB/Month',
      rates: [
        [0, 0.045],
        [1024, 0.0405],
        [51200, 0.036],
      ],
    });
    expect(card.meters.find((one) => one.name === 'IP Address Hours')).toMatchObject({ includedQuantity: 5 });
    expect((await failureOf(on.activities(CONTOSO).collectRateCard({ currency: 'XXX', region: 'DE' }))).details).toMatchObject({
      code: '3000',
    });
  });

  it('reads utilizations day by day, and knows when they are not ready', async () => {
    await on.azure.post('seed', {
      meters: [{ ...HOURS, rates: { '0': 1 } }],
      usage: [
        {
          subscriptionId: LEGACY,
          meterId: METER,
          quantity: 24,
          resourceId: `/subscriptions/${LEGACY}/resourceGroups/a/providers/B.C/d/e`,
          everyDays: 1,
        },
      ],
    });
    const { prices } = on.partner(CONTOSO);
    const found = [];
    for await (const page of prices.utilizations(FABRIKAM, LEGACY, month)) found.push(...page);
    expect(found).toHaveLength(30);
    expect(found[0]).toEqual({
      resourceId: `/subscriptions/${LEGACY}/resourceGroups/a/providers/B.C/d/e`,
      meterId: METER,
      meterName: 'Compute Hours',
      unit: '1 Hour',
      quantity: 24,
      date: day(30),
    });
    const later = prices.utilizations(FABRIKAM, LEGACY, { from: day(-2), to: day(-3) });
    expect((await failureOf((later as AsyncGenerator).next())).type).toBe('StillRunning');
  });
});
