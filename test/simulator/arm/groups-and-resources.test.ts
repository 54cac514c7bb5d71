import { type Client, openClient } from '../support/client';
import { GROUP, inGroup, NIC, smallWorld, SOURCE, STORAGE, TARGET, TARGET_GROUP, VM, VNET } from '../support/small-world';

const fresh = `/subscriptions/${TARGET}/resourceGroups/fresh`;

describe('groups and resources', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world: smallWorld() });
  });
  beforeEach(() => client.sim('POST', 'reset', smallWorld()));
  afterAll(() => client.close());

  describe('a request', () => {
    it('needs an api-version that there is', async () => {
      const headers = { authorization: 'Bearer sim' };
      expect(await client.send('GET', GROUP, undefined, headers)).toMatchObject({
        status: 400,
        code: 'MissingApiVersionParameter',
      });
      const reply = await client.send('GET', `${GROUP}?api-version=yesterday`, undefined, headers);
      expect(reply).toMatchObject({
        status: 400,
        code: 'InvalidApiVersionParameter',
        message: expect.stringContaining('2021-04-01'),
      });
    });

    it('finds its way whatever the case and however many slashes, and gives ids as they were stored', async () => {
      const reply = await client.arm(
        'GET',
        `//SUBSCRIPTIONS/${SOURCE}//resourcegroups/SOURCE-rg/Providers/microsoft.compute/VIRTUALMACHINES/VM1`,
      );
      expect(reply).toMatchObject({ status: 200, body: { id: VM, type: 'Microsoft.Compute/virtualMachines' } });
    });

    it('finds ARM’s own paths in the same way', async () => {
      expect((await client.arm('GET', `//Subscriptions//${SOURCE}//ResourceGroups/source-rg/`)).body).toMatchObject({
        id: GROUP,
      });
    });

    it('carries Azure’s headers back', async () => {
      const { headers } = await client.send('GET', `${GROUP}?api-version=2021-04-01`, undefined, {
        authorization: 'Bearer sim',
        'x-ms-correlation-request-id': 'mine',
        'x-ms-client-request-id': 'also-mine',
        'x-ms-return-client-request-id': 'true',
      });
      expect(headers).toMatchObject({
        'x-ms-correlation-request-id': 'mine',
        'x-ms-client-request-id': 'also-mine',
        'x-ms-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        'x-ms-routing-request-id': expect.stringContaining('LOCAL:'),
        'x-ms-ratelimit-remaining-subscription-reads': expect.stringMatching(/^\d+$/),
      });
      expect((await client.arm('GET', `${GROUP}x`)).headers).toMatchObject({ 'x-ms-failure-cause': 'gateway' });
    });

    it.each([
      ['POST', `${VM}/restart`],
      ['GET', `/subscriptions/${SOURCE}/providers/Microsoft.Support/supportTickets/a/chatTranscripts`],
      ['PUT', `${GROUP}/providers/Microsoft.Resources/deployments/d`],
      ['GET', '/providers/Microsoft.Billing/billingAccounts/1/invoices'],
      ['GET', '/nothing/at/all'],
    ])('for what is not modelled is refused by name: %s %s', async (method, path) => {
      const reply = await client.arm(method, path, method === 'GET' ? undefined : {});
      expect(reply).toMatchObject({
        status: 501,
        code: 'NotImplemented',
        message: expect.stringContaining(path.split('/').slice(-1)[0]?.slice(0, 4) ?? ''),
      });
    });

    it('is refused when its body is no JSON or no object', async () => {
      const headers = { authorization: 'Bearer sim' };
      expect(await client.send('PUT', `${fresh}?api-version=2021-04-01`, '{', headers)).toMatchObject({
        status: 400,
        code: 'InvalidRequestContent',
      });
      expect(await client.arm('PUT', fresh, [])).toMatchObject({ status: 400, code: 'InvalidRequestContent' });
      expect((await client.arm('POST', GROUP, {})).status).toBe(405);
      expect((await client.arm('GET', `${GROUP}/providers/Microsoft.Nonsense/things/a`)).code).toBe('InvalidResourceNamespace');
    });
  });

  describe('resource groups', () => {
    it('are made, made again, read, changed and looked for', async () => {
      expect((await client.arm('HEAD', fresh)).status).toBe(404);
      expect(await client.arm('PUT', fresh, { location: 'West Europe', tags: { a: 'b' } })).toMatchObject({
        status: 201,
        body: {
          id: fresh,
          name: 'fresh',
          type: 'Microsoft.Resources/resourceGroups',
          location: 'westeurope',
          properties: { provisioningState: 'Succeeded' },
        },
      });
      expect((await client.arm('PUT', fresh, { location: 'westeurope', tags: { a: 'c' } })).status).toBe(200);
      expect((await client.arm('HEAD', fresh)).status).toBe(204);
      expect((await client.arm('PATCH', fresh, { tags: { d: 'e' } })).body).toMatchObject({ tags: { d: 'e' } });
      const found = await client.arm(
        'GET',
        `/subscriptions/${TARGET}/resourcegroups?$filter=${encodeURIComponent("tagName eq 'd' and tagValue eq 'e'")}`,
      );
      expect(found.value.map((one) => one['name'])).toEqual(['fresh']);
    });

    it('refuse another location, no location, an unknown one, and names that are none', async () => {
      expect(await client.arm('PUT', GROUP, { location: 'northeurope' })).toMatchObject({
        status: 409,
        code: 'InvalidResourceGroupLocation',
      });
      expect((await client.arm('PUT', fresh, {})).code).toBe('LocationRequired');
      expect((await client.arm('PUT', fresh, { location: 'atlantis' })).code).toBe('LocationNotAvailableForResourceGroup');
      expect((await client.arm('PUT', `${fresh}.`, { location: 'westeurope' })).code).toBe('InvalidResourceGroupName');
      expect((await client.arm('PUT', fresh, { location: 'westeurope', tags: { a: 1 } })).code).toBe('InvalidTags');
      expect(await client.arm('GET', fresh)).toMatchObject({ status: 404, code: 'ResourceGroupNotFound' });
    });

    it('go with all that is in them, after a while', async () => {
      const accepted = await client.arm('DELETE', GROUP);
      expect(accepted).toMatchObject({ status: 202, body: undefined });
      const location = accepted.headers['location'] ?? '';
      expect((await client.arm('GET', location)).status).toBe(202);
      expect((await client.arm('GET', GROUP)).body).toMatchObject({ properties: { provisioningState: 'Deleting' } });
      expect((await client.arm('PUT', `${STORAGE}2`, { location: 'westeurope' })).code).toBe('ResourceGroupBeingDeleted');
      await client.sim('POST', 'clock', { advance: '10m' });
      expect((await client.arm('GET', location)).status).toBe(200);
      expect((await client.arm('GET', VM)).code).toBe('ResourceGroupNotFound');
    });

    it('export nothing but an empty template', async () => {
      expect((await client.arm('POST', `${TARGET_GROUP}/exportTemplate`, { resources: ['*'] })).body).toMatchObject({
        template: { resources: [] },
      });
      expect((await client.arm('POST', `${GROUP}/exportTemplate`, { resources: ['*'] })).status).toBe(501);
    });
  });

  describe('resources of any type', () => {
    const id = inGroup(GROUP, 'Microsoft.Web/serverfarms', 'plan1');
    const body = { location: 'westeurope', tags: { a: 'b' }, sku: { name: 'S1' }, properties: { reserved: true } };
    beforeEach(() =>
      client
        .arm('POST', `/subscriptions/${SOURCE}/providers/Microsoft.Web/register`)
        .then(() => client.sim('POST', 'clock', { advance: '2m' })),
    );

    it('are made, replaced, patched, found and taken away', async () => {
      expect(await client.arm('PUT', id, body)).toMatchObject({
        status: 201,
        body: {
          id,
          name: 'plan1',
          type: 'Microsoft.Web/serverfarms',
          properties: { reserved: true, provisioningState: 'Succeeded' },
        },
      });
      expect((await client.arm('PUT', id, body)).status).toBe(200);
      expect((await client.arm('PATCH', id, { properties: { more: 1 }, tags: {} })).body).toMatchObject({
        tags: {},
        sku: { name: 'S1' },
        properties: { reserved: true, more: 1 },
      });
      expect((await client.arm('HEAD', id)).status).toBe(204);
      expect((await client.arm('GET', id.replace('/plan1', ''))).value).toHaveLength(1);
      expect((await client.arm('GET', `/subscriptions/${SOURCE}/providers/Microsoft.Web/serverfarms`)).value).toHaveLength(1);
      expect((await client.arm('DELETE', id)).status).toBe(200);
      expect((await client.arm('DELETE', id)).status).toBe(204);
      expect(await client.arm('GET', id)).toMatchObject({
        status: 404,
        code: 'ResourceNotFound',
        message: expect.stringContaining("'Microsoft.Web/serverfarms/plan1' under resource group 'Source-RG'"),
      });
    });

    it('need a group, a parent, a registered provider and a location that there is', async () => {
      expect((await client.arm('PUT', id.replace('Source-RG', 'none'), body)).code).toBe('ResourceGroupNotFound');
      expect((await client.arm('PUT', inGroup(GROUP, 'Microsoft.Web/sites', 'none/slots/a'), body)).code).toBe(
        'ParentResourceNotFound',
      );
      expect(await client.arm('PUT', inGroup(GROUP, 'Microsoft.Cache/Redis', 'r'), body)).toMatchObject({
        status: 409,
        code: 'MissingSubscriptionRegistration',
      });
      expect((await client.arm('PUT', id, { ...body, location: 'atlantis' })).code).toBe('LocationNotAvailableForResourceType');
      expect((await client.arm('PUT', id, { properties: {} })).code).toBe('LocationRequired');
      await client.arm('PUT', id, body);
      expect(await client.arm('PUT', id, { ...body, location: 'northeurope' })).toMatchObject({
        status: 409,
        code: 'InvalidResourceLocation',
      });
    });

    it('heed If-Match and If-None-Match', async () => {
      const { headers } = await client.arm('GET', VNET);
      const put = (condition: Record<string, string>) =>
        client.send('DELETE', `${VNET}?api-version=2021-04-01`, undefined, { authorization: 'Bearer sim', ...condition });
      expect(headers['etag']).toBe('W/"one"');
      expect((await put({ 'if-match': 'W/"two"' })).status).toBe(412);
      const create = await client.send(
        'PUT',
        `${STORAGE}?api-version=2021-04-01`,
        { location: 'westeurope' },
        { authorization: 'Bearer sim', 'if-none-match': '*' },
      );
      expect(create.status).toBe(412);
    });

    it('show what is on its way until it is there', async () => {
      const nsg = inGroup(GROUP, 'Microsoft.Network/networkSecurityGroups', 'nsg1');
      const put = await client.arm('PUT', nsg, { location: 'westeurope' });
      expect(put).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Updating' } } });
      const operation = put.headers['azure-asyncoperation'] ?? '';
      expect(operation).toMatch(/\/providers\/Microsoft.Network\/locations\/westeurope\/operations\/[0-9a-f-]{36}\?/);
      expect((await client.arm('GET', operation)).body).toEqual({ status: 'InProgress' });
      await client.sim('POST', 'clock', { advance: '5m' });
      expect((await client.arm('GET', operation)).body).toEqual({ status: 'Succeeded' });
      expect((await client.arm('GET', nsg)).body).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
    });

    it('have children in their own body, read and changed by their own path', async () => {
      const subnet = `${VNET}/subnets/default`;
      expect((await client.arm('GET', subnet)).body).toMatchObject({ id: subnet, properties: { addressPrefix: '10.0.0.0/24' } });
      expect((await client.arm('GET', `${VNET}/subnets`)).value).toHaveLength(1);
      expect((await client.arm('DELETE', subnet)).code).toBe('InUseSubnetCannotBeDeleted');
      expect((await client.arm('GET', NIC)).status).toBe(200);
    });
  });

  describe('lists of resources', () => {
    const list = async (query: string) => (await client.arm('GET', `/subscriptions/${SOURCE}/resources${query}`)).value;
    const filtered = async (filter: string) => (await list(`?$filter=${encodeURIComponent(filter)}`)).map((one) => one['name']);

    it('are narrowed by group, type, name, tag and location, together', async () => {
      expect(await filtered("resourceGroup eq 'SOURCE-RG'")).toEqual(['vnet1', 'nic1', 'vm1', 'logs0001']);
      expect(await filtered("resourceGroup eq 'none'")).toEqual([]);
      expect(await filtered("resourceType eq 'microsoft.network/virtualNetworks'")).toEqual(['vnet1']);
      expect(await filtered("resourceType ne 'Microsoft.Network/virtualNetworks' and name ne 'vm1'")).toEqual([
        'nic1',
        'logs0001',
      ]);
      expect(await filtered("tagName eq 'team' and tagValue eq 'shop'")).toEqual(['nic1']);
      expect(await filtered("substringof('log', name)")).toEqual(['logs0001']);
      expect(
        (
          await client.arm(
            'GET',
            `/subscriptions/${SOURCE}/resources?$filter=${encodeURIComponent("name eq 'a' or name eq 'b'")}`,
          )
        ).code,
      ).toBe('InvalidFilterInQueryString');
    });

    it('show no properties, and more when it is asked for', async () => {
      const [plain] = await list('');
      expect(plain).not.toHaveProperty('properties');
      const [more] = await list('?$expand=createdTime,changedTime,provisioningState');
      expect(more).toMatchObject({
        provisioningState: 'Succeeded',
        createdTime: expect.stringMatching(/Z$/),
        changedTime: expect.stringMatching(/Z$/),
      });
    });

    it('come in pages with a link to the next', async () => {
      const names: unknown[] = [];
      let next: string | undefined =
        `/subscriptions/${SOURCE}/resources?$top=3&$filter=${encodeURIComponent("location eq 'westeurope'")}`;
      let pages = 0;
      while (next !== undefined) {
        const { body, value } = await client.arm('GET', next);
        names.push(...value.map((one) => one['name']));
        next = (body as { nextLink?: string }).nextLink;
        pages += 1;
      }
      expect({ pages, names }).toEqual({ pages: 2, names: ['vnet1', 'nic1', 'vm1', 'logs0001'] });
    });
  });

  it('shows tenants, locations and providers', async () => {
    expect((await client.arm('GET', '/tenants')).value).toHaveLength(3);
    expect((await client.arm('GET', `/subscriptions/${SOURCE}/locations`)).value.map((one) => one['name'])).toContain(
      'westeurope',
    );
    expect((await client.arm('GET', `/subscriptions/${SOURCE}/providers`)).value.length).toBeGreaterThan(50);
    expect((await client.arm('POST', `/subscriptions/${SOURCE}/providers/Microsoft.Compute/unregister`)).code).toBe(
      'CannotUnregisterResourceProvider',
    );
  });
});
