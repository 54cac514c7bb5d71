import { randomUUID } from 'node:crypto';
import type { NewTransfer, PartnerTransfer } from '../../../activities/ports/partner-center';
import { failureOf } from './loopback';
import { CONTOSO, FABRIKAM, NORTHWIND, type Partners, startPartners } from './partners';

const wanted: NewTransfer = {
  customerTenantId: FABRIKAM,
  customerName: 'Fabrikam',
  customerEmail: 'admin@fabrikam.example',
  sourcePartnerTenantId: CONTOSO,
  sourcePartnerName: 'Contoso',
  targetPartnerTenantId: NORTHWIND,
  targetPartnerEmail: 'csp@northwind.example',
};

describe('Partner Center as its partners see it', () => {
  let partners: Partners;
  beforeEach(async () => {
    partners = await startPartners();
  });
  afterEach(() => partners.stop());

  const requests = async (method: string, ending: string) => {
    const audit = await partners.azure.accepted(method, ending);
    return audit.length;
  };
  const planned = async () => {
    const found = await partners.source.center.subscriptions(FABRIKAM);
    const plan = found.find(({ agreement }) => agreement === 'azurePlan');
    if (!plan) throw new Error('The default world has no subscription under an Azure plan.');
    return plan;
  };
  const opened = () => partners.target.center.createTransfer(wanted, randomUUID());

  it('tells who the partner is, and which MPN ids exist', async () => {
    const { center } = partners.target;
    expect(await center.profile()).toMatchObject({
      mpnId: '4711002',
      name: 'Northwind',
      country: expect.stringMatching(/^[A-Z]{2}$/) as string,
    });
    expect(await center.mpnIdExists('4711001')).toBe(true);
    expect(await center.mpnIdExists('9999999')).toBe(false);
  });

  it('reads service requests, notes on them and closes them', async () => {
    await partners.azure.post('serviceRequests', {
      partnerTenantId: CONTOSO,
      customerTenantId: FABRIKAM,
      title: 'Where is my subscription?',
      severity: 'minimal',
    });
    const { center } = partners.source;
    const [asked] = await center.serviceRequests(FABRIKAM);
    expect(asked).toMatchObject({ title: 'Where is my subscription?', severity: 'minimal', status: 'open' });
    const noted = await center.changeServiceRequest(asked?.id ?? '', { note: 'It has arrived.', status: 'closed' }, randomUUID());
    expect(noted).toMatchObject({ id: asked?.id, status: 'closed', notes: ['It has arrived.'] });
    expect(await center.serviceRequests(FABRIKAM)).toMatchObject([{ status: 'closed' }]);
    expect(await partners.target.center.serviceRequests(FABRIKAM)).toEqual([]);
  });

  it('knows its customers and nobody else’s', async () => {
    const { center } = partners.source;
    expect((await center.customers()).map(({ tenantId }) => tenantId)).toContain(FABRIKAM);
    expect(await center.customer(FABRIKAM)).toMatchObject({
      tenantId: FABRIKAM,
      name: 'Fabrikam',
      domain: 'fabrikam.onmicrosoft.com',
      country: expect.stringMatching(/^[A-Z]{2}$/) as string,
    });
    expect(await center.customer(NORTHWIND)).toBeUndefined();
    expect(await center.customer(randomUUID())).toBeUndefined();
    expect(await center.subscriptions(NORTHWIND)).toEqual([]);
    expect(await center.relationshipRequest()).toContain(CONTOSO);
    expect(await center.customerAgreement(FABRIKAM)).toBe(true);
  });

  it('does not take a missing role for a missing customer', async () => {
    await partners.fault({ path: `customers/${FABRIKAM}$` }, { status: 403, code: '900150', message: 'The role has no right.' });
    expect((await failureOf(partners.source.center.customer(FABRIKAM))).type).toBe('AccessDenied');
  });

  it('lists legacy subscriptions and those under an Azure plan by Azure’s ids', async () => {
    const found = await partners.source.center.subscriptions(FABRIKAM);
    const names = new Map(partners.simulator.subscriptions.map((one) => [one.subscriptionId, one.displayName]));
    expect(found.map(({ agreement, billingType, status }) => ({ agreement, billingType, status }))).toEqual([
      { agreement: 'legacy', billingType: 'usage', status: 'active' },
      { agreement: 'azurePlan', billingType: 'usage', status: 'active' },
    ]);
    for (const one of found) {
      expect(names.get(one.azureSubscriptionId)).toBe(one.displayName);
      expect(one.etag).toBeDefined();
    }
  });

  it('transfers: the target asks, the source accepts, and what arrives has new ids at the target', async () => {
    const { id } = await planned();
    const transfer = await opened();
    expect(transfer).toMatchObject({
      status: 'Pending',
      customerTenantId: FABRIKAM,
      sourcePartnerTenantId: CONTOSO,
      targetPartnerTenantId: NORTHWIND,
      lineItems: [],
    });
    expect(transfer.expirationTime).toBeDefined();
    expect(await partners.source.center.transfers(FABRIKAM)).toMatchObject([{ id: transfer.id, status: 'Pending' }]);
    const accepted = await partners.source.center.acceptTransfer(FABRIKAM, transfer.id, [id], randomUUID());
    expect(accepted).toMatchObject({
      status: 'InProgress',
      lineItems: [{ subscriptionId: id, productType: 'AzureSubscription' }],
    });
    expect((await partners.target.center.transfer(FABRIKAM, transfer.id)).lineItems).toEqual([]);
    await partners.azure.post('clock', { advance: '1h' });
    const there = await partners.target.center.transfer(FABRIKAM, transfer.id);
    expect(there.status).toBe('Complete');
    expect(there.completedTime).toBeDefined();
    const [line] = there.lineItems;
    expect(line?.newSubscriptionId).toBeDefined();
    expect(line?.newSubscriptionId).not.toBe(id);
    expect(line?.newOrderId).toBeDefined();
    const arrived = (await partners.target.center.subscriptions(FABRIKAM)).find((one) => one.id === line?.newSubscriptionId);
    expect(arrived).toMatchObject({ agreement: 'azurePlan', displayName: 'Fabrikam analytics' });
  });

  it('asks for one transfer when the answer to the request is lost', async () => {
    await partners.fault({ method: 'POST', path: '/transfers$' }, { dropAnswer: true });
    const transfer = await opened();
    expect(transfer.status).toBe('Pending');
    expect(await requests('POST', '/transfers')).toBe(2);
    expect(await partners.target.center.transfers(FABRIKAM)).toHaveLength(1);
  });

  it('says that a transfer is under way when another one is asked for', async () => {
    await opened();
    expect((await failureOf(opened())).type).toBe('TransferExists');
  });

  it('accepts once: when the answer is lost nobody knows, and looking tells', async () => {
    const { id } = await planned();
    const transfer = await opened();
    await partners.fault({ method: 'PATCH', path: '/transfers/' }, { dropAnswer: true });
    const failure = await failureOf(partners.source.center.acceptTransfer(FABRIKAM, transfer.id, [id], randomUUID()));
    expect(failure.type).toBe('OutcomeUnknown');
    expect(await requests('PATCH', `/transfers/${transfer.id}`)).toBe(1);
    expect((await partners.source.center.transfer(FABRIKAM, transfer.id)).status).toBe('InProgress');
  });

  it('refuses what the source does not sell', async () => {
    const transfer = await opened();
    const failure = await failureOf(partners.source.center.acceptTransfer(FABRIKAM, transfer.id, [randomUUID()], randomUUID()));
    expect(failure).toMatchObject({ type: 'TransferRefused', details: { code: '800078' } });
  });

  it('cancels, also when the first answer is lost', async () => {
    const transfer: PartnerTransfer = await opened();
    await partners.fault({ method: 'PATCH', path: '/transfers/' }, { dropAnswer: true });
    await partners.target.center.cancelTransfer(transfer, 'Fabrikam', randomUUID());
    expect((await partners.target.center.transfer(FABRIKAM, transfer.id)).status).toBe('Cancelled');
  });

  it('does not cancel what has been accepted', async () => {
    const { id } = await planned();
    const transfer = await opened();
    await partners.source.center.acceptTransfer(FABRIKAM, transfer.id, [id], randomUUID());
    const cancel = partners.target.center.cancelTransfer(transfer, 'Fabrikam', randomUUID());
    expect(['OperationInProgress', 'TransferRefused']).toContain((await failureOf(cancel)).type);
  });

  it('remembers what was done, newest first', async () => {
    const { id } = await planned();
    const transfer = await opened();
    await partners.source.center.acceptTransfer(FABRIKAM, transfer.id, [id], randomUUID());
    const records = await partners.source.center.auditRecords(new Date(Date.now() - 86_400_000).toISOString());
    const times = records.map(({ operationDate }) => operationDate);
    expect(times).toEqual([...times].sort().reverse());
    expect(records).toContainEqual(
      expect.objectContaining({ operationType: 'update_transfer', operationStatus: 'succeeded', customerId: FABRIKAM }),
    );
  });

  it('registers for events, and again for others', async () => {
    const { center } = partners.target;
    const url = 'http://127.0.0.1:9/events';
    expect(await center.registerWebhook(url, ['create-transfer'])).toEqual(['create-transfer']);
    expect(await center.registerWebhook(url, ['update-transfer', 'complete-transfer'])).toEqual([
      'update-transfer',
      'complete-transfer',
    ]);
  });

  it('says that its sign-in is refused', async () => {
    await partners.fault({ path: '/v1/profiles/mpn' }, { status: 401, code: '900420', message: 'Audience.' });
    expect((await failureOf(partners.target.center.mpnIdExists('4711001'))).type).toBe('SignInFailed');
  });
});
