import { type Client, openClient } from '../support/client';
import { GROUP, inGroup, smallWorld, TARGET_GROUP } from '../support/small-world';

export const machine = (name: string, size: string, group = GROUP, location = 'westeurope') => ({
  id: inGroup(group, 'Microsoft.Compute/virtualMachines', name),
  location,
  properties: { hardwareProfile: { vmSize: size } },
});
export const address = (name: string, method: string) => ({
  id: inGroup(GROUP, 'Microsoft.Network/publicIPAddresses', name),
  location: 'westeurope',
  properties: { publicIPAllocationMethod: method },
});

/** A simulator for each test, with the resources that it counts, and the requests that the tests of quotas have in common. */
export function useQuotas() {
  let client: Client;
  const open = async (resources: object[], more: object = {}) => {
    const world = smallWorld();
    client = await openClient({
      world: {
        ...world,
        resources,
        subscriptions: world.subscriptions.map((one) => ({ ...one, partnerTenantId: undefined })),
        partners: [],
        ...more,
      },
    });
  };
  afterEach(() => client.close());

  const usages = async (subscription: string, namespace: string, location = 'westeurope') => {
    const { value } = await client.arm(
      'GET',
      `/subscriptions/${subscription}/providers/${namespace}/locations/${location}/usages`,
    );
    return new Map(
      value.map((one) => [(one['name'] as { value: string }).value, [one['currentValue'], one['limit']] as [number, number]]),
    );
  };
  const move = (ids: string[], verb = 'validateMoveResources') =>
    client.arm('POST', `${GROUP}/${verb}`, { resources: ids, targetResourceGroup: TARGET_GROUP });
  const ends = async (location: string | undefined) => {
    await client.sim('POST', 'clock', { advance: '2h' });
    return client.arm('GET', location ?? '');
  };
  const put = (id: string, body: object) => client.arm('PUT', id, body);
  return { client: () => client, open, usages, move, ends, put };
}
