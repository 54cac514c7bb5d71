import { APP, BATCH, LOGS, openRdfe, OTHER_TENANT, shopWorld, SUBSCRIPTION, TENANT, VNET, type Rdfe } from './support';

const CO_ADMINISTRATOR = 'dddddddd-0000-4000-8000-000000000001';
const OWNER = 'dddddddd-0000-4000-8000-000000000002';
const BY_NAME = 'dddddddd-0000-4000-8000-000000000003';

/** Applications: a co-administrator, an Owner in ARM who is none, and one whom the administrators name by its user name. */
const principals = [
  [CO_ADMINISTRATOR, undefined],
  [OWNER, undefined],
  [BY_NAME, 'admin@fabrikam.example'],
].map(([objectId = '', userPrincipalName], at) => ({
  objectId,
  tenantId: TENANT,
  type: 'ServicePrincipal' as const,
  clientId: `eeeeeeee-0000-4000-8000-00000000000${at}`,
  clientSecret: 'secret',
  ...(userPrincipalName === undefined ? {} : { userPrincipalName }),
}));

const world = {
  ...shopWorld((shop) =>
    shop.administrators?.push({ role: 'CoAdministrator', emailAddress: 'co@fabrikam.example', principalId: CO_ADMINISTRATOR }),
  ),
  principals,
  roleAssignments: [{ scope: `/subscriptions/${SUBSCRIPTION}`, role: 'Owner', principalId: OWNER }],
};

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe(world);
});
afterAll(() => rdfe.close());

async function tokenOf(objectId: string, audience = 'https://management.core.windows.net/'): Promise<string> {
  const app = [...principals, APP].find((one) => one.objectId === objectId);
  const form = {
    grant_type: 'client_credentials',
    client_id: app?.clientId ?? '',
    client_secret: app?.clientSecret ?? '',
    scope: `${audience}/.default`,
  };
  const { body } = await rdfe.send('POST', `/${TENANT}/oauth2/v2.0/token`, new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  return (body as { access_token: string }).access_token;
}

const as = async (objectId: string, audience?: string) =>
  rdfe.rdfe('GET', 'services/storageservices', undefined, { authorization: `Bearer ${await tokenOf(objectId, audience)}` });

test('an answer is XML, and has the id of its request', async () => {
  const reply = await rdfe.rdfe('GET', 'services/storageservices');
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('application/xml; charset=utf-8');
  expect(reply.requestId).toMatch(/^[0-9a-f]{32}$/);
  expect(reply.xml).toMatch(/^<StorageServices xmlns="http:\/\/schemas\.microsoft\.com\/windowsazure"/);
});

test.each([undefined, '', 'newest', '2016'])('the version header is needed: %s', async (version) => {
  const reply = await rdfe.send('GET', `/${SUBSCRIPTION}/services/storageservices`, undefined, {
    authorization: 'Bearer sim',
    ...(version === undefined ? {} : { 'x-ms-version': version }),
  });
  expect(reply.status).toBe(400);
  expect(reply.body).toContain('<Code>MissingOrIncorrectVersionHeader</Code>');
});

test('without a token, with a foreign one, or with one for something else: 401', async () => {
  const without = await rdfe.send('GET', `/${SUBSCRIPTION}/services/storageservices`, undefined, {
    'x-ms-version': '2016-07-01',
  });
  expect([without.status, without.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Bearer')]);
  expect(without.body).toContain('<Code>AuthenticationFailed</Code>');
  expect((await rdfe.rdfe('GET', 'services/storageservices', undefined, { authorization: 'Bearer x.y.z' })).status).toBe(401);
  expect(await as(CO_ADMINISTRATOR, 'https://graph.microsoft.com')).toMatchObject({ status: 401, code: 'AuthenticationFailed' });
});

test('tokens for service management, for ARM and for this address are taken', async () => {
  for (const audience of ['https://management.core.windows.net/', 'https://management.azure.com', rdfe.simulator.url])
    expect([audience, (await as(CO_ADMINISTRATOR, audience)).status]).toEqual([audience, 200]);
});

test('a service or co-administrator may do everything, by id or by name; an Owner in ARM nothing', async () => {
  expect((await as(APP.objectId)).status).toBe(200);
  expect((await as(BY_NAME)).status).toBe(200);
  expect(await as(OWNER)).toMatchObject({ status: 403, code: 'ForbiddenError' });
  const authorization = `Bearer ${await tokenOf(OWNER)}`;
  const before = await rdfe.state();
  expect(await rdfe.rdfe('POST', `${LOGS}/migration?comp=prepare`, '', { authorization })).toMatchObject({ status: 403 });
  expect(await rdfe.state()).toBe(before);
});

test('a subscription of nobody, or of another tenant, is forbidden too', async () => {
  const other = await rdfe.send('GET', `/99999999-0000-4000-8000-000000000009/services/storageservices`, undefined, {
    authorization: 'Bearer sim',
    'x-ms-version': '2016-07-01',
  });
  expect([other.status, other.body]).toEqual([403, expect.stringContaining('ForbiddenError')]);
  const app = rdfe.simulator.apps.find((one) => one.tenantId === OTHER_TENANT);
  const { body } = await rdfe.token(OTHER_TENANT, app?.clientId ?? '', app?.clientSecret ?? '');
  const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
  expect(await rdfe.rdfe('GET', 'services/storageservices', undefined, { authorization })).toMatchObject({ status: 403 });
});

test('what does not exist is 404, what is not modelled 501 by name', async () => {
  for (const path of [
    'services/hostedservices/none',
    'services/hostedservices/shop-web/deployments/none',
    'services/hostedservices/shop-web/deployments/shop-web/roles/none',
    'services/hostedservices/shop-web/deploymentslots/Staging',
    'services/storageservices/none',
    'services/networking/networksecuritygroups/none',
    'services/networking/reservedips/none',
    'services/networking/routetables/none',
    'services/networking/none/gateway',
    'operations/00000000000000000000000000000000',
  ])
    expect([path, await rdfe.rdfe('GET', path)]).toMatchObject([path, { status: 404, code: 'ResourceNotFound' }]);
  expect(await rdfe.verb('services/networking/virtualnetwork/none', 'prepare')).toMatchObject({ status: 404 });
  expect(await rdfe.verb(VNET, 'undo')).toMatchObject({ status: 400, code: 'BadRequest' });
  for (const path of ['services/images', 'services/storageservices/shoplogs/keys'])
    expect([path, await rdfe.rdfe('GET', path)]).toMatchObject([path, { status: 501, code: 'NotImplemented' }]);
  expect((await rdfe.rdfe('POST', 'services/storageservices')).message).toContain('services/storageservices');
});

test('names and options are found in any case, and spaces survive', async () => {
  expect((await rdfe.rdfe('GET', `services/HostedServices/SHOP-web?Embed-Detail=True`)).xml).toContain('<Deployments>');
  expect((await rdfe.rdfe('GET', 'services/hostedservices/shop-web')).xml).not.toContain('<Deployments>');
  expect((await rdfe.rdfe('GET', BATCH.replace('deployments/shop-batch', 'deploymentslots/production'))).status).toBe(200);
});

test('a fault answers as RDFE would', async () => {
  await rdfe.sim('POST', 'faults', {
    match: { path: '/services/' },
    action: { status: 503, code: 'ServerBusy', message: 'Later.' },
  });
  expect(await rdfe.rdfe('GET', 'services/storageservices')).toMatchObject({
    status: 503,
    code: 'ServerBusy',
    message: 'Later.',
  });
});
