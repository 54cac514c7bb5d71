import type { ArmResource, SourceInventory } from '../contracts/azure/inventory';

const SUBSCRIPTION = 'aaaaaaaa-0000-4000-8000-000000000001';
const REGIONS = ['westeurope', 'westeurope', 'westeurope', 'northeurope'];

/**
 * An inventory of the shape that subscriptions have: stacks of a network, a machine with its parts, an account, a vault and an
 * app, most within one group and some across two; one in twenty has something that does not move.
 * @param resources how many top-level resources, rounded up to whole stacks
 * @param seed the same gives the same inventory
 */
export function largeInventory(resources: number, seed: number): SourceInventory {
  const random = mulberry32(seed);
  const pick = (count: number) => Math.floor(random() * count);
  const groupCount = Math.max(3, Math.ceil(resources / 100));
  const group = (n: number) => `rg-${String(n % groupCount).padStart(4, '0')}`;
  const made: ArmResource[] = [];
  for (let stack = 0; made.length < resources; stack++) {
    const home = group(stack);
    const other = random() < 0.2 ? group(stack + 1) : home;
    const region = REGIONS[pick(REGIONS.length)] ?? 'westeurope';
    const at = (
      inGroup: string,
      path: string,
      properties: Record<string, unknown> = {},
      more: Partial<ArmResource> = {},
    ): ArmResource => {
      const [namespace, type, name = ''] = path.split('/');
      const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${inGroup}/providers/${path}`;
      const resource = { id, name, type: `${namespace}/${type}`, location: region, properties, ...more };
      made.push(resource);
      return resource;
    };
    const link = (resource: ArmResource, part = '') => ({ id: `${resource.id}${part}` });
    const account = at(other, `Microsoft.Storage/storageAccounts/acct${stack}`, { accessTier: 'Hot' });
    const nsg = at(home, `Microsoft.Network/networkSecurityGroups/nsg${stack}`, { securityRules: [] });
    const vnet = at(other, `Microsoft.Network/virtualNetworks/vnet${stack}`, {
      subnets: [{ name: 'default', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: link(nsg) } }],
    });
    const address = at(
      home,
      `Microsoft.Network/publicIPAddresses/ip${stack}`,
      {},
      { sku: { name: random() < 0.05 ? 'Standard' : 'Basic' } },
    );
    const ipConfigurations = [{ properties: { subnet: link(vnet, '/subnets/default'), publicIPAddress: link(address) } }];
    const nic = at(home, `Microsoft.Network/networkInterfaces/nic${stack}`, { ipConfigurations });
    const disk = at(home, `Microsoft.Compute/disks/disk${stack}`, { diskSizeGB: 128 });
    at(home, `Microsoft.Compute/virtualMachines/vm${stack}`, {
      hardwareProfile: { vmSize: 'Standard_D2s_v3' },
      storageProfile: { osDisk: { managedDisk: link(disk) } },
      networkProfile: { networkInterfaces: [link(nic)] },
      diagnosticsProfile: { bootDiagnostics: { storageUri: `https://${account.name}.blob.core.windows.net/` } },
    });
    at(home, `Microsoft.KeyVault/vaults/kv${stack}`, { accessPolicies: [] });
    if (stack % 10 === 0) at(home, `Microsoft.Web/serverfarms/plan${stack}`);
    if (stack % 10 === 0) at(home, `Microsoft.Web/sites/app${stack}`);
  }
  const names = [...new Set(made.map(({ id }) => id.split('/')[4] ?? ''))];
  return {
    subscriptionId: SUBSCRIPTION,
    resourceGroups: names.map((name) => ({ name, location: 'westeurope' })),
    resources: made,
    locks: [],
  };
}

/** A small seeded generator of numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
