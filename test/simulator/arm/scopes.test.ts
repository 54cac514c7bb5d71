import { openClient, type Client } from '../support/client';
import { GROUP, smallWorld, SOURCE, STORAGE, VM } from '../support/smallWorld';

const lock = (scope: string, name = 'keep') => `${scope}/providers/Microsoft.Authorization/locks/${name}?api-version=2016-09-01`;
const tags = (scope: string) => `${scope}/providers/Microsoft.Resources/tags/default`;
const account = { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: {} };

describe('what is said about scopes', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world: smallWorld() });
  });
  beforeEach(() => client.sim('POST', 'reset', smallWorld()));
  afterAll(() => client.close());

  describe('locks', () => {
    it.each(['2016-09-01', '2020-05-01'])('are made, changed, read, listed and taken away (%s)', async (version) => {
      const path = lock(GROUP).replace('2016-09-01', version);
      expect(await client.arm('PUT', path, { properties: { level: 'CanNotDelete' } })).toMatchObject({
        status: 201,
        body: { name: 'keep', type: 'Microsoft.Authorization/locks', properties: { level: 'CanNotDelete' } },
      });
      expect(await client.arm('PUT', path, { properties: { level: 'ReadOnly', notes: 'why' } })).toMatchObject({
        status: 200,
        body: { properties: { level: 'ReadOnly', notes: 'why' } },
      });
      expect((await client.arm('GET', path)).status).toBe(200);
      expect((await client.arm('DELETE', path)).status).toBe(200);
      expect((await client.arm('DELETE', path)).status).toBe(204);
      expect(await client.arm('GET', path)).toMatchObject({ status: 404, code: 'LockNotFound' });
      expect((await client.arm('PUT', path, { properties: { level: 'Never' } })).code).toBe('InvalidLockLevel');
    });

    it('keep what is below from being deleted, and what is above', async () => {
      await client.arm('PUT', lock(`/subscriptions/${SOURCE}`), { properties: { level: 'CanNotDelete' } });
      const reply = await client.arm('DELETE', STORAGE);
      expect(reply).toMatchObject({ status: 409, code: 'ScopeLocked' });
      expect(reply.message).toBe(
        `The scope '${STORAGE}' cannot perform delete operation because following scope(s) are locked: '/subscriptions/${SOURCE}'. Please remove the lock and try again.`,
      );
      expect((await client.arm('PUT', STORAGE, account)).status).toBe(200);
      await client.arm('DELETE', lock(`/subscriptions/${SOURCE}`));
      await client.arm('PUT', lock(VM), { properties: { level: 'CanNotDelete' } });
      expect((await client.arm('DELETE', GROUP)).code).toBe('ScopeLocked');
    });

    it('of level ReadOnly keep everything as it is', async () => {
      await client.arm('PUT', lock(GROUP), { properties: { level: 'ReadOnly' } });
      expect((await client.arm('PUT', STORAGE, account)).code).toBe('ScopeLocked');
      expect((await client.arm('PATCH', GROUP, { tags: {} })).code).toBe('ScopeLocked');
      expect((await client.arm('PUT', tags(STORAGE), { properties: { tags: {} } })).code).toBe('ScopeLocked');
      expect((await client.arm('GET', STORAGE)).status).toBe(200);
      expect((await client.arm('DELETE', lock(GROUP))).status).toBe(200);
    });

    it('are listed with those above and below, or at the scope alone', async () => {
      for (const scope of [`/subscriptions/${SOURCE}`, GROUP, VM])
        await client.arm('PUT', lock(scope, scope === VM ? 'vm' : scope === GROUP ? 'group' : 'all'), {
          properties: { level: 'CanNotDelete' },
        });
      const names = async (query: string) =>
        (await client.arm('GET', `${GROUP}/providers/Microsoft.Authorization/locks${query}`)).value.map((one) => one['name']);
      expect(await names('')).toEqual(['all', 'group', 'vm']);
      expect(await names('?$filter=atScope()')).toEqual(['all', 'group']);
    });

    it('protect nothing that is not there', async () => {
      expect(await client.arm('PUT', lock(`${STORAGE}x`), { properties: { level: 'ReadOnly' } })).toMatchObject({
        status: 404,
        code: 'ResourceNotFound',
      });
    });
  });

  describe('tags', () => {
    it('are replaced, merged, deleted and read, of a group and of a resource', async () => {
      for (const scope of [GROUP, STORAGE]) {
        const value = async (method: string, body?: unknown) =>
          ((await client.arm(method, tags(scope), body)).body as { properties: { tags: unknown } } | undefined)?.properties.tags;
        expect(await value('PUT', { properties: { tags: { A: '1', b: '2' } } })).toEqual({ A: '1', b: '2' });
        expect(await value('PATCH', { operation: 'Merge', properties: { tags: { b: '3', c: '4' } } })).toEqual({
          A: '1',
          b: '3',
          c: '4',
        });
        expect(await value('PATCH', { operation: 'Delete', properties: { tags: { a: '1' } } })).toEqual({ b: '3', c: '4' });
        expect(await value('PATCH', { operation: 'Replace', properties: { tags: { d: '5' } } })).toEqual({ d: '5' });
        expect((await client.arm('GET', scope)).body).toMatchObject({ tags: { d: '5' } });
        expect(await client.arm('DELETE', tags(scope))).toMatchObject({ status: 200, body: undefined });
        expect(await value('GET')).toEqual({});
      }
    });
  });

  describe('policies', () => {
    const assignment = `${GROUP}/providers/Microsoft.Authorization/policyAssignments/places`;
    const put = (properties: unknown) => client.arm('PUT', `${assignment}?api-version=2022-06-01`, { properties });
    const create = (location: string, more = {}) =>
      client.arm('PUT', `${GROUP}/providers/Microsoft.Storage/storageAccounts/fresh001`, { ...account, location, ...more });

    it('deny by a built-in definition with parameters', async () => {
      expect(
        (
          await put({
            displayName: 'Places',
            policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
            parameters: { listOfAllowedLocations: { value: ['northeurope'] } },
          })
        ).status,
      ).toBe(201);
      expect(await create('westeurope')).toMatchObject({
        status: 403,
        code: 'RequestDisallowedByPolicy',
        message: expect.stringContaining('Places'),
      });
      expect((await create('northeurope')).status).toBeLessThan(300);
      expect((await client.arm('DELETE', `${assignment}?api-version=2022-06-01`)).status).toBe(200);
    });

    it('a region is one however it is written; not enforced, or left out there, they deny nothing', async () => {
      const places = (more: object) =>
        put({
          policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
          parameters: { listOfAllowedLocations: { value: ['North Europe'] } },
          ...more,
        });
      const make = (name: string, location: string) =>
        client.arm('PUT', `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`, { ...account, location });
      await places({});
      expect((await make('places001', 'northeurope')).status).toBeLessThan(300);
      expect((await make('places002', 'westeurope')).code).toBe('RequestDisallowedByPolicy');
      await places({ enforcementMode: 'DoNotEnforce' });
      expect((await make('places002', 'westeurope')).status).toBeLessThan(300);
      await places({ notScopes: [GROUP] });
      expect((await make('places003', 'westeurope')).status).toBeLessThan(300);
      await client.arm('DELETE', `${assignment}?api-version=2022-06-01`);
    });

    it('deny by a definition of one’s own: allOf, anyOf, not, tags', async () => {
      const definition = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyDefinitions/tagged`;
      const rule = {
        if: {
          allOf: [
            { field: 'type', equals: 'Microsoft.Storage/storageAccounts' },
            { anyOf: [{ field: "tags['team']", exists: 'false' }, { not: { field: 'tags.team', in: ['shop'] } }] },
          ],
        },
        then: { effect: 'deny' },
      };
      await client.arm('PUT', `${definition}?api-version=2021-06-01`, { properties: { policyRule: rule } });
      await put({ policyDefinitionId: definition });
      expect((await create('westeurope')).code).toBe('RequestDisallowedByPolicy');
      expect((await create('westeurope', { tags: { team: 'other' } })).code).toBe('RequestDisallowedByPolicy');
      expect((await create('westeurope', { tags: { team: 'shop' } })).status).toBeLessThan(300);
    });
  });

  it('a built-in definition can be read by whoever is signed in, a rule of a world by the definition that its assignment names', async () => {
    const locations = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';
    const { tenantId = '', clientId = '', clientSecret = '' } = client.simulator.apps[0] ?? {};
    const { access_token: token } = (await client.token(tenantId, clientId, clientSecret)).body as { access_token: string };
    expect((await client.arm('GET', `${locations}?api-version=2021-06-01`, undefined, token)).body).toMatchObject({
      id: locations,
      properties: { policyType: 'BuiltIn', displayName: 'Allowed locations', policyRule: { then: { effect: 'deny' } } },
    });
    const rule = { if: { field: 'location', equals: 'iceland' }, then: { effect: 'deny' } };
    await client.sim('POST', 'seed', { policyAssignments: [{ scope: GROUP, name: 'no-ice', policyRule: rule }] });
    const { body } = await client.arm('GET', `${GROUP}/providers/Microsoft.Authorization/policyAssignments/no-ice`);
    const { policyDefinitionId = '' } = (body as { properties: { policyDefinitionId?: string } }).properties;
    expect((await client.arm('GET', policyDefinitionId)).body).toMatchObject({ properties: { policyRule: rule } });
  });

  it('links go by the form that was recorded', async () => {
    const link = `${GROUP}/providers/Microsoft.Resources/links/link1?api-version=2016-09-01`;
    expect(await client.arm('PUT', link, { properties: { targetId: VM, notes: 'n' } })).toMatchObject({
      status: 201,
      body: { properties: { sourceId: `${GROUP}/`, targetId: `${VM}/` } },
    });
    expect((await client.arm('GET', link)).status).toBe(200);
    expect((await client.arm('DELETE', link)).status).toBe(200);
  });
});
