import { createHash } from 'node:crypto';
import { groupId, keyOf } from '../../../kernel/ids';
import { normalLocation } from '../../providers/locations';
import { armName, migratedGroup } from '../arm-ids';
import type { ClassicSubscription, Deployment, Destination, HostedService, Role } from '../model';
import { findUnit } from '../units';
import { balancing, hasEndpoints, loadBalancer } from './load-balancer';
import { machine } from './machine';
import { subnetId } from './network';
import { type Planned, plannedId, reference } from './plan';
import { securityGroup } from './rules';

/** Vaults have 3 to 24 letters and digits, a letter in front, and are alone in the world with their name. */
function vaultName(subscriptionId: string, service: HostedService): string {
  const letters = keyOf(armName(service))
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 14);
  const hash = createHash('sha256')
    .update(`${keyOf(subscriptionId)}/${keyOf(service.name)}`)
    .digest('hex')
    .slice(0, 8);
  return `kv${letters}${hash}`;
}

/** The network that is made for machines outside of one, in their own group. */
function newNetwork(group: string, location: string, service: HostedService): Planned {
  return {
    group,
    type: 'Microsoft.Network/virtualNetworks',
    name: `${armName(service)}-VirtualNetwork`,
    location,
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [{ name: 'Subnet-1', properties: { addressPrefix: '10.0.0.0/24' } }],
    },
  };
}

/** What a cloud service becomes: machines with interfaces, addresses, a balancer, an availability set, a vault for its certificates. */
export function deploymentPlan(
  side: ClassicSubscription,
  service: HostedService,
  deployment: Deployment,
  destination: Destination | undefined,
): Planned[] {
  const { subscriptionId } = side;
  const place = {
    group: migratedGroup(subscriptionId, 'hostedservices', service),
    location: normalLocation(service.location),
  };
  const planned: Planned[] = [];
  const add = (one: Planned): Planned => {
    planned.push(one);
    return one;
  };

  const network = findUnit(side, 'virtualnetwork', deployment.virtualNetwork);
  let subnetOf: (role: Role) => string;
  if (network) subnetOf = (role) => subnetId(side, network, role.subnet);
  else if (destination?.kind === 'Existing') {
    const group = groupId(subscriptionId, destination.resourceGroup);
    const { id } = reference({ group, type: 'Microsoft.Network/virtualNetworks', name: destination.virtualNetwork });
    subnetOf = () => `${id}/subnets/${destination.subnet}`;
  } else {
    const made = plannedId(add(newNetwork(place.group, place.location, service)));
    subnetOf = () => `${made}/subnets/Subnet-1`;
  }

  const vault =
    service.certificates.length === 0
      ? undefined
      : add({
          ...place,
          type: 'Microsoft.KeyVault/vaults',
          name: vaultName(subscriptionId, service),
          properties: { sku: { family: 'A', name: 'standard' }, enabledForDeployment: true },
        });
  const setName = deployment.roles.find((role) => role.availabilitySet !== undefined)?.availabilitySet;
  const availabilitySet =
    setName === undefined
      ? undefined
      : add({ ...place, type: 'Microsoft.Compute/availabilitySets', name: setName, properties: { platformFaultDomainCount: 2 } });
  const balancerId = hasEndpoints(deployment)
    ? plannedId(add(balancerWithAddress(side, place, service, deployment, add)))
    : undefined;
  const groups = new Map(
    deployment.roles.flatMap((role): [string, Planned][] => {
      const found = findUnit(side, 'networksecuritygroups', role.networkSecurityGroup);
      return found ? [[keyOf(found.name), securityGroup(place.group, found)]] : [];
    }),
  );
  planned.push(...groups.values());

  for (const role of deployment.roles) {
    const own = role.publicIps[0];
    const address =
      own === undefined
        ? undefined
        : add({
            ...place,
            type: 'Microsoft.Network/publicIPAddresses',
            name: `${role.name}-${own}`,
            properties: { publicIPAllocationMethod: 'Dynamic' },
          });
    const secured = groups.get(keyOf(role.networkSecurityGroup ?? ''));
    const nic = add({
      ...place,
      type: 'Microsoft.Network/networkInterfaces',
      name: `${role.name}-PrimaryNic`,
      properties: {
        ...(secured ? { networkSecurityGroup: reference(secured) } : {}),
        ipConfigurations: [
          {
            name: 'PrimaryIpConfig',
            properties: {
              subnet: { id: subnetOf(role) },
              ...(network && role.ipAddress !== undefined
                ? { privateIPAddress: role.ipAddress, privateIPAllocationMethod: 'Static' }
                : {}),
              ...(address ? { publicIPAddress: reference(address) } : {}),
              ...(balancerId === undefined ? {} : balancing(balancerId, role)),
            },
          },
        ],
      },
    });
    planned.push(
      ...machine(place, service, role, {
        nic,
        isStopped: !network,
        ...(vault ? { vault } : {}),
        ...(availabilitySet ? { availabilitySet } : {}),
      }),
    );
  }
  return planned;
}

/** The virtual IP becomes a public address with the service's name in DNS; a reserved one stays static and keeps its name. */
function balancerWithAddress(
  side: ClassicSubscription,
  place: Pick<Planned, 'group' | 'location'>,
  service: HostedService,
  deployment: Deployment,
  add: (one: Planned) => Planned,
): Planned {
  const reserved = findUnit(side, 'reservedips', deployment.reservedIp);
  const ipAddress = reserved?.address ?? deployment.virtualIp;
  const publicIp = add({
    ...place,
    type: 'Microsoft.Network/publicIPAddresses',
    name: reserved ? armName(reserved) : `${armName(service)}-PrimaryVirtualIP`,
    properties: {
      publicIPAllocationMethod: reserved ? 'Static' : 'Dynamic',
      ...(ipAddress === undefined ? {} : { ipAddress }),
      dnsSettings: { domainNameLabel: keyOf(armName(service)) },
    },
  });
  return loadBalancer(place, `${armName(service)}-PublicLoadBalancer`, plannedId(publicIp), deployment);
}
