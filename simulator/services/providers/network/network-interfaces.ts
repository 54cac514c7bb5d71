import { createHash } from 'node:crypto';
import type { ArmResource, ProviderContext, TypeBehaviour } from '../../../kernel/arm-types';
import { keyOf } from '../../../kernel/ids';
import { at, type Json, listOf, objectOf, textOf } from '../json';
import { childrenOf, referrersTo } from '../references';
import { describeId } from '../resource-id';
import { freeAddress } from './addresses';
import { embedded, networkType } from './common';
import { inUse } from './in-use';

export const networkInterfaces: TypeBehaviour = networkType({
  type: 'Microsoft.Network/networkInterfaces',
  fill(ctx, put): Json {
    const before = listOf(put.before['ipConfigurations']);
    return {
      enableAcceleratedNetworking: false,
      enableIPForwarding: false,
      ...put.given,
      dnsSettings: {
        dnsServers: [],
        appliedDnsServers: [],
        internalDomainNameSuffix: `${hashOf(put.id).slice(0, 26)}.dx.internal.cloudapp.net`,
        ...objectOf(put.given['dnsSettings']),
      },
      ipConfigurations: embedded(put, 'ipConfigurations').map((configuration, index) => ({
        ...configuration,
        properties: {
          privateIPAllocationMethod: 'Dynamic',
          privateIPAddressVersion: 'IPv4',
          primary: index === 0,
          privateIPAddress: textOf(at(before[index], 'properties', 'privateIPAddress')) ?? addressIn(ctx, put.id, configuration),
          ...objectOf(configuration['properties']),
        },
      })),
    };
  },
  view(ctx, nic): Json {
    const machine = machineOf(ctx, nic);
    if (!machine) return {};
    const mac = `00-0D-3A-${hashOf(nic.id).slice(0, 6).toUpperCase().match(/../g)?.join('-') ?? ''}`;
    return {
      macAddress: textOf(at(nic, 'properties', 'macAddress')) ?? mac,
      primary: at(nic, 'properties', 'primary') ?? true,
      virtualMachine: { id: machine.id },
    };
  },
  mayGo(ctx, nic) {
    const machine = machineOf(ctx, nic);
    if (machine)
      throw inUse(
        'NicInUse',
        `Network Interface ${nic.id} is used by existing resource ${machine.id}. Dissociate it from there before it is deleted.`,
      );
  },
});

function machineOf(ctx: ProviderContext, nic: ArmResource): ArmResource | undefined {
  return referrersTo(ctx, nic.id, ['Microsoft.Compute/virtualMachines'])[0]?.resource;
}

/** The first address that is free in the configuration's subnet, as DHCP would give it; of 10.0.0.0/24 when the subnet is not there. */
function addressIn(ctx: ProviderContext, nicId: string, configuration: Json): string {
  const subnetId = textOf(at(configuration, 'properties', 'subnet', 'id')) ?? '';
  const others = ctx
    .list(describeId(nicId)?.subscriptionId ?? '')
    .filter(
      (resource) => resource.type.toLowerCase() === 'microsoft.network/networkinterfaces' && keyOf(resource.id) !== keyOf(nicId),
    )
    .flatMap((resource) => listOf(at(resource, 'properties', 'ipConfigurations')))
    .filter((other) => keyOf(textOf(at(other, 'properties', 'subnet', 'id')) ?? '') === keyOf(subnetId))
    .map((other) => textOf(at(other, 'properties', 'privateIPAddress')) ?? '');
  return freeAddress(prefixOf(ctx, subnetId) ?? '10.0.0.0/24', new Set(others));
}

function prefixOf(ctx: ProviderContext, subnetId: string): string | undefined {
  const network = ctx.find(subnetId.replace(/\/subnets\/[^/]+$/i, ''));
  if (!network) return undefined;
  const subnets = [...listOf(at(network, 'properties', 'subnets')), ...childrenOf(ctx, network, 'subnets')];
  const subnet = subnets.find(
    (item) => keyOf(textOf(item['name']) ?? '') === keyOf(subnetId.slice(subnetId.lastIndexOf('/') + 1)),
  );
  const prefixes = at(subnet, 'properties', 'addressPrefixes');
  return textOf(at(subnet, 'properties', 'addressPrefix')) ?? (Array.isArray(prefixes) ? textOf(prefixes[0]) : undefined);
}

function hashOf(id: string): string {
  return createHash('sha256').update(keyOf(id)).digest('hex');
}
