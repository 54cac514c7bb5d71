import { trafficOf } from '../../simulator/fidelity/drive';
import type { CustomerPath } from '../../../activities/ports/billing';
import { ALICE, type Access, CONTOSO, EA, FABRIKAM, failureOf, NORTHWIND, pathOf, PAYG, startAccess } from './support';

const product = (productId: string) => ({ productType: 'AzureSubscription' as const, productId });

describe('clients of requests for billing ownership', () => {
  let on: Access;
  let at: CustomerPath;
  beforeAll(async () => {
    on = await startAccess();
    at = await pathOf(on, NORTHWIND, FABRIKAM);
  });
  beforeEach(async () => {
    await on.reset();
  });
  afterAll(() => on.stop());

  const partner = () => on.access.billing(NORTHWIND);
  const customer = () => on.access.billing(FABRIKAM);
  const open = (name = 'handover1') => partner().openTransfer(at, name, { recipientEmail: ALICE });

  it('find where to open one: accounts, profiles, customers', async () => {
    const [account] = await partner().accounts();
    expect(account).toMatchObject({ accountType: 'Partner', displayName: 'Northwind' });
    expect(await partner().profiles(at.account)).toEqual([{ name: at.profile, displayName: 'Northwind-USD', currency: 'USD' }]);
    expect(at.profile).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-/);
    expect((await customer().accounts()).map((one) => one.agreementType)).toContain('EnterpriseAgreement');
  });

  it('ask, check, accept and see the result of each product', async () => {
    const asked = await open();
    expect(asked).toMatchObject({ name: 'handover1', status: 'Pending', recipientEmail: ALICE, products: [] });
    expect(Date.parse(asked.expirationTime) - Date.parse(asked.creationTime)).toBe(30 * 86_400_000);
    const received = customer();
    expect((await received.receivedTransfers()).map((one) => one.name)).toEqual(['handover1']);
    const checks = await received.validateTransfer('handover1', [product(EA), product(PAYG)]);
    expect(checks.map((one) => [one.productId, one.status, one.results.map((result) => result.code)])).toEqual([
      [EA, 'Succeeded', []],
      [PAYG, 'Failed', ['SubscriptionTypeNotSupported']],
    ]);
    expect((await received.acceptTransfer('handover1', [product(EA), product(PAYG)])).status).toBe('InProgress');
    await on.azure.post('clock', { advance: '1h' });
    const ended = await partner().openedTransfer(at, 'handover1');
    expect(ended?.status).toBe('CompletedWithErrors');
    expect(ended?.products.map((one) => [one.productId, one.status, one.error?.code])).toEqual([
      [EA, 'Completed', undefined],
      [PAYG, 'Failed', 'SubscriptionTypeNotSupported'],
    ]);
  });

  it('have nothing where there is nothing', async () => {
    expect(await partner().openedTransfer(at, 'none')).toBeUndefined();
    expect(await customer().receivedTransfer('none')).toBeUndefined();
    expect(await partner().openedTransfers(at)).toEqual([]);
  });

  it('open once, though the answer got lost', async () => {
    await on.fault({ method: 'PUT', path: '/transfers/handover1' }, { dropAnswer: true });
    expect((await open()).status).toBe('Pending');
    expect(await partner().openedTransfers(at)).toHaveLength(1);
    expect(await on.sent('PUT', '/transfers/handover1')).toBe(2);
  });

  it('accept once: a lost answer is unknown, and nothing is sent again', async () => {
    await open();
    await on.fault({ method: 'POST', path: '/accept' }, { dropAnswer: true });
    expect((await failureOf(customer().acceptTransfer('handover1', [product(EA)]))).type).toBe('OutcomeUnknown');
    expect(await on.sent('POST', '/accept')).toBe(1);
    expect((await customer().receivedTransfer('handover1'))?.status).toBe('InProgress');
  });

  it.each([500, 503])('do not take a %i of the acceptance for a refusal', async (status) => {
    await open();
    await on.fault({ method: 'POST', path: '/accept' }, { status, code: 'InternalServerError' });
    expect((await failureOf(customer().acceptTransfer('handover1', [product(EA)]))).type).toBe('OutcomeUnknown');
    expect(await on.sent('POST', '/accept')).toBe(1);
  });

  it('cancel and decline, though the answer got lost', async () => {
    await open('one1');
    await open('two2');
    await on.fault({ method: 'POST', path: '/cancel' }, { dropAnswer: true });
    expect((await partner().cancelTransfer(at, 'one1')).status).toBe('Canceled');
    await on.fault({ method: 'POST', path: '/decline' }, { dropAnswer: true });
    expect((await customer().declineTransfer('two2')).status).toBe('Declined');
  });

  it('say that it is too late to cancel', async () => {
    await open();
    await customer().acceptTransfer('handover1', [product(EA)]);
    const failure = await failureOf(partner().cancelTransfer(at, 'handover1'));
    expect(failure.type).toBe('TransferRefused');
    expect(failure.message).toMatch(/^cancel transfer handover1: TransferNotPending: .* The operator looks at the request/);
    expect(failure.details).toMatchObject({
      code: 'TransferNotPending',
      status: 409,
      correlationId: expect.any(String) as string,
    });
  });

  it('wait out throttling', async () => {
    await on.fault(
      { method: 'GET', path: '/billingAccounts' },
      { status: 429, code: 'TooManyRequests', headers: { 'retry-after': '1' } },
    );
    expect(await partner().accounts()).toHaveLength(1);
  });

  it('send one client request id over all tries', async () => {
    await on.fault({ method: 'PUT', path: '/transfers/' }, { dropAnswer: true });
    await open();
    const ids = (await trafficOf(on.simulator))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { liveRequest: { method: string; headers: Record<string, string> } }).liveRequest)
      .filter(({ method }) => method === 'PUT')
      .map(({ headers }) => headers['x-ms-client-request-id']);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('are told apart from other failures: rights, names, another tenant', async () => {
    expect((await failureOf(partner().openTransfer(at, 'not-a-name', { recipientEmail: ALICE }))).type).toBe('InvalidInput');
    await open();
    expect(
      (await failureOf(partner().openTransfer(at, 'handover1', { recipientEmail: 'bob@fabrikam.onmicrosoft.com' }))).type,
    ).toBe('Conflict');
    expect((await failureOf(on.access.billing(CONTOSO).openTransfer(at, 'other1', { recipientEmail: ALICE }))).type).toBe(
      'NotFound',
    );
    await partner().openTransfer(at, 'else1', { recipientEmail: 'x@elsewhere.example' });
    expect((await failureOf(customer().declineTransfer('else1'))).type).toBe('AccessDenied');
    expect((await failureOf(on.access.billing('99999999-0000-4000-8000-000000000009').accounts())).type).toBe('SignInFailed');
  });
});
