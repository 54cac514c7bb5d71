import { type Client, openClient } from '../support/client';
import { GROUP, smallWorld, SOURCE, STORAGE, VM } from '../support/small-world';

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

    const at = (kind: string, name: string, scope = `/subscriptions/${SOURCE}`) =>
      `${scope}/providers/Microsoft.Authorization/${kind}/${name}`;
    const write = (id: string, properties: unknown, more: object = {}) =>
      client.arm('PUT', `${id}?api-version=2023-04-01`, { properties, ...more });
    const definition = at('policyDefinitions', 'places');
    const denyOutside = {
      parameters: { places: { type: 'Array', defaultValue: ['iceland'] } },
      policyRule: { if: { not: { field: 'location', in: "[parameters('places')]" } }, then: { effect: 'deny' } },
    };

    it('deny by a set that hands its parameters on, but where it is not enforced, left out or exempted', async () => {
      await write(definition, denyOutside);
      const set = at('policySetDefinitions', 'all');
      const members = [
        {
          policyDefinitionId: definition,
          policyDefinitionReferenceId: 'where',
          parameters: { places: { value: "[parameters('allowed')]" } },
        },
      ];
      const parameters = { allowed: { type: 'Array', defaultValue: ['northeurope'] } };
      expect((await write(set, { parameters, policyDefinitions: members })).status).toBe(201);
      await put({ policyDefinitionId: set });
      expect((await create('westeurope')).code).toBe('RequestDisallowedByPolicy');
      await put({ policyDefinitionId: set, enforcementMode: 'DoNotEnforce' });
      expect((await create('westeurope')).status).toBeLessThan(300);
      await put({ policyDefinitionId: set, notScopes: [`${GROUP}/providers/Microsoft.Storage/storageAccounts/fresh001`] });
      expect((await create('westeurope')).status).toBeLessThan(300);
      await put({ policyDefinitionId: set });
      const exemption = at('policyExemptions', 'old', GROUP);
      const exempt = (more: object) => write(exemption, { policyAssignmentId: assignment, exemptionCategory: 'Waiver', ...more });
      await exempt({ expiresOn: '2001-01-01T00:00:00Z' });
      expect((await create('westeurope')).code).toBe('RequestDisallowedByPolicy');
      await exempt({ policyDefinitionReferenceIds: ['another'] });
      expect((await create('westeurope')).code).toBe('RequestDisallowedByPolicy');
      await exempt({ policyDefinitionReferenceIds: ['where'] });
      expect((await create('westeurope')).status).toBeLessThan(300);
    });

    it('take a definition’s own default', async () => {
      await write(definition, denyOutside);
      await put({ policyDefinitionId: definition });
      expect((await create('westeurope')).code).toBe('RequestDisallowedByPolicy');
      expect((await create('iceland')).code).not.toBe('RequestDisallowedByPolicy');
    });

    it('refuse what refers to something that is not there', async () => {
      const gone = `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyDefinitions/gone`;
      const above = '/providers/Microsoft.Management/managementGroups/g/providers/Microsoft.Authorization/policySetDefinitions/s';
      expect(await put({ policyDefinitionId: gone })).toMatchObject({ status: 404, code: 'PolicyDefinitionNotFound' });
      expect(await put({ policyDefinitionId: above })).toMatchObject({ status: 404, code: 'PolicySetDefinitionNotFound' });
      const set = at('policySetDefinitions', 's');
      expect((await write(set, { policyDefinitions: [{ policyDefinitionId: gone }] })).code).toBe('PolicyDefinitionNotFound');
      expect((await write(set, {})).status).toBe(400);
      const exemption = at('policyExemptions', 'e');
      expect((await write(exemption, { policyAssignmentId: assignment, exemptionCategory: 'Waiver' })).code).toBe(
        'PolicyAssignmentNotFound',
      );
      expect((await write(exemption, { policyAssignmentId: assignment })).status).toBe(400);
    });

    it('an assignment’s identity is a principal of the directory while the assignment is there; it needs a place', async () => {
      const policyDefinitionId = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';
      const identity = { type: 'SystemAssigned' };
      expect((await write(assignment, { policyDefinitionId }, { identity })).code).toBe('LocationRequired');
      const { body } = await write(assignment, { policyDefinitionId }, { identity, location: 'westeurope' });
      const { principalId } = (body as { identity: { principalId: string } }).identity;
      const principals = async () =>
        ((await client.sim('GET', 'snapshot')).body as { principals: { objectId: string }[] }).principals.map((p) => p.objectId);
      expect(await principals()).toContain(principalId);
      await client.arm('DELETE', `${assignment}?api-version=2022-06-01`);
      expect(await principals()).not.toContain(principalId);
    });

    it('are listed as the filter says, and another filter is refused', async () => {
      await put({ policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/x' });
      const list = (filter: string) =>
        client.arm(
          'GET',
          `/subscriptions/${SOURCE}/providers/Microsoft.Authorization/policyAssignments?api-version=2023-04-01${filter}`,
        );
      expect((await list('')).value).toHaveLength(1);
      expect((await list('&$filter=atScope()')).value).toHaveLength(0);
      expect((await list('&$filter=atExactScope()')).value).toHaveLength(0);
      expect((await list('&$filter=everything()')).status).toBe(400);
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
