import { stopwatch } from '../../bench/stopwatch';
import { type Client, openClient } from './support/client';
import { inGroup, SOURCE, TARGET, TENANT } from './support/small-world';

const GROUPS = 20;
const SETS = 125;
const group = (subscription: string, at: number) => `/subscriptions/${subscription}/resourceGroups/g${at}`;

/** 10,000 resources that refer to one another inside their groups. */
function world() {
  const groups = Array.from({ length: GROUPS }, (_, at) => at);
  return {
    tenants: [{ tenantId: TENANT }],
    subscriptions: [SOURCE, TARGET].map((subscriptionId) => ({ subscriptionId, tenantId: TENANT })),
    // Nobody moves so much without having asked Microsoft for more than the defaults.
    quotas: [{ subscriptionId: TARGET, limit: 100_000 }],
    resourceGroups: groups.flatMap((at) => [SOURCE, TARGET].map((subscriptionId) => ({ subscriptionId, name: `g${at}` }))),
    resources: groups.flatMap((at) =>
      Array.from({ length: SETS }, (_, n) => {
        const id = (type: string, name: string) => inGroup(group(SOURCE, at), type, `${name}${n}`);
        const vnet = id('Microsoft.Network/virtualNetworks', 'vnet');
        const nic = id('Microsoft.Network/networkInterfaces', 'nic');
        return [
          { id: vnet, location: 'westeurope', properties: { subnets: [{ name: 'a', id: `${vnet}/subnets/a` }] } },
          {
            id: nic,
            location: 'westeurope',
            properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${vnet}/subnets/a` } } }] },
          },
          {
            id: id('Microsoft.Compute/virtualMachines', 'vm'),
            location: 'westeurope',
            properties: { networkProfile: { networkInterfaces: [{ id: nic }] } },
          },
          { id: id('Microsoft.Storage/storageAccounts', `logs${at}x`), location: 'westeurope', properties: {} },
        ];
      }).flat(),
    ),
  };
}

describe('a subscription of 10,000 resources', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world: world() });
  });
  afterAll(() => client.close());

  it('is listed, moved group by group and left without a broken reference', async () => {
    const took = stopwatch();
    let listed = 0;
    for (let next: string | undefined = `/subscriptions/${SOURCE}/resources`; next !== undefined;) {
      const page = await client.arm('GET', next);
      listed += page.value.length;
      next = (page.body as { nextLink?: string }).nextLink;
    }
    expect(listed).toBe(GROUPS * SETS * 4);
    for (let at = 0; at < GROUPS; at += 1) {
      const from = group(SOURCE, at);
      const resources = (await client.arm('GET', `${from}/resources`)).value.map((one) => one['id']);
      const accepted = await client.arm('POST', `${from}/moveResources`, { resources, targetResourceGroup: group(TARGET, at) });
      await client.sim('POST', 'clock', { advance: '2h' });
      expect((await client.arm('GET', accepted.headers['location'] ?? '')).status).toBe(204);
    }
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
    expect((await client.arm('GET', `/subscriptions/${SOURCE}/resources`)).value).toEqual([]);
    // A fifth of this on an idle machine; the bound is against something that grows with the square.
    expect(took()).toBeLessThan(45_000);
  });
});
