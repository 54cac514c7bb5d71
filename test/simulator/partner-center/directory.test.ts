import { FABRIKAM, fields, items, openPartners, refused, type Partners } from './support';

const AT = `/v1/customers/${FABRIKAM}`;
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const BASE = {
  usageLocation: 'US',
  userPrincipalName: 'dora@fabrikam.onmicrosoft.com',
  firstName: 'Dora',
  lastName: 'Diaz',
  displayName: 'Dora Diaz',
  passwordProfile: { password: 'abCD123*', forceChangePassword: true },
};

describe('users, roles and licences of a customer', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const create = async (more = {}) => String(fields(await partners.contoso('POST', `${AT}/users`, { ...BASE, ...more }))['id']);
  const buy = async (offerId: string, quantity: number) => {
    const reply = await partners.contoso('POST', `${AT}/orders`, { lineItems: [{ lineItemNumber: 0, offerId, quantity }] });
    expect(reply.status).toBe(201);
  };

  it('finds a user that was created, in Azure’s directory too, and only there the password is kept', async () => {
    const id = await create();
    const { body } = await partners.contoso('GET', `${AT}/users/${id}`);
    expect(body).toMatchObject({ id, displayName: 'Dora Diaz', state: 'active', userDomainType: 'none' });
    expect(JSON.stringify(body)).not.toContain('abCD123*');
    const snapshot = await partners.client.sim('GET', 'snapshot');
    expect(JSON.stringify(snapshot.body)).not.toContain('abCD123*');
    expect(JSON.stringify((snapshot.body as { principals?: unknown }).principals ?? snapshot.body)).toContain('Dora Diaz');
  });

  it('lists the users of the world among those that were created', async () => {
    await create();
    const names = items(await partners.contoso('GET', `${AT}/users`)).map((one) => one['displayName']);
    expect(names).toEqual(['Alice Adams', 'Dora Diaz']);
  });

  it('refuses a user without a name or with one that is taken', async () => {
    const { lastName: _left, ...less } = BASE;
    expect(await partners.contoso('POST', `${AT}/users`, less)).toMatchObject(refused(400, 3000));
    await create();
    expect(await partners.contoso('POST', `${AT}/users`, BASE)).toMatchObject(refused(409, 3000));
  });

  it('deletes a user, keeps it for 30 days and brings it back', async () => {
    const id = await create();
    expect(await partners.contoso('DELETE', `${AT}/users/${id}`)).toMatchObject({ status: 204 });
    expect(await partners.contoso('GET', `${AT}/users/${id}`)).toMatchObject(refused(404, 1000));
    const filter = encodeURIComponent(JSON.stringify({ Field: 'UserState', Value: 'Inactive', Operator: 'equals' }));
    expect(items(await partners.contoso('GET', `${AT}/users?filter=${filter}`))).toMatchObject([{ id, state: 'inactive' }]);
    expect(await partners.contoso('PATCH', `${AT}/users/${id}`, { State: 'Active' })).toMatchObject({
      status: 200,
      body: { id, state: 'active' },
    });
    await partners.contoso('DELETE', `${AT}/users/${id}`);
    await partners.advance('31d');
    expect(await partners.contoso('PATCH', `${AT}/users/${id}`, { State: 'Active' })).toMatchObject(refused(404, 1000));
  });

  it('puts a user into a role and takes it out again', async () => {
    const id = await create();
    const members = `${AT}/directoryroles/${HELPDESK}/usermembers`;
    expect(await partners.contoso('POST', members, { id })).toMatchObject({ status: 201, body: { id, roleId: HELPDESK } });
    expect(items(await partners.contoso('GET', members))).toHaveLength(1);
    expect(items(await partners.contoso('GET', `${AT}/users/${id}/directoryroles`))).toMatchObject([{ id: HELPDESK }]);
    expect(await partners.contoso('DELETE', `${members}/${id}`)).toMatchObject({ status: 204 });
    expect(items(await partners.contoso('GET', members))).toEqual([]);
    expect(await partners.contoso('DELETE', `${members}/${id}`)).toMatchObject(refused(404, 1000));
  });

  it('gives licences until there are none, and a deleted user gives its own back', async () => {
    await buy('800F4F3B-CFE1-42C1-9CEA-675512810488', 1);
    const skuId = 'f8a1db68-be16-40ed-86d5-cb42ce701560';
    const [first, second] = [await create(), await create({ userPrincipalName: 'emil@fabrikam.onmicrosoft.com' })];
    const give = (id: string) => partners.contoso('POST', `${AT}/users/${id}/licenseupdates`, { licensesToAssign: [{ skuId }] });
    expect(await give(first)).toMatchObject({ status: 201, body: { licensesToAssign: [{ skuId }] } });
    expect(items(await partners.contoso('GET', `${AT}/subscribedskus`))).toMatchObject([
      { availableUnits: 0, consumedUnits: 1, totalUnits: 1 },
    ]);
    expect(items(await partners.contoso('GET', `${AT}/users/${first}/licenses`))).toMatchObject([{ productSku: { id: skuId } }]);
    expect(await give(second)).toMatchObject({ status: 400, body: { code: 60012, data: [expect.stringContaining(skuId)] } });
    await partners.contoso('DELETE', `${AT}/users/${first}`);
    expect(await give(second)).toMatchObject({ status: 201 });
  });

  it('shows nothing of a customer to a partner that has none', async () => {
    const stranger = await partners.contoso('GET', '/v1/customers/e0000000-0000-4000-8000-00000000dead/users');
    expect(stranger).toMatchObject(refused(404, 60003));
  });

  it('keeps all of it in a snapshot', async () => {
    const id = await create();
    const { body } = await partners.client.sim('GET', 'snapshot');
    await partners.client.sim('POST', 'reset');
    expect(await partners.contoso('GET', `${AT}/users/${id}`)).toMatchObject({ status: 404 });
    await partners.client.sim('POST', 'snapshot', body);
    expect(await partners.contoso('GET', `${AT}/users/${id}`)).toMatchObject({ status: 200 });
  });
});
