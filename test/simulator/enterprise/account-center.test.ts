import { CONTOSO, FABRIKAM, NORTHWIND, HOSTED, SHOP, PAYG, MSA, CARL, ADMIN, ON_CALL, usePortals } from './portals';

describe('the EA portal and the Account Center', () => {
  const { as, client, sim, snapshot, tokens } = usePortals();

  it('lists classic administrators as ARM does, and edits them in the Account Center', async () => {
    const list = () =>
      client().arm(
        'GET',
        `/subscriptions/${HOSTED}/providers/Microsoft.Authorization/classicAdministrators?api-version=2015-07-01`,
      );
    expect((await list()).value.map((one) => one['properties'])).toEqual([
      { emailAddress: CARL, role: 'ServiceAdministrator;AccountAdministrator' },
      { emailAddress: 'operations@contoso.onmicrosoft.com', role: 'CoAdministrator' },
    ]);
    const page = `/account/subscriptions/${HOSTED}`;
    expect((await as(CONTOSO, 'GET', page)).body).toMatchObject({ accountOwner: CARL, partnerId: '4711001', credit: null });
    expect((await as(NORTHWIND, 'GET', page)).code).toBe('AccessDenied');
    expect((await as(CONTOSO, 'PATCH', page, { coAdministrators: [ADMIN] })).code).toBe('NotInDirectory');
    expect((await as(CONTOSO, 'PATCH', page, { coAdministrators: [MSA], partnerId: '4711002' })).body).toMatchObject({
      serviceAdministrator: CARL,
      coAdministrators: [MSA],
      partnerId: '4711002',
    });
  });

  it('an application that the owner names by its name may act in the classic model, and no other', async () => {
    const named = (...coAdministrators: string[]) => as(CONTOSO, 'PATCH', `/account/subscriptions/${SHOP}`, { coAdministrators });
    const services = async () => {
      const headers = { authorization: `Bearer ${tokens.get(CONTOSO)}`, 'x-ms-version': '2017-01-01' };
      return (await client().send('GET', `/${SHOP}/services/hostedservices`, undefined, headers)).status;
    };
    expect(await services()).toBe(200);
    await named();
    expect(await services()).toBe(403);
    await named('Fabrikam automation');
    expect(await services()).toBe(403);
    expect((await named('contoso automation')).body).toMatchObject({ coAdministrators: ['contoso automation'] });
    expect(await services()).toBe(200);
  });

  it('a Microsoft Account gives its subscription to an account of a directory: asked, accepted, carried over without its credit', async () => {
    const page = `/account/subscriptions/${PAYG}/transfers`;
    expect((await as(FABRIKAM, 'POST', page, { recipient: ADMIN })).code).toBe('AccessDenied');
    const { body } = await sim('POST', page, { recipient: ADMIN });
    const { id, acceptUrl } = body as { id: string; acceptUrl: string };
    expect(acceptUrl).toMatch(new RegExp(`/account/transfers/${id}$`));
    expect((await sim('POST', page, { recipient: ADMIN })).code).toBe('TransferPending');
    expect((await as(NORTHWIND, 'POST', `/account/transfers/${id}/accept`)).code).toBe('AccessDenied');
    expect((await as(FABRIKAM, 'POST', `/account/transfers/${id}/accept`)).body).toMatchObject({ status: 'InProgress' });
    await client().sim('POST', 'clock', { advance: '6m' });
    expect((await as(FABRIKAM, 'GET', page)).value).toMatchObject([{ id, status: 'Completed' }]);
    const moved = (await snapshot()).subscriptions.find(({ subscriptionId }) => subscriptionId === PAYG);
    expect(moved).toMatchObject({ tenantId: FABRIKAM, accountOwner: ADMIN, credit: 0 });
  });

  it('a request for ownership is declined, withdrawn, or expires after fifteen days', async () => {
    const page = `/account/subscriptions/${PAYG}/transfers`;
    const ask = async () => ((await sim('POST', page, { recipient: ADMIN })).body as { id: string }).id;
    expect((await as(FABRIKAM, 'POST', `/account/transfers/${await ask()}/decline`)).body).toMatchObject({ status: 'Declined' });
    const withdrawn = await ask();
    expect((await as(FABRIKAM, 'POST', `/account/transfers/${withdrawn}/cancel`)).code).toBe('AccessDenied');
    expect((await sim('POST', `/account/transfers/${withdrawn}/cancel`)).body).toMatchObject({ status: 'Canceled' });
    const late = await ask();
    await client().sim('POST', 'clock', { advance: '16d' });
    expect((await as(FABRIKAM, 'POST', `/account/transfers/${late}/accept`)).code).toBe('TransferNotPending');
    expect((await sim('GET', page)).value.map((one) => one['status'])).toEqual(['Declined', 'Canceled', 'Expired']);
    expect((await sim('POST', `/account/subscriptions/${HOSTED}/transfers`, { recipient: ADMIN })).code).toBe(
      'OfferNotTransferable',
    );
  });

  it('custom roles are read, put, assigned and deleted', async () => {
    const at = `/subscriptions/${HOSTED}/providers/Microsoft.Authorization/roleDefinitions`;
    const { body } = await client().arm('GET', `${at}/${ON_CALL}?api-version=2022-04-01`);
    expect(body).toMatchObject({ properties: { roleName: 'Hosting on call', type: 'CustomRole' } });
    expect((await client().arm('DELETE', `${at}/${ON_CALL}?api-version=2022-04-01`)).code).toBe('RoleDefinitionHasAssignments');
    const fresh = 'c5700000-0000-4000-8000-000000000002';
    const put = await client().arm('PUT', `${at}/${fresh}?api-version=2022-04-01`, {
      properties: { roleName: 'Fresh', assignableScopes: [`/subscriptions/${HOSTED}`], permissions: [{ actions: ['*/read'] }] },
    });
    expect(put.status).toBe(201);
    const custom = await client().arm('GET', `${at}?$filter=type eq 'CustomRole'&api-version=2022-04-01`);
    expect(custom.value.map((one) => one['name']).sort()).toEqual([ON_CALL, fresh]);
    expect((await client().arm('DELETE', `${at}/${fresh}?api-version=2022-04-01`)).status).toBe(200);
    expect((await client().arm('GET', `${at}/${fresh}?api-version=2022-04-01`)).code).toBe('RoleDefinitionDoesNotExist');
  });
});
