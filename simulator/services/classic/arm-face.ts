import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { addGroup } from '../../kernel/state/add-group';
import type { Store } from '../../kernel/state/store';
import { normalLocation } from '../providers/locations';
import { armName, classicGroup, classicId, classicMachineId } from './arm-ids';
import { type ClassicSubscription, type Deployment, type HostedService, type Kind, KINDS, type Role, type Units } from './model';
import { findUnit } from './units';

const MACHINE = 'Microsoft.ClassicCompute/virtualMachines';

function networkReference(side: ClassicSubscription, network: string): string {
  const known = findUnit(side, 'virtualnetwork', network) ?? { name: network, location: '', resourceGroup: undefined };
  return classicId(side.subscriptionId, 'virtualnetwork', known);
}

function machine(side: ClassicSubscription, service: HostedService, deployment: Deployment, role: Role): ArmResource {
  const { subscriptionId } = side;
  const disks = [role.osDisk?.storageAccount, ...role.dataDisks.map((disk) => disk.storageAccount)].flatMap((account) => {
    if (account === undefined) return [];
    const known = findUnit(side, 'storageservices', account) ?? {
      name: account,
      location: service.location,
      resourceGroup: undefined,
    };
    return [{ storageAccount: { id: classicId(subscriptionId, 'storageservices', known) } }];
  });
  return {
    id: classicMachineId(subscriptionId, service, role.name),
    name: role.name,
    type: MACHINE,
    location: normalLocation(service.location),
    properties: {
      provisioningState: 'Succeeded',
      domainName: {
        id: classicId(subscriptionId, 'hostedservices', service),
        name: service.name,
        type: 'Microsoft.ClassicCompute/domainNames',
      },
      hardwareProfile: { size: role.size, deploymentName: deployment.name, deploymentId: deployment.id },
      networkProfile: {
        inputEndpoints: role.endpoints.map(({ name, port, localPort, protocol }) => ({
          endpointName: name,
          privatePort: localPort,
          publicPort: port,
          protocol,
        })),
        ...(deployment.virtualNetwork === undefined
          ? {}
          : {
              virtualNetwork: {
                id: networkReference(side, deployment.virtualNetwork),
                subnetNames: role.subnet === undefined ? [] : [role.subnet],
                ...(role.ipAddress === undefined ? {} : { staticIpAddress: role.ipAddress }),
              },
            }),
      },
      storageProfile: { operatingSystemDisk: { operatingSystem: role.os, ...disks[0] }, dataDisks: disks.slice(1) },
      instanceView: { powerState: POWER[role.state], computerName: role.name },
    },
  };
}

const POWER: Record<Role['state'], string> = {
  Running: 'Started',
  Stopped: 'Stopped',
  StoppedDeallocated: 'StoppedDeallocated',
  RoleStateUnknown: 'Unknown',
};

/** What ARM shows below `properties`, kind by kind. */
const PROPERTIES: { [K in Kind]: (side: ClassicSubscription, unit: Units[K]) => Record<string, unknown> } = {
  hostedservices: (_side, { name }) => ({ status: 'Created', label: name, hostName: `${name}.cloudapp.net` }),
  virtualnetwork: (_side, { id, addressSpace, subnets, dnsServers }) => ({
    status: 'Created',
    siteId: id,
    addressSpace: { addressPrefixes: addressSpace },
    subnets: subnets.map(({ name, addressPrefix }) => ({ name, addressPrefix })),
    dhcpOptions: { dnsServers },
  }),
  storageservices: (_side, { type, location }) => ({ status: 'Created', accountType: type, geoPrimaryRegion: location }),
  networksecuritygroups: () => ({ networkSecurityGroupState: 'Created' }),
  reservedips: (_side, { address }) => ({ status: 'Created', ipAddress: address }),
  routetables: (_side, { routes }) => ({ routes: routes.map(({ name, addressPrefix }) => ({ name, addressPrefix })) }),
};

function unitResource<K extends Kind>(side: ClassicSubscription, kind: K, unit: Units[K]): ArmResource {
  const id = classicId(side.subscriptionId, kind, unit);
  return {
    id,
    name: armName(unit),
    type: id.split('/providers/')[1]?.split('/').slice(0, 2).join('/') ?? '',
    location: normalLocation(unit.location),
    properties: { provisioningState: 'Succeeded', ...PROPERTIES[kind](side, unit) },
  };
}

/** Classic resources of a unit as ARM shows them, machines of a hosted service among them. */
export function classicResources<K extends Kind>(side: ClassicSubscription, kind: K, unit: Units[K]): ArmResource[] {
  const own = unitResource(side, kind, unit);
  if (kind !== 'hostedservices') return [own];
  const service = unit as HostedService;
  return [
    own,
    ...service.deployments.flatMap((deployment) =>
      deployment.roles.flatMap((role) => (role.type === 'PersistentVMRole' ? [machine(side, service, deployment, role)] : [])),
    ),
  ];
}

/** Every classic resource of the subscription as ARM shows it. */
export function allClassicResources(side: ClassicSubscription): ArmResource[] {
  return KINDS.flatMap((kind) => side.units[kind].flatMap((unit) => classicResources(side, kind, unit as never)));
}

/** Shows a unit in ARM as it is now; references to what is not there are kept and count as dangling from the start. */
export function showInArm<K extends Kind>(store: Store, side: ClassicSubscription, kind: K, unit: Units[K]): void {
  addGroup(
    store,
    { subscriptionId: side.subscriptionId, name: classicGroup(kind, unit), location: unit.location },
    unit.createdAt,
  );
  for (const resource of classicResources(side, kind, unit)) {
    const there = store.find(resource.id);
    store.putResource({
      resource,
      createdAt: there?.createdAt ?? unit.createdAt,
      changedAt: there?.changedAt ?? unit.createdAt,
      knownDangling: there?.knownDangling ?? [],
    });
  }
}

/** Takes a unit out of ARM's lists; its group stays. */
export function hideInArm<K extends Kind>(store: Store, side: ClassicSubscription, kind: K, unit: Units[K]): void {
  for (const { id } of classicResources(side, kind, unit)) store.removeResource(keyOf(id));
}
