import { type Client, openClient, type Reply } from '../support/client';
import {
  FOREIGN,
  GROUP,
  inGroup,
  NIC,
  smallWorld,
  SOURCE,
  STORAGE,
  TARGET,
  TARGET_GROUP,
  VM,
  VNET,
} from '../support/small-world';

const ALL = [VNET, NIC, VM, STORAGE];
const moved = (id: string) => id.replace(GROUP, TARGET_GROUP);

describe('moving resources', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world: smallWorld() });
  });
  beforeEach(() => client.sim('POST', 'reset', smallWorld()));
  afterAll(() => client.close());

  const move = (resources = ALL, targetResourceGroup = TARGET_GROUP, verb = 'moveResources', from = GROUP) =>
    client.arm('POST', `${from}/${verb}`, { resources, targetResourceGroup });
  const poll = (accepted: Reply) => client.arm('GET', accepted.headers['location'] ?? '');
  const advance = (by: string) => client.sim('POST', 'clock', { advance: by });
  const finish = async (accepted: Reply) => {
    await advance('1h');
    return poll(accepted);
  };
  const invariants = async () => (await client.sim('GET', 'invariants')).body;

  it('answers 202 with Location alone, runs for minutes, and ends with 204 without a body', async () => {
    const accepted = await move();
    expect(accepted).toMatchObject({ status: 202, body: undefined, headers: { 'retry-after': '15' } });
    expect(accepted.headers['azure-asyncoperation']).toBeUndefined();
    const job = new URL(accepted.headers['location'] ?? '').pathname.split('/').pop() ?? '';
    expect(JSON.parse(Buffer.from(job, 'base64url').toString())).toEqual({
      jobId: expect.stringMatching(/^RESOURCEBATCHMOVEJOB-/),
      jobLocation: 'westeurope',
    });
    await advance('200s');
    expect(await poll(accepted)).toMatchObject({
      status: 202,
      body: undefined,
      headers: { location: accepted.headers['location'] },
    });
    await advance('60s');
    expect(await poll(accepted)).toMatchObject({ status: 204, body: undefined });
    expect((await client.arm('GET', `${TARGET_GROUP}/resources`)).value.map((one) => one['id'])).toEqual(ALL.map(moved));
    expect((await client.arm('GET', `${GROUP}/resources`)).value).toEqual([]);
    expect(await invariants()).toEqual([]);
  });

  it('changes ids everywhere and etags, and nothing else', async () => {
    const before = (await client.arm('GET', VNET)).body as Record<string, unknown>;
    await finish(await move());
    const after = (await client.arm('GET', moved(VNET))).body as Record<string, unknown>;
    expect(after).toMatchObject({
      id: moved(VNET),
      location: before['location'],
      properties: { resourceGuid: '00000000-0000-4000-8000-00000000000a', subnets: [{ id: `${moved(VNET)}/subnets/default` }] },
    });
    expect(after['etag']).not.toBe(before['etag']);
    expect((await client.arm('GET', moved(NIC))).body).toMatchObject({
      tags: { team: 'shop' },
      properties: {
        ipConfigurations: [
          { id: `${moved(NIC)}/ipConfigurations/ip`, properties: { subnet: { id: `${moved(VNET)}/subnets/default` } } },
        ],
      },
    });
    expect((await client.arm('GET', VNET)).code).toBe('ResourceNotFound');
  });

  it('takes children and extensions along', async () => {
    const child = `${VM}/extensions/agent`;
    await client.sim('POST', 'seed', { resources: [{ id: child, location: 'westeurope', properties: {} }] });
    expect(await move([...ALL, child])).toMatchObject({ status: 400, code: 'ResourceNotTopLevel' });
    await finish(await move());
    expect((await client.arm('GET', moved(child))).status).toBe(200);
    expect((await client.arm('GET', child)).status).toBe(404);
  });

  it('locks both groups for writes, deletes and further moves until the end; reads go on', async () => {
    await move();
    for (const group of [GROUP, TARGET_GROUP]) {
      const account = inGroup(group, 'Microsoft.Storage/storageAccounts', 'another1');
      const body = { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' };
      expect((await client.arm('PUT', account, body)).status).toBe(409);
      expect((await client.arm('PATCH', group, { tags: {} })).status).toBe(409);
      expect((await client.arm('DELETE', group)).status).toBe(409);
      expect((await client.arm('GET', group)).status).toBe(200);
    }
    expect((await client.arm('DELETE', VM)).status).toBe(409);
    expect((await move([STORAGE])).status).toBe(409);
    await advance('1h');
    expect((await client.arm('PATCH', GROUP, { tags: {} })).status).toBe(200);
    expect(await invariants()).toEqual([]);
  });

  it('accepts what will fail and tells it by the poll, with nothing moved', async () => {
    const accepted = await move([VM]);
    expect(accepted.status).toBe(202);
    expect(await finish(accepted)).toMatchObject({ status: 409, code: 'ResourceMoveProviderValidationFailed' });
    expect((await client.arm('GET', `${GROUP}/resources`)).value).toHaveLength(4);
    expect((await client.arm('PATCH', GROUP, { tags: {} })).status).toBe(200);
  });

  it('validates without moving or locking', async () => {
    const accepted = await move(ALL, TARGET_GROUP, 'validateMoveResources');
    expect(accepted.status).toBe(202);
    expect((await client.arm('PATCH', GROUP, { tags: {} })).status).toBe(200);
    expect((await finish(accepted)).status).toBe(204);
    expect((await client.arm('GET', `${GROUP}/resources`)).value).toHaveLength(4);
  });

  it('refuses at once what ARM refuses at once', async () => {
    expect(await move(ALL, GROUP)).toMatchObject({ status: 400 });
    expect(await move(ALL, `${TARGET_GROUP}-nowhere`)).toMatchObject({ status: 400, code: 'ResourceGroupNotFound' });
    expect(await move(ALL, `/subscriptions/${FOREIGN}/resourceGroups/x`)).toMatchObject({ status: 403 });
    expect(await move(ALL, 'nonsense')).toMatchObject({ status: 400, code: 'InvalidTargetResourceGroup' });
    expect(
      await client.arm('POST', `${GROUP}/moveResources`, { resources: 'x', targetResourceGroup: TARGET_GROUP }),
    ).toMatchObject({ status: 400, code: 'InvalidRequestContent' });
    expect(
      await client.arm('POST', `${GROUP}/moveResources`, { resources: ALL, targetResourceGroup: TARGET_GROUP, force: true }),
    ).toMatchObject({ status: 400, code: 'InvalidRequestContent' });
    expect(await move(Array.from({ length: 801 }, (_, at) => `${STORAGE}${at}`))).toMatchObject({ status: 400 });
  });

  it('tells the providers of other groups in the target’s subscription, and leaves the rest dangling', async () => {
    const other = `/subscriptions/${SOURCE}/resourceGroups/other`;
    const staying = inGroup(other, 'Microsoft.Network/networkInterfaces', 'staying');
    await client.sim('POST', 'seed', {
      resources: [
        { id: staying, location: 'westeurope', properties: { subnet: { id: `${VNET}/subnets/default` } } },
        {
          id: inGroup(`/subscriptions/${SOURCE}/resourceGroups/empty`, 'Microsoft.Storage/storageAccounts', 'filler'),
          location: 'westeurope',
          properties: {},
        },
      ],
    });
    const within = `/subscriptions/${SOURCE}/resourceGroups/empty`;
    expect((await finish(await move(ALL, within))).status).toBe(204);
    expect((await client.arm('GET', staying)).body).toMatchObject({
      properties: { subnet: { id: `${VNET.replace(GROUP, within)}/subnets/default` } },
    });
    expect(await invariants()).toEqual([]);
  });

  it('catches a reference up when its holder follows later', async () => {
    const account = (name: string) => inGroup(GROUP, 'Microsoft.Storage/storageAccounts', name);
    await client.sim('POST', 'seed', {
      resources: [{ id: account('holder01'), location: 'westeurope', properties: { link: STORAGE } }],
    });
    await client.sim('POST', 'faults', {
      match: { path: 'moveResources' },
      action: { partial: 1, code: 'SomethingBroke', message: 'halfway' },
    });
    expect((await finish(await move([STORAGE, account('holder01')]))).status).toBe(409);
    expect(await invariants()).toEqual([
      { invariant: 'a reference leads somewhere', detail: expect.stringContaining('holder01') },
    ]);
    expect((await finish(await move([account('holder01')]))).status).toBe(204);
    expect((await client.arm('GET', moved(account('holder01')))).body).toMatchObject({ properties: { link: moved(STORAGE) } });
    expect(await invariants()).toEqual([]);
  });

  it('moves back again', async () => {
    await finish(await move());
    expect((await finish(await move(ALL.map(moved), GROUP, 'moveResources', TARGET_GROUP))).status).toBe(204);
    expect((await client.arm('GET', `${GROUP}/resources`)).value.map((one) => one['id'])).toEqual(ALL);
    expect(await invariants()).toEqual([]);
  });

  it('takes a resource’s lock along; its role assignment, and what is said about the group, stay', async () => {
    const role = `${STORAGE}/providers/Microsoft.Authorization/roleAssignments/55555555-0000-4000-8000-000000000005`;
    const lock = (scope: string) => `${scope}/providers/Microsoft.Authorization/locks/keep`;
    await client.arm('PUT', lock(STORAGE), { properties: { level: 'CanNotDelete' } });
    await client.arm('PUT', lock(GROUP), { properties: { level: 'CanNotDelete' } });
    const reader = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
    await client.arm('PUT', role, { properties: { roleDefinitionId: reader, principalId: SOURCE, principalType: 'User' } });
    expect((await finish(await move())).status).toBe(204);
    expect((await client.arm('GET', lock(moved(STORAGE)))).status).toBe(200);
    expect((await client.arm('GET', lock(STORAGE))).status).toBe(404);
    expect((await client.arm('GET', lock(GROUP))).status).toBe(200);
    expect((await client.arm('GET', lock(TARGET_GROUP))).status).toBe(404);
    expect((await client.arm('GET', role)).status).toBe(200);
    expect((await client.arm('GET', moved(role))).status).toBe(404);
    expect((await client.arm('GET', TARGET_GROUP)).body).not.toHaveProperty('tags');
  });

  it('is refused where a policy of the target denies what would arrive', async () => {
    await client.sim('POST', 'seed', {
      policyAssignments: [
        {
          scope: TARGET_GROUP,
          name: 'nowhere',
          displayName: 'Only Iceland',
          policyRule: { if: { not: { field: 'location', in: ['iceland'] } }, then: { effect: 'deny' } },
        },
      ],
    });
    const reply = await finish(await move([STORAGE]));
    expect(reply).toMatchObject({ status: 409, code: 'ResourceMovePolicyValidationFailed' });
    expect(reply.body).toMatchObject({ error: { details: [{ code: 'RequestDisallowedByPolicy', target: STORAGE }] } });
  });

  it('can be made to stop half way: some moved, an error, groups free', async () => {
    await client.sim('POST', 'faults', {
      match: { path: 'moveResources' },
      action: { partial: 1, code: 'SomethingBroke', message: 'halfway' },
    });
    expect(await finish(await move([STORAGE, VNET, NIC, VM]))).toMatchObject({ status: 409, code: 'SomethingBroke' });
    expect((await client.arm('GET', moved(STORAGE))).status).toBe(200);
    expect((await client.arm('GET', VNET)).status).toBe(200);
    expect((await client.arm('PATCH', GROUP, { tags: {} })).status).toBe(200);
  });

  it('is given up after four hours when its end never comes', async () => {
    await client.sim('POST', 'faults', { match: { path: 'moveResources' }, action: { neverEnds: true } });
    const accepted = await move();
    await advance('3h59m');
    expect((await poll(accepted)).status).toBe(202);
    expect((await client.arm('DELETE', GROUP)).status).toBe(409);
    await advance('2m');
    expect(await poll(accepted)).toMatchObject({ status: 409, code: 'ResourceMoveTimedOut' });
    expect((await client.arm('GET', `${TARGET_GROUP}/resources`)).value).toHaveLength(2);
    expect((await client.arm('PATCH', GROUP, { tags: {} })).status).toBe(200);
  });

  it('wants the provider registered at the target', async () => {
    const id = inGroup(GROUP, 'Microsoft.Cache/Redis', 'cache1');
    await client.sim('POST', 'seed', { resources: [{ id, location: 'westeurope', properties: {} }] });
    expect(await move([id])).toMatchObject({ status: 409, code: 'MissingSubscriptionRegistration' });
    const provider = `/subscriptions/${TARGET}/providers/Microsoft.Cache`;
    expect((await client.arm('POST', `${provider}/register`)).body).toMatchObject({ registrationState: 'Registering' });
    expect((await move([id])).status).toBe(409);
    await advance('2m');
    expect((await client.arm('GET', provider)).body).toMatchObject({ registrationState: 'Registered' });
    expect((await finish(await move([id]))).status).toBe(204);
  });

  it('goes on from a snapshot taken while it ran', async () => {
    const accepted = await move();
    const snapshot = (await client.sim('GET', 'snapshot')).body;
    await finish(accepted);
    await client.sim('POST', 'snapshot', snapshot);
    expect((await poll(accepted)).status).toBe(202);
    expect((await client.arm('DELETE', GROUP)).status).toBe(409);
    expect((await finish(accepted)).status).toBe(204);
    expect(await invariants()).toEqual([]);
  });

  it('is heard of late, and not by every read, in lists of either side', async () => {
    await client.sim('POST', 'consistency', { seconds: 300 });
    const accepted = await move();
    await advance('223s');
    expect((await poll(accepted)).status).toBe(204);
    const counts = new Set<string>();
    for (let look = 0; look < 12; look += 1) {
      const [from, to] = [await client.arm('GET', `${GROUP}/resources`), await client.arm('GET', `${TARGET_GROUP}/resources`)];
      counts.add(`from ${from.value.length}`).add(`to ${to.value.length}`);
    }
    expect([...counts].sort()).toEqual(['from 0', 'from 4', 'to 0', 'to 4']);
    expect((await client.arm('GET', moved(VM))).status).toBe(200);
    await advance('6m');
    expect((await client.arm('GET', `${GROUP}/resources`)).value).toEqual([]);
    expect((await client.arm('GET', `${TARGET_GROUP}/resources`)).value).toHaveLength(4);
  });
});
