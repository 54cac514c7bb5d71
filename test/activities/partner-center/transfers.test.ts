import { createPartnerCenter } from '../../../activities/azure/partner-center';
import type { NewTransfer, PartnerTransfer } from '../../../activities/ports/partner-center';
import { failureOf, type Loopback, type Received, startLoopback } from './loopback';

const wanted: NewTransfer = {
  customerTenantId: 'customer',
  customerName: 'Fabrikam',
  customerEmail: 'admin@fabrikam.example',
  sourcePartnerTenantId: 'source',
  sourcePartnerName: 'Contoso',
  targetPartnerTenantId: 'target',
  targetPartnerEmail: 'csp@northwind.example',
};
const entity = {
  id: 't',
  status: 'Pending',
  customerTenantId: 'customer',
  sourcePartnerTenantId: 'source',
  targetPartnerTenantId: 'target',
  attributes: { etag: 'v1', objectType: 'TransferEntity' },
};

describe('what is sent for a transfer', () => {
  let center: Loopback;
  beforeAll(async () => {
    center = await startLoopback();
  });
  afterAll(() => center.stop());

  const source = () => createPartnerCenter(center.transport, 'source');
  const changes = () => center.received.filter(({ method }) => method === 'PATCH');
  const whenChanged = (change: (request: Received) => ReturnType<Parameters<Loopback['answers']>[0]>) =>
    center.answers((request) => (request.method === 'GET' ? { status: 200, body: entity } : change(request)));

  it.each([
    [undefined, '3'],
    ['5', '5'],
  ])('asks for Azure with everything that is required (transfer type %s)', async (given, transferType) => {
    center.answers(() => ({ status: 201, body: entity }));
    await createPartnerCenter(center.transport, 'target', given).createTransfer(wanted, 'r-1');
    const [request] = center.received;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/customers/customer/transfers' });
    expect(request?.headers['ms-requestid']).toBe('r-1');
    expect(request?.body).toEqual({
      customerTenantId: 'customer',
      customerName: 'Fabrikam',
      customerEmailId: 'admin@fabrikam.example',
      sourcePartnerTenantId: 'source',
      sourcePartnerName: 'Contoso',
      targetPartnerTenantId: 'target',
      targetPartnerEmailId: 'csp@northwind.example',
      targetProductTypes: ['AzureSubscription'],
      transferType,
    });
  });

  it('accepts with the lines that go and the tag of what was read', async () => {
    whenChanged(() => ({ status: 200, body: { ...entity, status: 'InProgress' } }));
    const accepted = await source().acceptTransfer('customer', 't', ['a', 'b'], 'r-2');
    expect(accepted.status).toBe('InProgress');
    expect(changes()).toHaveLength(1);
    expect(changes()[0]).toMatchObject({
      path: '/v1/customers/customer/transfers/t',
      headers: { 'ms-requestid': 'r-2', 'if-match': 'v1' },
      body: {
        id: 't',
        lineItems: [
          { subscriptionId: 'a', productType: 'AzureSubscription' },
          { subscriptionId: 'b', productType: 'AzureSubscription' },
        ],
      },
    });
  });

  it('does not accept twice when the connection is reset', async () => {
    whenChanged(() => 'reset');
    expect((await failureOf(source().acceptTransfer('customer', 't', ['a'], 'r-3'))).type).toBe('OutcomeUnknown');
    expect(changes()).toHaveLength(1);
  });

  it('has sent nothing when it cannot even read the transfer', async () => {
    center.answers(() => ({ status: 429, body: { statusCode: 429, message: 'Slow down' } }));
    expect((await failureOf(source().acceptTransfer('customer', 't', ['a'], 'r-4'))).type).toBe('Throttled');
    expect(changes()).toHaveLength(0);
  });

  it('changes nothing that somebody else has changed meanwhile', async () => {
    whenChanged(() => ({ status: 400, body: { code: 2055, description: 'Etag is no longer valid' } }));
    expect((await failureOf(source().acceptTransfer('customer', 't', ['a'], 'r-5'))).type).toBe('Conflict');
    expect(changes()).toHaveLength(1);
  });

  it('cancels by id, status and tenants', async () => {
    whenChanged(() => ({ status: 200, body: { ...entity, status: 'Cancelled' } }));
    const transfer: PartnerTransfer = { ...entity, createdTime: '', lineItems: [] };
    await createPartnerCenter(center.transport, 'target').cancelTransfer(transfer, 'Fabrikam', 'r-6');
    expect(changes()[0]?.headers['ms-requestid']).toBe('r-6');
    expect(changes()[0]?.body).toEqual({
      id: 't',
      status: 'Cancel',
      customerTenantId: 'customer',
      sourcePartnerTenantId: 'source',
      targetPartnerTenantId: 'target',
      customerName: 'Fabrikam',
    });
  });

  it('does not hide a cancellation that was refused', async () => {
    whenChanged(() => ({ status: 400, body: { code: 900102, description: 'Cannot process the transfer request.' } }));
    const transfer: PartnerTransfer = { ...entity, createdTime: '', lineItems: [] };
    const cancel = createPartnerCenter(center.transport, 'target').cancelTransfer(transfer, 'Fabrikam', 'r-7');
    expect((await failureOf(cancel)).type).toBe('TransferRefused');
  });

  it('refuses a time that is none before anything is asked', async () => {
    center.answers(() => ({ status: 200, body: {} }));
    expect((await failureOf(source().auditRecords('yesterday'))).type).toBe('InvalidInput');
    expect(center.received).toHaveLength(0);
  });
});
