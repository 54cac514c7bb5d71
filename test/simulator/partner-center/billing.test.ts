import { FABRIKAM, fields, items, LEGACY, NORTHWIND, openPartners, PLAN, idOf, refused, type Partners } from './support';

const AT = `/v1/customers/${FABRIKAM}`;
const VM = `/subscriptions/${PLAN}/resourceGroups/analytics/providers/Microsoft.Compute/virtualMachines/cruncher`;

const sum = (rows: Record<string, unknown>[], name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);

describe('what customers use and partners pay', () => {
  let partners: Partners;
  let plan: string;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(async () => {
    await partners.client.sim('POST', 'reset');
    await partners.client.sim('POST', 'seed', { resources: [{ id: VM, location: 'westeurope', properties: {} }] });
    plan = await idOf(partners.contoso, PLAN);
  });
  afterAll(() => partners.client.close());

  it('adds up: meters, resources and summary of a subscription', async () => {
    const at = `${AT}/subscriptions/${plan}`;
    const meters = items(await partners.contoso('GET', `${at}/meterusagerecords`));
    const resources = items(await partners.contoso('GET', `${at}/resourceusagerecords`));
    const { totalCost } = fields(await partners.contoso('GET', `${at}/usagesummary`));
    expect(resources).toMatchObject([{ resourceUri: VM, resourceType: 'Microsoft.Compute', resourceGroupName: 'analytics' }]);
    expect(Number(resources[0]?.['totalCost'])).toBeGreaterThan(0);
    expect(sum(meters, 'totalCost')).toBeCloseTo(Number(totalCost), 4);
    const bandwidth = meters.filter((one) => one['category'] === 'Bandwidth');
    expect(sum(bandwidth, 'totalCost') + sum(resources, 'totalCost')).toBeCloseTo(Number(totalCost), 4);
  });

  it('counts a customer as over its budget', async () => {
    const over = async () => fields(await partners.contoso('GET', '/v1/usagesummary'))['customersOverBudget'];
    expect(await over()).toBe(0);
    expect(await partners.contoso('PATCH', `${AT}/usagebudget`, { amount: 0.001 })).toMatchObject({
      status: 200,
      body: { amount: 0.001 },
    });
    expect(await over()).toBe(1);
    expect(await partners.northwind('GET', `${AT}/usagebudget`)).toMatchObject({ body: { amount: 0 } });
    expect(await partners.contoso('PATCH', `${AT}/usagebudget`, { amount: -1 })).toMatchObject(refused(400, 3000));
  });

  it('tells utilization by the day once the day is over, in pages', async () => {
    const day = 86_400_000;
    const today = Math.floor(Date.now() / day) * day;
    const at = (from: number, until: number, more = '') =>
      `${AT}/subscriptions/${plan}/utilizations/azure?start_time=${new Date(from).toISOString()}&end_time=${new Date(until).toISOString()}&granularity=daily${more}`;
    expect(await partners.contoso('GET', at(today + day, today + 2 * day))).toMatchObject({ status: 204 });
    const whole = items(await partners.contoso('GET', at(today - 2 * day, today)));
    expect(whole.filter((one) => one['instanceData'] !== undefined)).toHaveLength(2);
    const first = await partners.contoso('GET', at(today - 2 * day, today, '&size=4'));
    const token = first.headers['ms-continuationtoken'] ?? '';
    const rest = await partners.contoso('GET', at(today - 2 * day, today, '&size=4&seekOperation=Next'), undefined, {
      'MS-ContinuationToken': token,
    });
    expect([...items(first), ...items(rest)]).toEqual(whole);
    expect(await partners.contoso('GET', at(today, today - day))).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('GET', at(today - day + 1, today))).toMatchObject(refused(400, 3000));
  });

  it('writes invoices whose lines add up, to their own partner only', async () => {
    const invoices = items(await partners.contoso('GET', '/v1/invoices'));
    const one = invoices.find((each) => each['invoiceType'] === 'OneTime');
    const lines = async (kind: string) =>
      items(
        await partners.contoso(
          'GET',
          `/v1/invoices/${String(one?.['id'])}/lineitems?provider=onetime&invoicelineitemtype=${kind}`,
        ),
      );
    const usage = await lines('usagelineitems');
    expect(usage.length).toBeGreaterThan(27);
    expect(new Set(usage.map((line) => line['usageDate'])).size).toBeGreaterThanOrEqual(28);
    const listed = usage.reduce((total, line) => total + Number(line['unitPrice']) * Number(line['quantity']), 0);
    expect(listed).toBeCloseTo(Number(one?.['totalCharges']), 1);
    expect(sum(await lines('billinglineitems'), 'subtotal')).toBeCloseTo(sum(usage, 'billingPreTaxTotal'), 1);
    expect(await partners.northwind('GET', `/v1/invoices/${String(one?.['id'])}`)).toMatchObject(refused(404, 1000));
    const [summary] = items(await partners.contoso('GET', '/v1/invoices/summaries'));
    const owed = sum(invoices, 'totalCharges') - sum(invoices, 'paidAmount');
    expect(Number(summary?.['balanceAmount'])).toBeCloseTo(owed, 1);
  });

  it('hands an invoice out as a document that readers of PDF open', async () => {
    const [one] = items(await partners.contoso('GET', '/v1/invoices?size=1')) as {
      id: string;
      taxReceipts: { taxReceiptPdfDownloadLink: string }[];
    }[];
    const reply = await partners.contoso('GET', `/v1${one?.taxReceipts[0]?.taxReceiptPdfDownloadLink}`);
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
    expect(reply.body).toMatch(/^%PDF-1\.4[\s\S]*%%EOF$/);
    expect(await partners.contoso('GET', `/v1/invoices/${one?.id}/receipts/1/documents/statement`)).toMatchObject(
      refused(404, 1000),
    );
  });

  it('pages invoices by size and offset', async () => {
    const all = items(await partners.contoso('GET', '/v1/invoices'));
    const second = await partners.contoso('GET', '/v1/invoices?size=2&offset=2');
    expect(items(second)).toEqual(all.slice(2, 4));
    expect(await partners.contoso('GET', '/v1/invoices?size=many')).toMatchObject(refused(400, 3000));
  });

  it('charges whoever sells it: what is transferred moves to the other partner’s invoices', async () => {
    const cost = async (call: Partners['contoso']) => Number(fields(await call('GET', '/v1/usagesummary'))['totalCost']);
    const before = [await cost(partners.contoso), await cost(partners.northwind)];
    const body = {
      sourcePartnerTenantId: fields(await partners.contoso('GET', '/v1/profiles/organization'))['tenantId'],
      targetPartnerTenantId: NORTHWIND,
      lineItems: [{ subscriptionId: LEGACY }],
    };
    const { id } = fields(await partners.contoso('POST', `${AT}/transfers`, body));
    expect(await partners.northwind('POST', `${AT}/transfers/${String(id)}/accept`)).toMatchObject({ status: 200 });
    const after = [await cost(partners.contoso), await cost(partners.northwind)];
    expect(after[0]).toBeLessThan(Number(before[0]));
    expect(Number(after[0]) + Number(after[1])).toBeCloseTo(Number(before[0]) + Number(before[1]), 4);
  });

  it('prices meters in the currency that is asked for', async () => {
    const card = async (query: string) => partners.contoso('GET', `/v1/ratecards/azure${query}`);
    const rate = (reply: { body: unknown }) =>
      (reply.body as { meters: { name: string; rates: Record<string, number> }[] }).meters.find(
        (one) => one.name === 'Compute Hours',
      )?.rates['0'];
    expect(rate(await card('?currency=EUR'))).toBeCloseTo(Number(rate(await card(''))) * 0.9, 6);
    expect(await card('?currency=XYZ')).toMatchObject(refused(400, 3000));
  });
});
