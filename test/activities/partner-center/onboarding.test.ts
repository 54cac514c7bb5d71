import { randomUUID } from 'node:crypto';
import { createPartnerCenter } from '../../../activities/azure/partner-center';
import type { NewCustomerOrder, PostalAddress } from '../../../activities/ports/customers-and-orders';
import type { PartnerCenter } from '../../../activities/ports/partner-center';
import { failureOf, type Loopback, startLoopback } from './loopback';
import { CONTOSO, FABRIKAM, NORTHWIND, type Partners, startPartners } from './partners';

const address: PostalAddress = {
  addressLine1: '1 Microsoft Way',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
  country: 'US',
};
const fourthCoffee: NewCustomerOrder = {
  domain: 'fourthcoffee.onmicrosoft.com',
  companyName: 'Fourth Coffee',
  address: { ...address, phoneNumber: '4255550100' },
  contact: { firstName: 'Marshall', lastName: 'Levi', email: 'marshall@fourthcoffee.example' },
  culture: 'en-US',
  language: 'en',
};
const acceptance = { acceptedOn: '2026-11-01', firstName: 'Marshall', lastName: 'Levi', email: 'marshall@fourthcoffee.example' };

describe('Partner Center, for new customers', () => {
  let partners: Partners;
  let center: PartnerCenter;
  beforeEach(async () => {
    partners = await startPartners();
    center = partners.target.center;
  });
  afterEach(() => partners.stop());

  const made = async () => (await center.createCustomer(fourthCoffee, randomUUID())).tenantId;
  const agreed = async () => {
    const tenantId = await made();
    await center.confirmAgreement(tenantId, acceptance, randomUUID());
    return tenantId;
  };

  it('tells the rules of a country, and which ones there are', async () => {
    expect(await center.countryRules('US')).toMatchObject({
      isStateRequired: true,
      states: expect.arrayContaining(['WA']) as unknown,
      cultures: ['en-US', 'es-US'],
      languages: ['en', 'es'],
      postalCode: expect.stringContaining('\\d') as unknown,
    });
    expect(await center.countryRules('ZZ')).toBeUndefined();
  });

  it('judges addresses', async () => {
    expect(await center.validateAddress(address)).toMatchObject({ status: 'VerifiedShippable' });
    expect(await center.validateAddress({ ...address, addressLine1: 'Microsoft Way' })).toMatchObject({
      status: 'StreetPartial',
      suggestions: [{ ...address, postalCode: '98052-6399' }],
    });
  });

  it('makes a customer with an administrator, found by its domain, and tells the password this once', async () => {
    expect(await center.domainIsTaken(fourthCoffee.domain)).toBe(false);
    expect(await center.customerWithDomain(fourthCoffee.domain)).toBeUndefined();
    const { tenantId, administrator } = await center.createCustomer(fourthCoffee, randomUUID());
    expect(administrator).toEqual({ userName: 'admin', password: expect.stringMatching(/.{8}/) as string });
    expect(await center.domainIsTaken(fourthCoffee.domain)).toBe(true);
    expect(await center.customerWithDomain('FourthCoffee.onmicrosoft.com')).toBe(tenantId);
    expect(await center.customer(tenantId)).toEqual({
      tenantId,
      name: 'Fourth Coffee',
      domain: fourthCoffee.domain,
      country: 'US',
    });
    expect(await failureOf(center.createCustomer(fourthCoffee, randomUUID()))).toMatchObject({ type: 'InvalidInput' });
  });

  it('makes one with the same request id once', async () => {
    const id = randomUUID();
    const first = await center.createCustomer(fourthCoffee, id);
    expect((await center.createCustomer(fourthCoffee, id)).tenantId).toBe(first.tenantId);
  });

  it('deletes one from the sandbox when nothing of it is active any more', async () => {
    const tenantId = await agreed();
    const cart = await center.createCart(tenantId, 'MS-AZR-0145P', 'Azure', randomUUID());
    const [order] = await center.checkOutCart(tenantId, cart, randomUUID());
    const subscription = order?.lines[0]?.subscriptionId ?? '';
    expect(await failureOf(center.deleteCustomer(tenantId, randomUUID()))).toMatchObject({ type: 'InvalidInput' });
    expect(await center.suspendSubscription(tenantId, subscription, randomUUID())).toBe(true);
    expect(await center.suspendSubscription(tenantId, subscription, randomUUID())).toBe(false);
    expect(await center.deleteCustomer(tenantId, randomUUID())).toBe(true);
    expect(await center.deleteCustomer(tenantId, randomUUID())).toBe(false);
    expect(await center.suspendSubscription(tenantId, subscription, randomUUID())).toBe(false);
  });

  it('confirms the customer agreement once', async () => {
    const tenantId = await made();
    expect(await center.customerAgreement(tenantId)).toBe(false);
    await center.confirmAgreement(tenantId, acceptance, randomUUID());
    await center.confirmAgreement(tenantId, acceptance, randomUUID());
    expect(await center.customerAgreement(tenantId)).toBe(true);
  });

  it('sells what its catalogue has in the country', async () => {
    expect(await center.catalogItem('MS-AZR-0145P', 'US')).toBe('MS-AZR-0145P');
    expect(await center.catalogItem('MS-AZR-0017G', 'US')).toMatch(/^DZH318Z0BPS6:0001:\w{12}$/);
  });

  it.each([['MS-AZR-0145P'], ['MS-AZR-0017G']] as const)(
    'buys %s by a cart that says whether it was checked out',
    async (offer) => {
      const tenantId = await agreed();
      const item = (await center.catalogItem(offer, 'US')) ?? '';
      const cart = await center.createCart(tenantId, item, 'Production', randomUUID());
      expect(await center.cartIsCheckedOut(tenantId, cart)).toBe(false);
      expect(await center.orders(tenantId)).toEqual([]);
      const [order] = await center.checkOutCart(tenantId, cart, randomUUID());
      expect(await center.cartIsCheckedOut(tenantId, cart)).toBe(true);
      expect(order?.lines).toMatchObject([{ catalogItemId: item, friendlyName: 'Production' }]);
      await partners.azure.post('clock', { advance: '1h' });
      expect(await center.orders(tenantId)).toMatchObject([{ id: order?.id, status: 'completed' }]);
      const subscription = order?.lines[0]?.subscriptionId ?? '';
      expect(await center.provisioningStatus(tenantId, subscription)).toBe('success');
      expect(await center.subscriptions(tenantId)).toMatchObject([
        { id: subscription, displayName: 'Production', status: 'active', billingType: 'usage', offerId: offer },
      ]);
    },
  );

  it('sells nothing without the agreement', async () => {
    const tenantId = await made();
    const item = (await center.catalogItem('MS-AZR-0017G', 'US')) ?? '';
    expect(await failureOf(center.createCart(tenantId, item, 'Production', randomUUID()))).toMatchObject({ type: 'NoAgreement' });
  });

  it('suspends with the tag of what was read, and leaves the rest of it as it is', async () => {
    const source = partners.source.center;
    const before = (await source.subscriptions(FABRIKAM)).find(({ agreement }) => agreement === 'legacy');
    expect(await source.suspendSubscription(FABRIKAM, before?.id ?? '', randomUUID())).toBe(true);
    const { etag: _etag, ...rest } = before ?? {};
    expect((await source.subscriptions(FABRIKAM)).find(({ id }) => id === before?.id)).toMatchObject({
      ...rest,
      status: 'suspended',
    });
  });

  it('makes users, changes their passwords, deletes and restores them', async () => {
    const tenantId = await made();
    const userPrincipalName = `handover@${fourthCoffee.domain}`;
    const wanted = {
      userPrincipalName,
      firstName: 'Hand',
      lastName: 'Over',
      displayName: 'Hand Over',
      usageLocation: 'US',
      password: 'first-Passw0rd',
    };
    expect(await center.user(tenantId, userPrincipalName)).toBeUndefined();
    const { id } = await center.createUser(tenantId, wanted, randomUUID());
    expect(await center.user(tenantId, userPrincipalName.toUpperCase())).toEqual({ id, userPrincipalName, isDeleted: false });
    await center.setPassword(tenantId, id, 'second-Passw0rd', randomUUID());
    const { partnerCenter } = await partners.azure.get<{ partnerCenter: { directory: { users: Record<string, unknown>[] } } }>(
      'snapshot',
    );
    expect(partnerCenter.directory.users).toContainEqual(expect.objectContaining({ id, forceChangePassword: true }));
    expect(await center.deleteUser(tenantId, id, randomUUID())).toBe(true);
    expect(await center.deleteUser(tenantId, id, randomUUID())).toBe(false);
    expect(await center.user(tenantId, userPrincipalName)).toEqual({ id, userPrincipalName, isDeleted: true });
    await center.restoreUser(tenantId, id, randomUUID());
    expect(await center.user(tenantId, userPrincipalName)).toEqual({ id, userPrincipalName, isDeleted: false });
  });

  it('gives roles in the directory, once', async () => {
    const tenantId = await made();
    const roles = await center.directoryRoles(tenantId);
    const role = roles.find(({ name }) => name === 'Company Administrator');
    const user = await center.user(tenantId, `admin@${fourthCoffee.domain}`);
    if (!role || !user) throw new Error('there is no role or no user');
    await center.addRoleMember(tenantId, role.id, user, randomUUID());
    await center.addRoleMember(tenantId, role.id, user, randomUUID());
    const { partnerCenter } = await partners.azure.get<{ partnerCenter: { directory: { roleMembers: unknown[] } } }>('snapshot');
    expect(partnerCenter.directory.roleMembers).toHaveLength(1);
  });

  it('knows nobody else’s customers', async () => {
    expect(await center.customerWithDomain('contoso.onmicrosoft.com')).toBeUndefined();
    expect(await center.deleteCustomer(CONTOSO, randomUUID())).toBe(false);
    expect(await failureOf(center.orders(NORTHWIND))).toMatchObject({ type: 'NoRelationship' });
  });
});

describe('Partner Center, as its documentation shows it', () => {
  let loopback: Loopback;
  let center: PartnerCenter;
  beforeAll(async () => {
    loopback = await startLoopback();
    center = createPartnerCenter(loopback.transport, NORTHWIND);
  });
  afterAll(() => loopback.stop());

  it('an address is good without a body, as of 2017 (seed l.12640)', async () => {
    loopback.answers(() => ({ status: 200 }));
    expect(await center.validateAddress(address)).toEqual({ status: 'Verified', suggestions: [] });
  });

  it('a wrong address comes with the right one in the text of its refusal (seed l.12655)', async () => {
    const description =
      "{'code':'60071','reason':'ZipCityInvalid - Details: Field - 'City' is corrected from OldValue: 'Redmond' to NewValue: 'BELLEVUE','corrected_address':{'country':'US','region':'WA','city':'BELLEVUE','address_line1':'One Microsoft Way','postal_code':'98007'}},'object_type':'AddressValidation'}";
    loopback.answers(() => ({ status: 400, body: { code: 2007, description, data: [], source: 'PartnerFD' } }));
    expect(await center.validateAddress(address)).toMatchObject({
      status: 'None',
      suggestions: [{ addressLine1: 'One Microsoft Way', city: 'BELLEVUE', state: 'WA', postalCode: '98007', country: 'US' }],
    });
  });

  it('suggestions of today are read (validate-an-address)', async () => {
    const suggested = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052-8300' };
    loopback.answers(() => ({
      status: 200,
      body: {
        originalAddress: {},
        suggestedAddresses: [suggested],
        status: 'StreetPartial',
        validationMessage: 'Street partial',
      },
    }));
    expect(await center.validateAddress(address)).toEqual({
      status: 'StreetPartial',
      suggestions: [suggested],
      message: 'Street partial',
    });
  });

  it.each([
    ['a new customer', () => center.createCustomer(fourthCoffee, 'r-1')],
    ['a checkout', () => center.checkOutCart(FABRIKAM, 'cart', 'r-1')],
  ])('%s is sent once, with the request id it is given: no answer leaves the outcome unknown', async (_what, send) => {
    loopback.answers(() => 'reset');
    expect(await failureOf(send())).toMatchObject({ type: 'OutcomeUnknown' });
    expect(loopback.received.map(({ headers }) => headers['ms-requestid'])).toEqual(['r-1']);
  });

  it('a new customer is asked for as create-a-customer shows it', async () => {
    loopback.answers(() => ({
      status: 201,
      body: { id: FABRIKAM, userCredentials: { userName: 'admin', password: 'P@ssword12345' } },
    }));
    expect(await center.createCustomer(fourthCoffee, 'r-2')).toEqual({
      tenantId: FABRIKAM,
      administrator: { userName: 'admin', password: 'P@ssword12345' },
    });
    expect(loopback.received[0]).toMatchObject({
      method: 'POST',
      path: '/v1/customers',
      body: {
        companyProfile: { domain: fourthCoffee.domain },
        billingProfile: {
          email: 'marshall@fourthcoffee.example',
          culture: 'en-US',
          language: 'en',
          companyName: 'Fourth Coffee',
          defaultAddress: { ...address, firstName: 'Marshall', lastName: 'Levi', phoneNumber: '4255550100' },
        },
      },
    });
  });

  it('users are made with a password that has to be changed, and no answer of theirs is handed on', async () => {
    const user = {
      userPrincipalName: 'h@x.onmicrosoft.com',
      firstName: 'H',
      lastName: 'O',
      displayName: 'HO',
      usageLocation: 'US',
    };
    loopback.answers(({ body }) => ({ status: 200, body: { id: 'U-1', state: 'active', ...(body as object) } }));
    const made = await center.createUser(FABRIKAM, { ...user, password: 'abCD123*' }, 'r-3');
    expect(made).toEqual({ id: 'u-1', userPrincipalName: 'h@x.onmicrosoft.com', isDeleted: false });
    expect(loopback.received[0]?.body).toMatchObject({ passwordProfile: { password: 'abCD123*', forceChangePassword: true } });
  });
});
