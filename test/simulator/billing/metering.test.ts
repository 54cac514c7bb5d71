import { Store } from '../../../simulator/kernel/state/store';
import type { WorldError } from '../../../simulator/kernel/world/world-error';
import { METERS } from '../../../simulator/services/metering/meters';
import { sampleMetering, seedUsage } from '../../../simulator/services/metering/sample-world';
import { SHOP } from '../../../simulator/world/hosting-world';
import { loadWorld } from '../../../simulator/world/load';
import { smallWorld, SOURCE } from '../support/small-world';
import {
  type Billing,
  CONTOSO,
  day,
  EA,
  FABRIKAM,
  LEGACY,
  openBilling,
  pages,
  PAYG,
  properties,
  seedMetering,
  UNMETERED,
} from './support';

const METER = '0e9d3c9b-ab6d-4312-9c7e-3794e22af9c4';
const meter = { id: METER, name: 'Hours', category: 'Machines', unit: '1 Hour', rates: { '0': 2 } };

function problemsOf(piece: Record<string, unknown>): { path: string; message: string }[] {
  try {
    loadWorld(new Store(), { ...smallWorld(), ...piece }, 0);
    return [];
  } catch (error) {
    return (error as WorldError).problems;
  }
}

describe('meters and usage of a world', () => {
  it('is refused with every problem at once, each by its path', () => {
    const problems = problemsOf({
      meters: [meter, { ...meter, id: METER.toUpperCase() }, { ...meter, id: '0e9d3c9b-ab6d-4312-9c7e-3794e22af9c5' }],
      usage: [
        { subscriptionId: '99999999-0000-4000-8000-000000000009', meterId: METER, quantity: 1 },
        { subscriptionId: SOURCE, meterId: '00000000-0000-4000-8000-000000000009', quantity: -1 },
        {
          subscriptionId: SOURCE,
          meterId: METER,
          quantity: 1,
          resourceId: '/subscriptions/99999999-0000-4000-8000-000000000009/resourceGroups/a/providers/B.C/d/e',
        },
        { subscriptionId: SOURCE, meterId: METER, quantity: 1, currency: 'XYZ' },
      ],
    });
    expect(problems.map((one) => one.path)).toEqual([
      'meters[1].id',
      'usage[0].subscriptionId',
      'usage[1].meterId',
      'usage[2].resourceId',
      'usage[3].currency',
    ]);
  });

  it.each([
    ['an unknown key', { meters: [{ ...meter, price: 1 }] }, 'meters[0].price'],
    ['rates that begin nowhere', { meters: [{ ...meter, rates: { '5': 1 } }] }, 'meters[0].rates'],
    [
      'a day that is not over',
      { meters: [meter], usage: [{ subscriptionId: SOURCE, meterId: METER, quantity: 1, daysAgo: 0 }] },
      'usage[0].daysAgo',
    ],
  ])('refuses %s', (_what, piece, path) => {
    expect(problemsOf(piece).map((one) => one.path)).toContain(path);
  });

  it('is kept in a snapshot', () => {
    const store = new Store();
    loadWorld(store, { ...smallWorld(), ...sampleMetering({ seed: SOURCE }) }, 0);
    expect(Store.from(store.toJSON()).toJSON()).toEqual(JSON.parse(JSON.stringify(store.toJSON())));
  });
});

describe('usage on every surface', () => {
  let azure: Billing;
  beforeAll(async () => {
    azure = await openBilling();
  });
  beforeEach(async () => {
    await azure.client.sim('POST', 'reset', UNMETERED);
  });
  afterAll(() => azure.client.close());

  const details = (subscription: string, from: number, to: number, more = '', as = azure.fabrikam) =>
    pages(
      as,
      `/subscriptions/${subscription}/providers/Microsoft.Consumption/usageDetails?api-version=2023-05-01&$expand=properties/meterDetails&$filter=${encodeURIComponent(`properties/usageStart ge '${day(from)}' and properties/usageEnd le '${day(to)}'`)}${more}`,
    );

  it.each([1, 9, 45])('has the seed’s table in any thirty days (the last one %i days ago)', async (last) => {
    await seedMetering(azure.client);
    const lines = (await details(PAYG, last + 29, last)).map(properties);
    expect(lines).toHaveLength(375);
    const printed = lines
      .slice(0, 6)
      .map((one) => [one['consumedService'], one['quantity'], one['unitPrice'], Number(Number(one['cost']).toFixed(4))]);
    expect(printed).toEqual([
      ['Storage', 0.7829, 0.095, 0.0744],
      ['Compute', 0.018, 0, 0],
      ['Compute', 0.04084, 0.087, 0.0036],
      ['Compute', 24, 0.02, 0.48],
      ['Storage', 0.1439, 0.0004, 0.0001],
      ['Storage', 0.0146, 0.0004, 0],
    ]);
  });

  it('adds up to the seed’s totals at 15 % off, row by row as the table was rounded', () => {
    const rates = new Map(sampleMetering({}).meters.map((one) => [one.id, one.rates?.['0'] ?? 0]));
    const four = (value: number) => Math.round(value * 1e4 + 1e-7) / 1e4;
    const sum = (part: number) =>
      seedUsage(PAYG).reduce((total, one) => total + four(one.quantity * (rates.get(one.meterId) ?? 0) * part), 0);
    expect([sum(1), sum(0.85), sum(0.15)].map((one) => one.toFixed(2))).toEqual(['50.85', '43.21', '7.62']);
  });

  it('is paged, and the pages are the whole', async () => {
    await seedMetering(azure.client);
    const whole = await details(PAYG, 30, 1);
    const paged = await details(PAYG, 30, 1, '&$top=100');
    expect(paged).toEqual(whole);
    expect(new Set(whole.map((one) => one['id'])).size).toBe(375);
  });

  it('charges each offer its own price, and says so in the currency it is billed in', async () => {
    await azure.client.sim('POST', 'seed', {
      meters: [{ ...meter, before: { 'MS-AZR-0017P': 1.5 } }],
      usage: [
        { subscriptionId: EA, meterId: METER, quantity: 10 },
        { subscriptionId: PAYG, meterId: METER, quantity: 10 },
        { subscriptionId: EA, meterId: METER, quantity: -2, currency: 'EUR' },
      ],
    });
    const facts = ({ quantity, unitPrice, cost, billingCurrency }: Record<string, unknown>) => [
      quantity,
      unitPrice,
      cost,
      billingCurrency,
    ];
    expect((await details(EA, 1, 1)).map(properties).map(facts)).toEqual([
      [10, 1.5, 15, 'USD'],
      [-2, 1.35, -2.7, 'EUR'],
    ]);
    expect((await details(PAYG, 1, 1)).map(properties).map(facts)).toEqual([[10, 2, 20, 'USD']]);
  });

  it('is the same in Consumption, Commerce and Partner Center', async () => {
    const vm = `/subscriptions/${LEGACY}/resourceGroups/production/providers/Microsoft.Compute/virtualMachines/gone`;
    await azure.client.sim('POST', 'seed', {
      meters: [meter, { ...meter, id: '32c3ebec-1646-49e3-8127-2cafbd3a04d8', name: 'Not in CSP', rates: undefined }],
      usage: [
        { subscriptionId: LEGACY, meterId: METER, quantity: 24, resourceId: vm, everyDays: 1 },
        { subscriptionId: LEGACY, meterId: '32c3ebec-1646-49e3-8127-2cafbd3a04d8', quantity: 3, daysAgo: 2 },
      ],
    });
    const at = (ago: number) => `${day(ago)}T00:00:00Z`;
    const consumption = (await details(LEGACY, 3, 1)).map(properties).map((one) => [one['meterId'], one['quantity']]);
    const commerce = await azure.fabrikam(
      'GET',
      `/subscriptions/${LEGACY}/providers/Microsoft.Commerce/UsageAggregates?api-version=2015-06-01-preview&reportedStartTime=${at(3)}&reportedEndTime=${at(0)}`,
    );
    const partner = (path: string) =>
      azure.client.send('GET', path, undefined, { authorization: 'Bearer sim', 'x-sim-partner': CONTOSO });
    const utilizations = await partner(
      `/v1/customers/${FABRIKAM}/subscriptions/${LEGACY}/utilizations/azure?start_time=${at(3)}&end_time=${at(0)}`,
    );
    const items = (
      utilizations.body as { items: { resource: { id: string }; quantity: number; instanceData?: { resourceUri: string } }[] }
    ).items;
    expect(consumption).toHaveLength(4);
    expect(commerce.value.map(properties).map((one) => [one['meterId'], one['quantity']])).toEqual(consumption);
    expect(items.map((one) => [one.resource.id, one.quantity])).toEqual(consumption);
    expect(items.map((one) => one.instanceData?.resourceUri)).toContain(vm);
    const card = await partner('/v1/ratecards/azure?currency=EUR&region=DE');
    const priced = (card.body as { meters: { id: string; rates: unknown }[] }).meters.map(({ id, rates }) => ({ id, rates }));
    expect(priced).toContainEqual({ id: METER, rates: { '0': 1.8 } });
    expect(priced).toHaveLength(METERS.length);
    expect(priced.map(({ id }) => id)).not.toContain('32c3ebec-1646-49e3-8127-2cafbd3a04d8');
    const summary = await partner(`/v1/customers/${FABRIKAM}/subscriptions/${LEGACY}/meterusagerecords`);
    const total = (summary.body as { items: { meterId: string; quantityUsed: number; totalCost: number }[] }).items[0];
    expect(total?.totalCost).toBeCloseTo(Number(total?.quantityUsed) * 2, 4);
  });

  it('of one subscription leaves the others as they were: made up, at the world’s price where it names their meter', async () => {
    const bill = async () => {
      const months = await azure.client.send('GET', '/v1/invoices', undefined, {
        authorization: 'Bearer sim',
        'x-sim-partner': CONTOSO,
      });
      return (months.body as { items: { totalCharges: number }[] }).items.map(({ totalCharges }) => totalCharges);
    };
    const before = { bill: await bill(), lines: (await details(EA, 1, 1)).map(properties) };
    await azure.client.sim('POST', 'seed', sampleMetering({ seed: PAYG }));
    expect(await details(PAYG, 30, 1)).toHaveLength(375);
    const after = (await details(EA, 1, 1)).map(properties);
    expect(after.map(({ meterId, quantity }) => [meterId, quantity])).toEqual(
      before.lines.map(({ meterId, quantity }) => [meterId, quantity]),
    );
    const machine = after.find(({ meterId }) => meterId === '7a2639ce-ae47-4413-9837-6b4f4b78be3d');
    expect([before.lines.find(({ meterId }) => meterId === machine?.['meterId'])?.['unitPrice'], machine?.['unitPrice']]).toEqual(
      [0.1122, 0.054],
    );
    await azure.client.sim('POST', 'reset');
    // The seed's table, and five things of the shop on each day.
    expect(await details(SHOP, 30, 1, '', azure.contoso)).toHaveLength(375 + 5 * 30);
    expect(await bill()).toEqual(before.bill);
    expect(Math.max(...before.bill)).toBeGreaterThan(0);
  });

  it('makes usage up where a world has no meters, the same on each surface', async () => {
    const lines = (await details(EA, 1, 1)).map(properties);
    expect(lines.length).toBeGreaterThan(5);
    expect(new Set(lines.map((one) => one['resourceGroup']))).toContain('EAResourceGroup');
    for (const one of lines) expect(Number(one['cost'])).toBeCloseTo(Number(one['quantity']) * Number(one['unitPrice']), 8);
  });

  it('shows meter details only when asked, a group alone, and nothing of a day that is not over', async () => {
    await seedMetering(azure.client);
    const at = `/subscriptions/${EA}/providers/Microsoft.Consumption/usageDetails?api-version=2023-05-01`;
    const bare = await azure.fabrikam('GET', `${at}&$filter=${encodeURIComponent(`properties/usageStart ge '${day(1)}'`)}`);
    expect(properties(bare.value[0])).not.toHaveProperty('meterDetails');
    expect(bare.value.map((one) => String(properties(one)['date']).slice(0, 10))).not.toContain(day(0));
    const group = await azure.fabrikam(
      'GET',
      `${at}&$filter=${encodeURIComponent(`properties/usageStart ge '${day(2)}' and properties/resourceGroup eq 'none'`)}`,
    );
    expect(group.value).toEqual([]);
    expect(await azure.fabrikam('GET', `${at}&$filter=colour%20eq%20'red'`)).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(await azure.northwind('GET', at)).toMatchObject({ status: 401 });
  });

  it('answers retail prices by offer, and refuses a filter that names none', async () => {
    await seedMetering(azure.client);
    const at = `/subscriptions/${EA}/providers/Microsoft.Commerce/RateCard?api-version=2015-06-01-preview&$filter=`;
    const filter = (offer: string) =>
      encodeURIComponent(`OfferDurableId eq '${offer}' and Currency eq 'USD' and Locale eq 'en-US' and RegionInfo eq 'US'`);
    const { body } = await azure.fabrikam('GET', at + filter('MS-AZR-0003P'));
    const stored = (body as { Meters: { MeterSubCategory: string; MeterRates: unknown }[] }).Meters.find(
      (one) => one.MeterSubCategory === 'Locally Redundant',
    );
    expect(stored?.MeterRates).toEqual({ '0': 0.05 });
    expect(await azure.fabrikam('GET', `${at}${encodeURIComponent("Currency eq 'USD'")}`)).toMatchObject({ status: 400 });
  });

  it('has aggregates of days to come not ready yet', async () => {
    const at = `/subscriptions/${EA}/providers/Microsoft.Commerce/UsageAggregates?api-version=2015-06-01-preview`;
    const until = new Date(Math.ceil(Date.now() / 86_400_000 + 1) * 86_400_000).toISOString();
    expect(await azure.fabrikam('GET', `${at}&reportedStartTime=${day(2)}T00:00:00Z&reportedEndTime=${until}`)).toMatchObject({
      status: 202,
    });
    expect(
      await azure.fabrikam('GET', `${at}&reportedStartTime=${day(1)}T00:00:00Z&reportedEndTime=${day(2)}T00:00:00Z`),
    ).toMatchObject({ status: 400 });
    expect(
      await azure.fabrikam(
        'GET',
        `${at}&reportedStartTime=${day(2)}T00:00:00Z&reportedEndTime=${day(1)}T00:00:00Z&aggregationGranularity=Hourly`,
      ),
    ).toMatchObject({ status: 501 });
  });
});
