import { readUsage } from '../../../planning/costs/inputs';
import { readRateCard } from '../../../planning/costs/rate-card-input';
import { ExportError } from '../../../planning/inventory/exports';

const SUBSCRIPTION = '60e5990f-d7cd-4894-b095-bded8682484b';
const METER = '0e9d0c9b-ab6d-4312-9c7e-3794e22af9c4';

/** A file as the EA portal wrote it in 2017, cut to what matters of its 30 columns, in its order. */
const EA_COLUMNS =
  'AccountOwnerId,Account Name,ServiceAdministratorId,SubscriptionId,SubscriptionGuid,Subscription Name,Date,Month,Day,Year,Product,Meter ID,Meter Category,Meter Sub-Category,Meter Region,Meter Name,Consumed Quantity,ResourceRate,ExtendedCost,Resource Location,Consumed Service,Instance ID,ServiceInfo1,ServiceInfo2,AdditionalInfo,Tags,Store Service Identifier,Department Name,Cost Center,Unit Of Measure,Resource Group';
const PREAMBLE = ['Usage Data Extract', 'Enrollment Number,1234567', '"Contoso, Ltd."', '', 'For:,"November, 2017"', ''].join(
  '\n',
);

function eaRow(change: { quantity?: string; rate?: string; date?: string; subscription?: string; info?: string } = {}): string {
  const { quantity = '0.7829', rate = '0.095', date = '11/05/2017', subscription = SUBSCRIPTION, info = '' } = change;
  return `owner@contoso.example,Contoso,,1,${subscription},Dev,${date},11,5,2017,Storage,${METER.toUpperCase()},Storage,Geo Redundant,,Standard IO - Page Blob/Disk (GB),${quantity},${rate},0.0744,US West,Storage,account1,,,${info},"{""team"":""a, b""}",,,,GB,rg-1`;
}

const ea = (...rows: string[]) => `\uFEFF${PREAMBLE}${EA_COLUMNS}\n${rows.join('\n')}\n`;

function problemsOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the EA portal’s usage detail', () => {
  test('is read below its preamble', () => {
    const { format, lines, badRows, caveats } = readUsage(ea(eaRow()), 'november.csv');
    expect(format).toMatch(/EA portal/);
    expect({ badRows, caveats }).toEqual({ badRows: [], caveats: [] });
    expect(lines).toEqual([
      {
        subscriptionId: SUBSCRIPTION,
        resourceGroup: 'rg-1',
        resourceId: 'account1',
        consumedService: 'Storage',
        meterId: METER,
        meterName: 'Standard IO - Page Blob/Disk (GB)',
        meterCategory: 'Storage',
        meterSubCategory: 'Geo Redundant',
        unit: 'GB',
        quantity: 0.7829,
        rate: 0.095,
        cost: 0.0744,
        currency: '',
        date: '2017-11-05',
      },
    ]);
  });

  test.each([
    ['a negative quantity', eaRow({ quantity: '-3' }), /quantity is -3/],
    ['a quantity in words', eaRow({ quantity: 'n/a' }), /quantity is "n\/a", not a number/],
    ['a decimal comma', eaRow({ rate: '"0,095"' }), /rate is "0,095"/],
    ['no quantity', eaRow({ quantity: '' }), /quantity is missing/],
    ['a day written the European way', eaRow({ date: '25/11/2017' }), /date is "25\/11\/2017"/],
    ['no subscription', eaRow({ subscription: '' }), /subscription is missing/],
    ['a row that is cut off', eaRow().slice(0, 120), /columns of 31/],
  ])('%s: the row is left out and told with its line and the fix', (_what, row, message) => {
    const { lines, badRows } = readUsage(ea(eaRow(), row, eaRow()), 'november.csv');
    expect(lines).toHaveLength(2);
    expect(badRows).toEqual([
      { source: 'november.csv', line: 8, message: expect.stringMatching(message), fix: expect.stringMatching(/\w/) },
    ]);
  });

  test('is read with semicolons and Windows line ends, too', () => {
    const text = `Usage Data Extract\r\n\r\nSubscriptionGuid;Date;Meter ID;Consumed Quantity;ResourceRate\r\n${SUBSCRIPTION};11/5/2017;${METER};2;0.5\r\n`;
    expect(readUsage(text, 'a.csv').lines).toEqual([
      expect.objectContaining({ quantity: 2, rate: 0.5, date: '2017-11-05', cost: null }),
    ]);
  });

  test('a quote that never ends is told with its line', () => {
    expect(problemsOf(() => readUsage(ea(eaRow(), eaRow().replace(/rg-1$/, '"rg-1')), 'a.csv'))).toMatch(
      /^line \d+: the file is broken there/,
    );
  });
});

describe('Cost Management’s export', () => {
  const COLUMNS =
    'SubscriptionId,ResourceGroup,Date,MeterCategory,MeterSubCategory,MeterId,MeterName,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,ConsumedService,ResourceId,BillingCurrencyCode,ChargeType';
  const row = (charge: string, currency = 'EUR') =>
    `${SUBSCRIPTION},rg-1,11/05/2023,Storage,,${METER},Disk,1 GB,2,0.5,1,Microsoft.Storage,/subscriptions/x,${currency},${charge}`;

  test('is read with its currency; purchases and refunds are counted, not read', () => {
    const { format, lines, caveats } = readUsage([COLUMNS, row('Usage'), row('Purchase'), row('Refund')].join('\n'), 'costs.csv');
    expect(format).toMatch(/Cost Management/);
    expect(lines).toEqual([
      expect.objectContaining({ currency: 'EUR', quantity: 2, rate: 0.5, cost: 1, unit: '1 GB', date: '2023-11-05' }),
    ]);
    expect(caveats).toEqual(['costs.csv: 2 rows are purchases, refunds or taxes, not usage, and left out.']);
  });
});

describe('Microsoft.Consumption', () => {
  const legacy = {
    kind: 'legacy',
    properties: {
      subscriptionId: SUBSCRIPTION,
      date: '2023-11-05T00:00:00.0000000Z',
      meterId: METER,
      meterDetails: { meterName: 'Disk', meterCategory: 'Storage', unitOfMeasure: '1 GB' },
      quantity: 2,
      effectivePrice: 0.5,
      cost: 1,
      billingCurrency: 'USD',
      consumedService: 'Microsoft.Storage',
      resourceId: '/subscriptions/x',
      resourceGroup: 'rg-1',
      chargeType: 'Usage',
    },
  };
  const modern = {
    kind: 'modern',
    properties: {
      subscriptionGuid: SUBSCRIPTION,
      date: '2023-11-05T00:00:00Z',
      meterId: METER,
      meterName: 'Disk',
      unitOfMeasure: '1 GB',
      quantity: 2,
      effectivePrice: 0.5,
      costInBillingCurrency: 1,
      billingCurrencyCode: 'USD',
      instanceName: '/subscriptions/x',
      chargeType: 'Usage',
    },
  };

  test('legacy and modern details say the same', () => {
    const { lines, caveats } = readUsage(JSON.stringify({ value: [legacy, modern], nextLink: 'https://next' }), 'usage.json');
    for (const line of lines)
      expect(line).toMatchObject({
        meterName: 'Disk',
        unit: '1 GB',
        cost: 1,
        currency: 'USD',
        resourceId: '/subscriptions/x',
        date: '2023-11-05',
      });
    expect(lines).toHaveLength(2);
    expect(caveats).toEqual([expect.stringContaining('one page of several')]);
  });

  test('a bad row is told with its path', () => {
    const wrong = { ...legacy, properties: { ...legacy.properties, quantity: null } };
    const { lines, badRows } = readUsage(JSON.stringify([legacy, wrong, 7]), 'usage.json');
    expect(lines).toHaveLength(1);
    expect(badRows.map(({ message }) => message)).toEqual([
      '/1: its quantity is missing, not a number',
      '/2: its subscription is missing',
    ]);
  });

  test('nothing used is a file without lines', () => {
    expect(readUsage('[]', 'usage.json').lines).toEqual([]);
  });
});

describe('another tool’s format is refused by what was expected and what was found', () => {
  test.each([
    [
      'a list of resources',
      'NAME,RESOURCE GROUP,RESOURCE TYPE,LOCATION\nvm,rg,vm,westus\n',
      /SubscriptionGuid, Date, Meter ID.*found NAME, RESOURCE GROUP/,
    ],
    [
      'the account center’s, which has no prices',
      'Usage Date,Meter Id,Consumed Quantity,Instance Id\n11/05/2017,m,1,x\n',
      /ResourceRate.*found Usage Date/,
    ],
    ['an inventory', '[{"id":"/subscriptions/x","type":"a/b"}]', /effectivePrice; found id, type/],
    ['something else in JSON', '{"meters":[]}', /found meters/],
    ['an empty file', '', /found no columns/],
    ['half a JSON', '[{"id":', /not JSON/],
  ])('%s', (_what, text, message) => {
    expect(problemsOf(() => readUsage(text, 'a'))).toMatch(message);
  });
});

describe('the rate card of Partner Center', () => {
  const meter = {
    id: METER.toUpperCase(),
    name: 'Disk',
    rates: { '100': 0.5, '0': 1 },
    category: 'Storage',
    subcategory: 'Page',
    region: '',
    unit: 'GB',
    includedQuantity: 5,
  };
  const card = (...meters: unknown[]) => JSON.stringify({ currency: 'USD', isTaxIncluded: false, meters, locale: 'en-US' });

  test('is read, its tiers rising', () => {
    expect(readRateCard(card(meter), 'card.json')).toEqual({
      rateCard: {
        currency: 'USD',
        isTaxIncluded: false,
        meters: [
          {
            id: METER,
            name: 'Disk',
            category: 'Storage',
            subCategory: 'Page',
            region: '',
            unit: 'GB',
            includedQuantity: 5,
            rates: [
              [0, 1],
              [100, 0.5],
            ],
          },
        ],
      },
      badRows: [],
    });
  });

  test.each([
    ['no rates', { ...meter, rates: {} }, /no rates/],
    ['a negative rate', { ...meter, rates: { '0': -1 } }, /not all are numbers/],
    ['a rate in words', { ...meter, rates: { '0': 'free' } }, /not all are numbers/],
    ['a tier in words', { ...meter, rates: { all: 1 } }, /not all are numbers/],
    ['no id', { ...meter, id: undefined }, /no id/],
    ['less than nothing included', { ...meter, includedQuantity: -1 }, /included quantity is -1/],
  ])('a meter with %s is left out and told', (_what, wrong, message) => {
    const { rateCard, badRows } = readRateCard(card(meter, wrong), 'card.json');
    expect(rateCard.meters).toHaveLength(1);
    expect(badRows).toEqual([{ source: 'card.json', message: expect.stringMatching(message), fix: expect.any(String) }]);
    expect(badRows[0]?.message).toMatch(/^\/meters\/1: /);
  });

  test.each([
    [
      'Azure’s own rate card',
      '{"Currency":"USD","IsTaxIncluded":false,"Meters":[]}',
      /has currency, isTaxIncluded, meters; found Currency, IsTaxIncluded, Meters/,
    ],
    ['a list', '[]', /found no object/],
    ['no JSON', 'meter;rate', /not JSON/],
  ])('%s is refused', (_what, text, message) => {
    expect(problemsOf(() => readRateCard(text, 'a'))).toMatch(message);
  });
});
