import { BATCH, LOGS, openRdfe, shopWorld, SPARE, SUBSCRIPTION, TARGET, VNET, type Rdfe } from './support';

const group = (name: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
const ACCOUNT = `${group('shoplogs-migrated')}/providers/Microsoft.Storage/storageAccounts/shoplogs`;
const CLASSIC = `${group('Default-Storage-WestEurope')}/providers/Microsoft.ClassicStorage/storageAccounts/shoplogs`;

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe();
});
beforeEach(() => rdfe.sim('POST', 'reset', shopWorld()));
afterEach(async () => expect(await rdfe.invariants()).toEqual([]));
afterAll(() => rdfe.close());

const MIGRATING = { status: 409, code: 'ConflictError' };
const IN_ARM = { status: 409, code: 'OperationNotAllowed' };

test('classic writes are refused from prepare on, without a limit of time, until abort', async () => {
  await rdfe.verb(LOGS, 'prepare');
  expect(await rdfe.rdfe('DELETE', LOGS)).toMatchObject(MIGRATING);
  await rdfe.advance('30d');
  expect(await rdfe.rdfe('DELETE', LOGS)).toMatchObject({
    ...MIGRATING,
    message: 'Storage Account shoplogs is in the process of being migrated and hence cannot be changed.',
  });
  expect(await rdfe.rdfe('PUT', LOGS)).toMatchObject(MIGRATING);
  expect((await rdfe.rdfe('GET', LOGS)).xml).toContain('<MigrationState>Prepared</MigrationState>');
  await rdfe.ended(LOGS, 'abort');
  expect(await rdfe.rdfe('PUT', LOGS)).toMatchObject({ status: 501, code: 'NotImplemented' });
  expect(await rdfe.rdfe('DELETE', LOGS)).toMatchObject({ status: 200 });
  expect(await rdfe.rdfe('GET', LOGS)).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  expect((await rdfe.arm('GET', CLASSIC)).status).toBe(404);
});

test('everything that goes with a network is locked with it', async () => {
  await rdfe.ended(VNET, 'prepare');
  const locked = [
    'services/hostedservices/shop-web',
    'services/hostedservices/shop-web/deployments/shop-web',
    'services/hostedservices/shop-web/deployments/shop-web/roles/web1',
    'services/networking/networksecuritygroups/front-nsg',
    'services/networking/reservedips/shop-vip',
  ];
  for (const path of [VNET, ...locked]) expect([path, await rdfe.rdfe('DELETE', path)]).toMatchObject([path, MIGRATING]);
  expect(await rdfe.rdfe('PUT', 'services/networking/media')).toMatchObject(MIGRATING);
  expect((await rdfe.rdfe('DELETE', SPARE.nsg)).status).toBe(200);
  // And what is locked with it neither goes alone, nor ends alone.
  const deployment = 'services/hostedservices/shop-web/deployments/shop-web';
  for (const comp of ['prepare', 'commit', 'abort']) expect(await rdfe.verb(deployment, comp)).toMatchObject(MIGRATING);
});

test('ARM shows what is prepared and lets nobody write it, on neither side', async () => {
  await rdfe.ended(LOGS, 'prepare');
  const account = await rdfe.arm('GET', ACCOUNT);
  expect(account.status).toBe(200);
  expect(await rdfe.arm('PUT', ACCOUNT, account.body)).toMatchObject(IN_ARM);
  expect(await rdfe.arm('PATCH', ACCOUNT, { tags: { a: 'b' } })).toMatchObject(IN_ARM);
  expect(await rdfe.arm('DELETE', ACCOUNT)).toMatchObject(IN_ARM);
  expect(
    await rdfe.arm('PUT', `${ACCOUNT}/providers/Microsoft.Resources/tags/default`, { properties: { tags: {} } }),
  ).toMatchObject(IN_ARM);
  expect(await rdfe.arm('DELETE', group('shoplogs-migrated'))).toMatchObject(IN_ARM);
  expect(await rdfe.arm('DELETE', CLASSIC)).toMatchObject(IN_ARM);
  expect(
    await rdfe.arm('POST', `${group('shoplogs-migrated')}/moveResources`, {
      resources: [ACCOUNT],
      targetResourceGroup: `/subscriptions/${TARGET}/resourceGroups/target`,
    }),
  ).toMatchObject(IN_ARM);
  await rdfe.ended(LOGS, 'commit');
  expect((await rdfe.arm('PATCH', ACCOUNT, { tags: { a: 'b' } })).status).toBe(200);
  expect((await rdfe.arm('GET', CLASSIC)).status).toBe(404);
});

test('children of what is prepared are locked too, and what is not of it is not', async () => {
  await rdfe.ended(VNET, 'prepare');
  const network = `${group('shop-vnet-migrated')}/providers/Microsoft.Network/virtualNetworks/shop-vnet`;
  const subnet = { properties: { addressPrefix: '10.1.9.0/24' } };
  expect(await rdfe.arm('PUT', `${network}/subnets/more`, subnet)).toMatchObject(IN_ARM);
  const other = `${group('shop-vnet-migrated')}/providers/Microsoft.Network/routeTables/mine`;
  expect((await rdfe.arm('PUT', other, { location: 'westeurope', properties: {} })).status).toBe(201);
  // What somebody has put into the group meanwhile is not taken away with it.
  await rdfe.ended(VNET, 'abort');
  expect(await rdfe.idsIn('shop-vnet-migrated')).toEqual(['Microsoft.Network/routeTables/mine']);
  expect((await rdfe.arm('GET', group('shop-web-Migrated'))).status).toBe(404);
});

test('a role that was given on what is prepared goes with it', async () => {
  await rdfe.ended(BATCH, 'prepare');
  const lock = `${group('shop-batch-Migrated')}/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01`;
  expect((await rdfe.arm('PUT', lock, { properties: { level: 'CanNotDelete' } })).status).toBe(201);
  await rdfe.ended(BATCH, 'abort');
  expect((await rdfe.arm('GET', group('shop-batch-Migrated'))).status).toBe(404);
});
