import { type Client, openClient } from '../support/client';
import { GROUP, PARTNER_TENANT, smallWorld, SOURCE, STORAGE, TARGET, TARGET_GROUP, TENANT, VM } from '../support/small-world';

const ALICE = '66666666-0000-4000-8000-000000000001';
const ROBOT = '66666666-0000-4000-8000-000000000002';
const TEAM = '66666666-0000-4000-8000-000000000003';
const CLIENT = '66666666-0000-4000-8000-00000000000c';
const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const ACCESS_ADMINISTRATOR = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
const NAME = '77777777-0000-4000-8000-000000000007';

const world = () => ({
  ...smallWorld(),
  principals: [
    { objectId: ALICE, tenantId: TENANT, type: 'User', displayName: 'Alice' },
    { objectId: TEAM, tenantId: TENANT, type: 'Group', displayName: 'Team' },
    {
      objectId: ROBOT,
      tenantId: TENANT,
      type: 'ServicePrincipal',
      displayName: 'Robot',
      clientId: CLIENT,
      clientSecret: 'secret',
      memberOf: [TEAM],
    },
  ],
});
const assignment = (scope: string, name = NAME) =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
const properties = (role: string, principalId: string, rest = {}) => ({
  properties: {
    roleDefinitionId: `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId,
    ...rest,
  },
});

describe('who may do what', () => {
  let client: Client;
  let robot: string;
  beforeAll(async () => {
    client = await openClient({ world: world() });
    robot = ((await client.token(TENANT, CLIENT, 'secret')).body as { access_token: string }).access_token;
  });
  beforeEach(() => client.sim('POST', 'reset', world()));
  afterAll(() => client.close());

  const grant = (role: string, principalId: string, scope: string) =>
    client.arm('PUT', assignment(scope), properties(role, principalId));

  it('shows an application nothing that it has no role on', async () => {
    expect((await client.arm('GET', '/subscriptions', undefined, robot)).value).toEqual([]);
    const reply = await client.arm('GET', GROUP, undefined, robot);
    expect(reply).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(reply.message).toMatch(
      new RegExp(
        `'${CLIENT}' with object id '${ROBOT}'.*'Microsoft.Resources/subscriptions/resourceGroups/read'.*refresh your credentials`,
      ),
    );
  });

  it('lets a Reader read below the scope, and nothing else', async () => {
    await grant(READER, ROBOT, GROUP);
    expect((await client.arm('GET', `${GROUP}/resources`, undefined, robot)).value).toHaveLength(4);
    expect((await client.arm('GET', STORAGE, undefined, robot)).status).toBe(200);
    expect((await client.arm('PATCH', GROUP, { tags: {} }, robot)).status).toBe(403);
    expect((await client.arm('GET', `/subscriptions/${SOURCE}/resources`, undefined, robot)).status).toBe(403);
    expect((await client.arm('GET', '/subscriptions', undefined, robot)).value).toHaveLength(1);
    expect((await client.arm('GET', `/subscriptions/${SOURCE}`, undefined, robot)).status).toBe(200);
    expect((await client.arm('GET', `/subscriptions/${TARGET}`, undefined, robot)).status).toBe(403);
  });

  it('gives rights through groups', async () => {
    await grant(READER, TEAM, `/subscriptions/${SOURCE}`);
    expect((await client.arm('GET', STORAGE, undefined, robot)).status).toBe(200);
  });

  it('keeps a Contributor from giving access, and lets a User Access Administrator do nothing but that', async () => {
    await grant(CONTRIBUTOR, ROBOT, `/subscriptions/${SOURCE}`);
    expect((await client.arm('PATCH', GROUP, { tags: { a: 'b' } }, robot)).status).toBe(200);
    const other = assignment(GROUP, '77777777-0000-4000-8000-000000000008');
    expect((await client.arm('PUT', other, properties(READER, ALICE), robot)).status).toBe(403);
    await client.arm('DELETE', assignment(`/subscriptions/${SOURCE}`));
    await grant(ACCESS_ADMINISTRATOR, ROBOT, `/subscriptions/${SOURCE}`);
    expect((await client.arm('PUT', other, properties(READER, ALICE), robot)).status).toBe(201);
    expect((await client.arm('PATCH', GROUP, { tags: {} }, robot)).status).toBe(403);
  });

  it('asks for rights on both groups of a move', async () => {
    await grant(OWNER, ROBOT, `/subscriptions/${SOURCE}`);
    const body = { resources: [STORAGE], targetResourceGroup: TARGET_GROUP };
    expect(await client.arm('POST', `${GROUP}/moveResources`, body, robot)).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
      message: expect.stringContaining(TARGET_GROUP),
    });
    await grant(CONTRIBUTOR, ROBOT, TARGET_GROUP);
    expect((await client.arm('POST', `${GROUP}/moveResources`, body, robot)).status).toBe(202);
  });

  it('gives a partner what its foreign principal has: Owner of the subscriptions it is partner of', async () => {
    const app = client.simulator.apps.find((one) => one.tenantId === PARTNER_TENANT);
    const { access_token } = (await client.token(TENANT, app?.clientId ?? '', app?.clientSecret ?? '')).body as {
      access_token: string;
    };
    expect((await client.arm('PATCH', TARGET_GROUP, { tags: {} }, access_token)).status).toBe(200);
    expect((await client.arm('GET', GROUP, undefined, access_token)).status).toBe(403);
    expect(
      (await client.arm('GET', '/subscriptions', undefined, access_token)).value.map((one) => one['subscriptionId']),
    ).toEqual([TARGET]);
  });

  it('answers 201, then 200 for the same again, 409 for the same under another name or another under the same', async () => {
    expect((await grant(READER, ALICE, GROUP)).status).toBe(201);
    expect((await grant(READER, ALICE, GROUP)).status).toBe(200);
    const other = assignment(GROUP, '77777777-0000-4000-8000-000000000008');
    expect(await client.arm('PUT', other, properties(READER, ALICE))).toMatchObject({
      status: 409,
      code: 'RoleAssignmentExists',
    });
    expect(await grant(OWNER, ALICE, GROUP)).toMatchObject({ status: 409, code: 'RoleAssignmentUpdateNotPermitted' });
    expect((await client.arm('DELETE', assignment(GROUP))).status).toBe(200);
    expect((await client.arm('DELETE', assignment(GROUP))).status).toBe(204);
  });

  it('does not know a principal that it has not heard of, unless its type is said', async () => {
    const stranger = '99999999-0000-4000-8000-000000000009';
    expect(await grant(READER, stranger, GROUP)).toMatchObject({ status: 400, code: 'PrincipalNotFound' });
    expect(
      (await client.arm('PUT', assignment(GROUP), properties(READER, stranger, { principalType: 'ServicePrincipal' }))).status,
    ).toBe(201);
  });

  it('keeps a last Owner, and refuses what is no role or no GUID', async () => {
    const scope = `/subscriptions/${SOURCE}`;
    const [owner] = (await client.arm('GET', `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=atScope()`))
      .value;
    expect((await client.arm('DELETE', String(owner?.['id']))).status).toBe(412);
    await grant(OWNER, ALICE, scope);
    expect((await client.arm('DELETE', String(owner?.['id']))).status).toBe(200);
    expect(await client.arm('PUT', assignment(GROUP, 'mine'), properties(READER, ALICE))).toMatchObject({
      code: 'InvalidRoleAssignmentId',
    });
    expect(await client.arm('PUT', assignment(GROUP), properties(NAME, ALICE))).toMatchObject({
      code: 'RoleDefinitionDoesNotExist',
    });
  });

  it('lists what is at, above and below a scope, and narrows it by filter', async () => {
    await grant(READER, ALICE, `/subscriptions/${SOURCE}`);
    await grant(READER, TEAM, GROUP);
    await grant(READER, ROBOT, VM);
    const list = async (scope: string, filter?: string) =>
      (
        await client.arm(
          'GET',
          `${scope}/providers/Microsoft.Authorization/roleAssignments${filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`}`,
        )
      ).value.map((one) => (one['properties'] as { principalId: string }).principalId);
    const owner = (await list(`/subscriptions/${SOURCE}`, 'atScope()')).filter((one) => one !== ALICE);
    expect(await list(GROUP)).toEqual([...owner, ALICE, TEAM, ROBOT]);
    expect(await list(GROUP, 'atScope()')).toEqual([...owner, ALICE, TEAM]);
    expect(await list(GROUP, `principalId eq '${ROBOT}'`)).toEqual([ROBOT]);
    expect(await list(GROUP, `atScope() and assignedTo('${ROBOT}')`)).toEqual([TEAM]);
    expect(
      (
        await client.arm(
          'GET',
          `${GROUP}/providers/Microsoft.Authorization/roleAssignments?$filter=name eq 'x'`.replaceAll(' ', '%20'),
        )
      ).code,
    ).toBe('UnsupportedQuery');
  });

  it('has Azure’s own roles under their own names', async () => {
    const definitions = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/roleDefinitions`;
    expect((await client.arm('GET', `${definitions}?$filter=${encodeURIComponent("roleName eq 'Owner'")}`)).value).toMatchObject([
      { name: OWNER, properties: { type: 'BuiltInRole' } },
    ]);
    expect((await client.arm('GET', `${definitions}/${READER}`)).body).toMatchObject({ properties: { roleName: 'Reader' } });
  });

  it('shows a custom role that a world assigns, and gives no rights by it', async () => {
    const roleDefinitionId = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/roleDefinitions/${NAME}`;
    await client.sim('POST', 'seed', { roleAssignments: [{ scope: GROUP, roleDefinitionId, principalId: ROBOT }] });
    const { value } = await client.arm(
      'GET',
      `${GROUP}/providers/Microsoft.Authorization/roleAssignments?$filter=principalId eq '${ROBOT}'`.replaceAll(' ', '%20'),
    );
    expect(value).toMatchObject([{ properties: { roleDefinitionId } }]);
    expect((await client.arm('GET', GROUP, undefined, robot)).status).toBe(403);
  });

  it('lets a new assignment come and go from sight while it spreads', async () => {
    await client.sim('POST', 'consistency', { seconds: 300 });
    await grant(READER, ROBOT, GROUP);
    const seen = new Set<number>();
    for (let look = 0; look < 20; look += 1) seen.add((await client.arm('GET', STORAGE, undefined, robot)).status);
    expect(seen).toEqual(new Set([200, 403]));
    await client.sim('POST', 'clock', { advance: '6m' });
    for (let look = 0; look < 10; look += 1) expect((await client.arm('GET', STORAGE, undefined, robot)).status).toBe(200);
  });

  it('does not find a new principal everywhere at once', async () => {
    await client.sim('POST', 'consistency', { seconds: 300 });
    const fresh = '66666666-0000-4000-8000-000000000009';
    await client.sim('POST', 'seed', { principals: [{ objectId: fresh, tenantId: TENANT, type: 'User' }] });
    const answers = new Set<number>();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      answers.add((await grant(READER, fresh, GROUP)).status);
      await client.arm('DELETE', assignment(GROUP));
    }
    expect(answers).toEqual(new Set([201, 400]));
  });
});
