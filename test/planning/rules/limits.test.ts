import type { Limits } from '../../../contracts/azure/destination';
import type { ArmResource } from '../../../contracts/azure/inventory';
import { limitsToRead, shortages } from '../../../planning/rules/limits';

const at = (type: string, name: string, more: Partial<ArmResource> = {}): ArmResource => ({
  id: `/subscriptions/x/resourceGroups/rg/providers/${type}/${name}`,
  type,
  location: 'West Europe',
  ...more,
});
const machine = (name: string, vmSize: string, location = 'westeurope') =>
  at('Microsoft.Compute/virtualMachines', name, { location, properties: { hardwareProfile: { vmSize } } });
const limit = (name: string, inUse: number, most: number) => ({ name, title: `The ${name}`, inUse, limit: most });
const SIZES = { westeurope: { standard_d4s_v3: { vcpus: 4, family: 'standardDSv3Family' } } };
const west = (compute: Limits['regions'][string]): Limits => ({ regions: { westeurope: compute }, sizes: SIZES });

describe('limits of the destination', () => {
  it('are read where they matter: by provider and region, sizes where machines are', () => {
    const moving = [
      machine('a', 'Standard_D4s_v3'),
      machine('b', 'Standard_D4s_v3', 'North Europe'),
      at('Microsoft.Network/virtualNetworks', 'v'),
      at('Microsoft.Network/trafficManagerProfiles', 't', { location: 'global' }),
      at('Microsoft.KeyVault/vaults', 'k'),
    ];
    expect(limitsToRead(moving)).toEqual({
      places: [
        ['Microsoft.Compute', 'westeurope'],
        ['Microsoft.Compute', 'northeurope'],
        ['Microsoft.Network', 'westeurope'],
      ],
      machinesIn: ['westeurope', 'northeurope'],
    });
  });

  it('the last that fits fits; one more does not', () => {
    const moving = [machine('a', 'standard_D4S_v3'), machine('b', 'Standard_D4s_v3')];
    const fits = west({ 'Microsoft.Compute': [limit('cores', 12, 20), limit('StandardDSv3Family', 0, 8)] });
    expect(shortages(moving, fits)).toEqual({ short: [], unknownSizes: [] });
    const not = west({ 'Microsoft.Compute': [limit('cores', 13, 20), limit('standardDSv3Family', 0, 8)] });
    expect(shortages(moving, not).short).toEqual([
      {
        provider: 'Microsoft.Compute',
        region: 'westeurope',
        name: 'cores',
        title: 'The cores',
        inUse: 13,
        limit: 20,
        needed: 8,
        resources: moving.map(({ id }) => id),
      },
    ]);
  });

  it('each region has its own, and what was not read holds nothing up', () => {
    const moving = [machine('a', 'Standard_D4s_v3'), machine('b', 'Standard_D4s_v3', 'northeurope')];
    expect(shortages(moving, west({ 'Microsoft.Compute': [limit('cores', 0, 4)] })).short).toEqual([]);
    expect(shortages(moving, { regions: {}, sizes: {} })).toEqual({ short: [], unknownSizes: [] });
  });

  it('scale sets count their machines, static addresses count twice, accounts once', () => {
    const moving = [
      at('Microsoft.Compute/virtualMachineScaleSets', 's', { sku: { name: 'Standard_D4s_v3', capacity: 3 } }),
      at('Microsoft.Network/publicIPAddresses', 'p', { properties: { publicIPAllocationMethod: 'Static' } }),
      at('Microsoft.Storage/storageAccounts', 'a'),
    ];
    const { short } = shortages(
      moving,
      west({
        'Microsoft.Compute': [limit('cores', 0, 11), limit('virtualMachineScaleSets', 0, 0)],
        'Microsoft.Network': [limit('PublicIPAddresses', 0, 0), limit('StaticPublicIPAddresses', 0, 0)],
        'Microsoft.Storage': [limit('StorageAccounts', 250, 250)],
      }),
    );
    expect(short.map(({ name, needed }) => [name, needed])).toEqual([
      ['virtualMachineScaleSets', 1],
      ['cores', 12],
      ['PublicIPAddresses', 1],
      ['StaticPublicIPAddresses', 1],
      ['StorageAccounts', 1],
    ]);
  });

  it('a size that Azure does not list counts by the number in its name, in the region alone, and is named', () => {
    const moving = [machine('a', 'Standard_Z9_v9'), machine('b', 'vmsize')];
    const { short, unknownSizes } = shortages(moving, west({ 'Microsoft.Compute': [limit('cores', 0, 9)] }));
    expect(short).toEqual([expect.objectContaining({ name: 'cores', needed: 10 })]);
    expect(unknownSizes).toEqual(['standard_z9_v9', 'vmsize']);
  });
});
