import { CONTOSO, FABRIKAM, fields, idOf, items, LEGACY, NORTHWIND, openPartners, PLAN, refused, type Partners } from './support';

const STRANGER = '99999999-0000-4000-8000-000000000009';

const world = {
  tenants: [
    { tenantId: CONTOSO, domain: 'contoso.onmicrosoft.com', displayName: 'Contoso' },
    { tenantId: FABRIKAM, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam', country: 'de' },
    { tenantId: STRANGER, domain: 'tailspin.onmicrosoft.com', displayName: 'Tailspin' },
  ],
  partners: [{ tenantId: CONTOSO, mpnId: '1', name: 'Contoso Ltd' }],
  relationships: [{ partnerTenantId: CONTOSO, customerTenantId: FABRIKAM, delegatedAdmin: false }],
};

describe('Partner Center’s customers', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const address = { firstName: 'A', lastName: 'B', addressLine1: '1 Way', city: 'Bonn', country: 'DE' };
  const alpine = {
    companyProfile: { domain: 'alpine.onmicrosoft.com' },
    billingProfile: { email: 'a@example.com', companyName: 'Alpine', defaultAddress: address },
  };

  it('are those the partner sells to, found by name and by domain', async () => {
    await partners.contoso('POST', '/v1/customers', alpine);
    const filtered = async (Field: string, Value: string) => {
      const filter = encodeURIComponent(JSON.stringify({ Field, Value, Operator: 'starts_with' }));
      return items(await partners.contoso('GET', `/v1/customers?size=0&filter=${filter}`)).map((one) => one['id']);
    };
    expect(await filtered('CompanyName', 'fab')).toEqual([FABRIKAM]);
    expect(await filtered('Domain', 'alpine.')).toHaveLength(1);
    expect(await filtered('Domain', 'nobody')).toEqual([]);
    expect(await partners.contoso('GET', '/v1/customers?filter=Fabrikam')).toMatchObject(refused(400, 3000));
  });

  it('are shown with their profiles', async () => {
    expect(fields(await partners.northwind('GET', `/v1/customers/${FABRIKAM}`))).toMatchObject({
      id: FABRIKAM,
      companyProfile: { domain: 'fabrikam.onmicrosoft.com', companyName: 'Fabrikam' },
      relationshipToPartner: 'reseller',
      allowDelegatedAccess: true,
      attributes: { objectType: 'Customer' },
    });
    expect(fields(await partners.northwind('GET', `/v1/customers/${FABRIKAM}/profiles/company`))).toMatchObject({
      tenantId: FABRIKAM,
      email: 'admin@fabrikam.onmicrosoft.com',
    });
  });

  it('are nobody else’s', async () => {
    const id = String(fields(await partners.contoso('POST', '/v1/customers', alpine))['id']);
    expect(await partners.northwind('GET', `/v1/customers/${id}`)).toMatchObject(refused(403, 20002));
    expect(await partners.northwind('GET', `/v1/customers/${STRANGER}`)).toMatchObject(refused(404, 60003));
    expect(await partners.northwind('GET', '/v1/customers/fabrikam')).toMatchObject(refused(400, 900118));
  });

  it('are made with a tenant, an administrator and a password that is told once', async () => {
    const made = await partners.contoso('POST', '/v1/customers', alpine);
    expect(made).toMatchObject({
      status: 201,
      body: {
        companyProfile: { domain: 'alpine.onmicrosoft.com' },
        userCredentials: { userName: 'admin', password: expect.any(String) },
      },
    });
    const shown = fields(await partners.contoso('GET', `/v1/customers/${String(fields(made)['id'])}`));
    expect(shown['userCredentials']).toBeUndefined();
    expect(shown['billingProfile']).toMatchObject({ defaultAddress: address });
    expect(await partners.contoso('POST', '/v1/customers', alpine)).toMatchObject(refused(409, 600009));
    for (const wrong of [
      { ...alpine, companyProfile: {} },
      { ...alpine, companyProfile: { domain: 'alpine.example' } },
      { ...alpine, billingProfile: { ...alpine.billingProfile, email: null } },
      { ...alpine, billingProfile: { ...alpine.billingProfile, defaultAddress: {} } },
    ])
      expect(await partners.contoso('POST', '/v1/customers', wrong)).toMatchObject(refused(400, 3000));
  });

  // create-a-customer and the seed, l.706: a username and a password for signing in as an administrator for the customer.
  it('have the administrator whose credentials were told as their one user', async () => {
    const path = `/v1/customers/${String(fields(await partners.contoso('POST', '/v1/customers', alpine))['id'])}`;
    const users = items(await partners.contoso('GET', `${path}/users`));
    expect(users).toMatchObject([{ userPrincipalName: 'admin@alpine.onmicrosoft.com', firstName: 'A', lastName: 'B' }]);
    const roles = items(await partners.contoso('GET', `${path}/users/${String(users[0]?.['id'])}/directoryroles`));
    expect(roles.map(({ name }) => name)).toEqual(['Company Administrator']);
  });

  // delete-a-customer-account-from-the-integration-sandbox: all resources associated with the customer tenant are purged.
  it('that are deleted in a sandbox leave nothing behind, and their domain is free', async () => {
    const held = async () => {
      const { partnerCenter, clock: _clock, ...others } = await partners.client.sim('GET', 'snapshot').then(fields);
      const { answers: _answers, auditRecords: _audit, ...books } = partnerCenter as Record<string, unknown>;
      return { others, books };
    };
    const before = await held();
    const path = `/v1/customers/${String(fields(await partners.contoso('POST', '/v1/customers', alpine))['id'])}`;
    const order = { lineItems: [{ lineItemNumber: 0, offerId: 'MS-AZR-0145P', quantity: 1 }] };
    expect((await partners.contoso('POST', `${path}/orders`, order)).status).toBe(201);
    expect(await partners.contoso('DELETE', path)).toMatchObject(refused(400, 3000));
    const [sold] = items(await partners.contoso('GET', `${path}/subscriptions`));
    await partners.contoso('PATCH', `${path}/subscriptions/${String(sold?.['id'])}`, { status: 'suspended' });
    expect((await partners.contoso('DELETE', path)).status).toBe(204);
    expect(await partners.contoso('GET', path)).toMatchObject(refused(404, 60003));
    expect((await partners.contoso('HEAD', '/v1/domains/alpine.onmicrosoft.com')).status).toBe(404);
    expect(await held()).toEqual(before);
  });

  it('that another partner deals with too are only given up', async () => {
    const path = `/v1/customers/${FABRIKAM}`;
    for (const azureId of [LEGACY, PLAN])
      await partners.contoso('PATCH', `${path}/subscriptions/${await idOf(partners.contoso, azureId)}`, { status: 'suspended' });
    expect((await partners.contoso('DELETE', path)).status).toBe(204);
    expect(await partners.contoso('GET', path)).toMatchObject(refused(403, 20002));
    expect((await partners.northwind('GET', `${path}/subscriptions`)).status).toBe(200);
  });

  it('are given up only when nothing of theirs is active', async () => {
    const path = `/v1/customers/${FABRIKAM}`;
    expect(await partners.contoso('PATCH', path, { relationshipToPartner: 'none' })).toMatchObject(refused(400, 3000));
    expect(await partners.contoso('DELETE', path)).toMatchObject(refused(400, 3000));
    for (const azureId of [LEGACY, PLAN])
      await partners.contoso('PATCH', `${path}/subscriptions/${await idOf(partners.contoso, azureId)}`, { status: 'suspended' });
    expect(await partners.contoso('PATCH', path, { relationshipToPartner: 'advisor' })).toMatchObject(refused(400, 3000));
    expect(fields(await partners.contoso('PATCH', path, { RelationshipToPartner: 'none' }))).toMatchObject({
      relationshipToPartner: 'none',
    });
    expect(await partners.contoso('GET', path)).toMatchObject(refused(403, 20002));
    expect((await partners.northwind('GET', path)).status).toBe(200);
    expect((await partners.northwind('DELETE', `/v1/customers/${NORTHWIND}`)).status).toBe(403);
  });

  it('change their billing profile under its tag', async () => {
    const path = `/v1/customers/${FABRIKAM}/profiles/billing`;
    const profile = fields(await partners.contoso('GET', path));
    const changed = await partners.contoso('PUT', path, { ...profile, email: 'new@example.com' });
    expect(changed).toMatchObject({ status: 200, body: { email: 'new@example.com' } });
    expect(await partners.contoso('PUT', path, { ...profile, email: 'newer@example.com' })).toMatchObject(refused(400, 2055));
    expect(await partners.contoso('PUT', path, { companyName: 'Fabrikam' })).toMatchObject(refused(400, 3000));
  });

  it('have domains that are taken', async () => {
    const head = async (domain: string) => (await partners.contoso('HEAD', `/v1/domains/${domain}`)).status;
    expect([await head('Fabrikam.onmicrosoft.com'), await head('free.onmicrosoft.com')]).toEqual([200, 404]);
  });

  it('live at addresses that are judged', async () => {
    const judged = async (addressLine1: string, postalCode?: string) =>
      fields(
        await partners.contoso('POST', '/v1/validations/address', { addressLine1, postalCode, city: 'Bonn', country: 'DE' }),
      )['status'];
    expect(await judged('Weg 1', '53111')).toBe('VerifiedShippable');
    // Of another town or of none: nobody knows here.
    expect(await judged('Weg 1', '80331')).toBe('NotValidated');
    expect(await judged('Weg', '53111')).toBe('StreetPartial');
    expect(await judged('Weg 1')).toBe('PremisesPartial');
    expect(await judged('Weg')).toBe('Multiple');
    expect(await partners.contoso('POST', '/v1/validations/address', { city: 'Bonn' })).toMatchObject(refused(400, 3000));
  });

  describe('their addresses', () => {
    const REDMOND = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052' };
    const validated = async (more: object) =>
      fields(await partners.contoso('POST', '/v1/validations/address', { ...REDMOND, ...more }));

    // learn.microsoft.com/partner-center/developer/validate-an-address: both examples of the page.
    it('are answered as the page’s examples', async () => {
      expect(await validated({})).toEqual({
        originalAddress: REDMOND,
        suggestedAddresses: [{ ...REDMOND, postalCode: '98052-8300' }],
        status: 'VerifiedShippable',
      });
      const partial = { ...REDMOND, addressLine1: 'Microsoft Way' };
      expect(await validated(partial)).toEqual({
        originalAddress: partial,
        suggestedAddresses: [{ ...REDMOND, postalCode: '98052-6399' }],
        status: 'StreetPartial',
        validationMessage: "Address field invalid for property: 'Region', 'PostalCode', 'City'",
      });
    });

    it.each([
      ['the city of another postal code', { postalCode: '98007' }, [{ city: 'Bellevue', postalCode: '98007' }]],
      ['a misspelled city', { city: 'Redmnod' }, [{ city: 'Redmond' }]],
      ['the state of another place', { state: 'OR' }, [{ state: 'WA' }]],
      ['a code that is longer', { city: 'bellvue', postalCode: '98007-1234' }, [{ city: 'Bellevue', postalCode: '98007-1234' }]],
    ])('%s is corrected by the postal code', async (_what, more, suggested) => {
      expect(await validated(more)).toMatchObject({
        status: 'InteractionRequired',
        suggestedAddresses: suggested.map((one) => ({ ...REDMOND, ...one })),
      });
    });

    it('without a code get at most three of the city, and what is suggested is taken', async () => {
      const { status, suggestedAddresses } = await validated({ city: 'Bellevue', postalCode: undefined });
      expect([status, suggestedAddresses]).toEqual([
        'PremisesPartial',
        ['98004', '98005', '98006'].map((postalCode) => ({ ...REDMOND, city: 'Bellevue', postalCode })),
      ]);
      for (const one of suggestedAddresses as object[])
        expect(await validated(one)).toMatchObject({ status: 'VerifiedShippable' });
      expect(await validated({ city: 'Springfield', postalCode: undefined })).toMatchObject({ suggestedAddresses: [] });
    });
  });

  describe('their agreements', () => {
    const path = `/v1/customers/${FABRIKAM}/agreements`;
    const accepted = {
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      type: 'MicrosoftCustomerAgreement',
      dateAgreed: '2020-05-05T00:00:00',
      primaryContact: { firstName: 'Dana', lastName: 'Doe', email: 'dana@fabrikam.example' },
    };

    it('are listed by template', async () => {
      const types = async (query: string) =>
        items(await partners.contoso('GET', `/v1/agreements${query}`)).map((one) => one['agreementType']);
      expect(await types('')).toEqual(['MicrosoftCloudAgreement']);
      expect(await types('?agreementType=MicrosoftCustomerAgreement')).toEqual(['MicrosoftCustomerAgreement']);
      expect(await types('?agreementType=*')).toHaveLength(2);
      expect(await partners.contoso('GET', '/v1/agreements?agreementType=Mine')).toMatchObject(refused(400, 3000));
    });

    it('are confirmed once, with a date, a contact and a template that exists', async () => {
      expect(await partners.northwind('POST', path, accepted)).toMatchObject({ status: 201, body: accepted });
      expect(await partners.northwind('POST', path, accepted)).toMatchObject(refused(409, 600061));
      expect(items(await partners.northwind('GET', `${path}?agreementType=MicrosoftCustomerAgreement`))).toHaveLength(2);
      expect(items(await partners.contoso('GET', path))).toHaveLength(1);
      for (const wrong of [
        { ...accepted, templateId: 'mine' },
        { ...accepted, type: 'MicrosoftCloudAgreement' },
        { ...accepted, dateAgreed: 'yesterday' },
        { ...accepted, dateAgreed: '2999-01-01' },
        { ...accepted, primaryContact: { firstName: 'Dana' } },
      ])
        expect(await partners.northwind('POST', path, wrong)).toMatchObject(refused(400, 3000));
    });
  });

  describe('the invitation', () => {
    const invite = async () => {
      const { url } = fields(await partners.contoso('GET', '/v1/customers/relationshiprequests'));
      return String(url).split('#')[0] as string;
    };
    const answer = (url: string, tenantId: string) =>
      partners.client.send('POST', url, `customerTenantId=${tenantId}`, { 'content-type': 'application/x-www-form-urlencoded' });

    beforeEach(() => partners.client.sim('POST', 'reset', world));

    it('only shows when it is opened, and relates when it is answered', async () => {
      const url = await invite();
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/Adminportal\/Home\?invType=ResellerRelationship&partnerId=/);
      expect(await partners.client.send('GET', url)).toMatchObject({ status: 200, body: expect.stringContaining('Contoso Ltd') });
      expect(await partners.contoso('GET', `/v1/customers/${STRANGER}`)).toMatchObject(refused(403, 20002));
      expect((await answer(url, STRANGER)).status).toBe(200);
      expect((await answer(url, STRANGER)).status).toBe(200);
      expect(items(await partners.contoso('GET', '/v1/customers')).map((one) => one['id'])).toEqual([FABRIKAM, STRANGER]);
      const audit = items(await partners.contoso('GET', '/v1/auditrecords?startDate=2020-01-01'));
      expect(audit.map((one) => [one['operationType'], one['customerId']])).toEqual([
        ['dap_admin_relationship_approved', STRANGER],
      ]);
      expect(items(await partners.contoso('GET', `/v1/customers/${STRANGER}/relationships`))).toEqual([]);
    });

    it('refuses who does not exist', async () => {
      const url = await invite();
      expect(await answer(url, 'me')).toMatchObject(refused(400, 900118));
      expect(await answer(url, NORTHWIND)).toMatchObject(refused(404, 60003));
      expect((await partners.client.send('GET', url.replace(CONTOSO, NORTHWIND))).status).toBe(404);
    });

    it('refuses a world whose countries are none', async () => {
      const { status, body } = await partners.client.sim('POST', 'seed', {
        partners: [{ tenantId: CONTOSO, mpnId: '1', country: 'Germany' }],
      });
      expect({ status, body: JSON.stringify(body) }).toEqual({
        status: 400,
        body: expect.stringContaining('partners[0].country'),
      });
    });

    it('keeps what the world says of a relationship', async () => {
      expect(fields(await partners.contoso('GET', `/v1/customers/${FABRIKAM}`))).toMatchObject({
        allowDelegatedAccess: false,
        companyProfile: { address: { country: 'DE' } },
      });
      const stranger = { relationships: [{ partnerTenantId: CONTOSO, customerTenantId: NORTHWIND }] };
      const { status, body } = await partners.client.sim('POST', 'seed', stranger);
      expect({ status, body: JSON.stringify(body) }).toEqual({
        status: 400,
        body: expect.stringContaining('relationships[0].customerTenantId'),
      });
    });
  });
});
