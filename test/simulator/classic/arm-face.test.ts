import { BATCH, openRdfe, shopWorld, SUBSCRIPTION, TARGET, VNET, type Rdfe } from './support';

const group = (name: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
const STORAGE = `${group('Default-Storage-WestEurope')}/providers/Microsoft.ClassicStorage/storageAccounts/shoplogs`;
const MACHINE = `${group('shop-web')}/providers/Microsoft.ClassicCompute/virtualMachines/web1`;
const SERVICE = `${group('shop-web')}/providers/Microsoft.ClassicCompute/domainNames/shop-web`;
const NETWORK = `${group('Default-Networking')}/providers/Microsoft.ClassicNetwork/virtualNetworks/shop-vnet`;
const CLASSIC = /\/providers\/Microsoft\.Classic/;

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe();
});
beforeEach(() => rdfe.sim('POST', 'reset', shopWorld()));
afterEach(async () => expect(await rdfe.invariants()).toEqual([]));
afterAll(() => rdfe.close());

const graph = async () => {
  const { body } = await rdfe.arm('POST', '/providers/Microsoft.ResourceGraph/resources', {
    subscriptions: [SUBSCRIPTION],
    query: "Resources | where type =~ 'microsoft.classiccompute/virtualmachines'",
  });
  return (body as { data: { name: string; properties: { domainName: { id: string } } }[] }).data;
};

test('classic resources are in lists, in GETs and in Resource Graph, in their groups', async () => {
  const { value } = await rdfe.arm('GET', `/subscriptions/${SUBSCRIPTION}/resources`);
  const ids = value.map((one) => String(one['id']));
  expect(ids).toHaveLength(14);
  for (const id of [STORAGE, MACHINE, SERVICE, NETWORK]) {
    expect(ids).toContain(id);
    expect(await rdfe.arm('GET', id)).toMatchObject({ status: 200, body: { id, location: 'westeurope' } });
  }
  expect(
    (await rdfe.arm('GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ClassicNetwork/reservedIps`)).value,
  ).toHaveLength(2);
  expect((await graph()).map((one) => [one.name, one.properties.domainName.id])).toEqual([
    ['batch1', `${group('shop-batch')}/providers/Microsoft.ClassicCompute/domainNames/shop-batch`],
    ['web1', SERVICE],
    ['web2', SERVICE],
  ]);
});

test('both sides are seen while prepared, one before and one after', async () => {
  const list = async () =>
    (await rdfe.arm('GET', `/subscriptions/${SUBSCRIPTION}/resources`)).value
      .map((one) => String(one['id']))
      .filter((id) => /\/virtualMachines\/web1$/.test(id))
      .map((id) => CLASSIC.test(id));
  expect(await list()).toEqual([true]);
  await rdfe.ended(VNET, 'prepare');
  expect((await list()).sort()).toEqual([false, true]);
  await rdfe.ended(VNET, 'commit');
  expect(await list()).toEqual([false]);
  expect((await graph()).map((one) => one.name)).toEqual(['batch1']);
});

test('ARM does not make, change or delete them here, and says so by name', async () => {
  for (const [method, path] of [
    ['PUT', STORAGE],
    ['PATCH', STORAGE],
    ['DELETE', STORAGE],
    ['PUT', `${STORAGE}2`],
  ] as const)
    expect(await rdfe.arm(method, path, method === 'DELETE' ? undefined : { location: 'westeurope' })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    });
  expect(await rdfe.arm('DELETE', group('shop-web'))).toMatchObject({
    status: 501,
    message: expect.stringContaining(SERVICE) as string,
  });
});

test.each([STORAGE, MACHINE, SERVICE, NETWORK])('%s does not move to another subscription', async (id) => {
  const source = id.split('/providers/')[0] ?? '';
  const body = { resources: [id], targetResourceGroup: `/subscriptions/${TARGET}/resourceGroups/target` };
  for (const action of ['validateMoveResources', 'moveResources']) {
    const begun = await rdfe.arm('POST', `${source}/${action}`, body);
    expect(begun.status).toBe(202);
    await rdfe.advance('1h');
    const ended = await rdfe.arm('GET', begun.headers['location'] ?? '');
    expect(ended.status).toBe(409);
    expect(JSON.stringify(ended.body)).toContain('NotSupported');
  }
  expect((await rdfe.arm('GET', id)).status).toBe(200);
});

test('moves within the subscription, which have rules of their own, are refused by name', async () => {
  const body = { resources: [MACHINE], targetResourceGroup: group('shop-batch') };
  expect(await rdfe.arm('POST', `${group('shop-web')}/moveResources`, body)).toMatchObject({
    status: 501,
    message: expect.stringContaining(MACHINE) as string,
  });
});

test('a machine that was upgraded does not move while its secrets lead to the vault; emptied by a whole PUT, it does', async () => {
  await rdfe.ended(BATCH, 'prepare');
  await rdfe.ended(BATCH, 'commit');
  const source = group('shop-batch-Migrated');
  const ids = (await rdfe.idsIn('shop-batch-Migrated')).map((id) => `${source}/providers/${id}`);
  const machine = `${source}/providers/Microsoft.Compute/virtualMachines/batch1`;
  const validate = async () => {
    const targetResourceGroup = `/subscriptions/${TARGET}/resourceGroups/target`;
    const begun = await rdfe.arm('POST', `${source}/validateMoveResources`, { resources: ids, targetResourceGroup });
    await rdfe.advance('5m');
    return rdfe.arm('GET', begun.headers['location'] ?? '');
  };
  const refused = await validate();
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('osProfile.secrets')]);

  const before = (await rdfe.arm('GET', machine)).body as { properties: { osProfile: object } };
  const osProfile = { ...before.properties.osProfile, secrets: [] };
  const put = await rdfe.arm('PUT', machine, { ...before, properties: { ...before.properties, osProfile } });
  expect(put.status).toBe(200);
  await rdfe.advance('5m');
  expect((await rdfe.arm('GET', machine)).body).toEqual({ ...before, properties: { ...before.properties, osProfile } });
  expect((await validate()).status).toBe(204);
});

test('the administrators of the classic side are listed; there is no other call', async () => {
  const path = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/classicAdministrators`;
  const { status, value } = await rdfe.arm('GET', `${path}?api-version=2015-07-01`);
  expect(status).toBe(200);
  expect(value.map((one) => one['properties'])).toEqual([
    { emailAddress: 'admin@fabrikam.example', role: 'ServiceAdministrator' },
    { emailAddress: 'co-admin1@fabrikam.example', role: 'CoAdministrator' },
  ]);
  expect(await rdfe.arm('PUT', `${path}/x`, { properties: {} })).toMatchObject({ status: 501 });
  expect(await rdfe.arm('DELETE', `${path}/x`)).toMatchObject({ status: 501 });
  // A subscription whose world says nothing has a service administrator all the same.
  const other = await rdfe.arm('GET', path.replace(SUBSCRIPTION, TARGET));
  expect(other.value.map((one) => one['properties'])).toEqual([
    { emailAddress: 'admin@fabrikam.example', role: 'ServiceAdministrator' },
  ]);
});
