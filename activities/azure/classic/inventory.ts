import type { ClassicDeployment, ClassicInventory, ClassicRole, MigrationState } from '../../../planning/classic/inventory';
import type { Service } from './service';
import { type Element, listOf, textOf } from './xml';

/** Everything that the upgrade can take, by RDFE's lists: one request a kind, and one a cloud service for its deployments. */
export async function readInventory(service: Service, subscriptionId: string): Promise<ClassicInventory> {
  const read = async (path: string) =>
    (await service.get(`list ${path} of ${subscriptionId}`, `/${subscriptionId}/services/${path}`)).root;
  const services = listOf(await read('hostedservices'), 'HostedService').map(nameOf('ServiceName'));
  const cloudServices: ClassicInventory['cloudServices'] = [];
  for (const name of services) {
    const detail = await read(`hostedservices/${encodeURIComponent(name)}?embed-detail=true`);
    cloudServices.push({ name, deployments: listOf(detail, 'Deployments', 'Deployment').map(deploymentOf) });
  }
  return {
    virtualNetworks: listOf(await read('networking/virtualnetwork'), 'VirtualNetworkSite').map(networkOf),
    cloudServices,
    storageAccounts: listOf(await read('storageservices'), 'StorageService').map((one) => ({
      name: nameOf('ServiceName')(one),
      ...migrationOf(one),
    })),
    networkSecurityGroups: named(listOf(await read('networking/networksecuritygroups'), 'NetworkSecurityGroup')),
    reservedIps: listOf(await read('networking/reservedips'), 'ReservedIP').map(reservedOf),
    routeTables: named(listOf(await read('networking/routetables'), 'RouteTable')),
  };
}

export function networkOf(site: Element): ClassicInventory['virtualNetworks'][number] {
  return {
    name: nameOf('Name')(site),
    networkSecurityGroups: listOf(site, 'Subnets', 'Subnet').flatMap((subnet) => textOf(subnet, 'NetworkSecurityGroup') ?? []),
    ...migrationOf(site),
  };
}

export function deploymentOf(deployment: Element): ClassicDeployment {
  const roles = listOf(deployment, 'RoleList', 'Role');
  const virtualNetwork = textOf(deployment, 'VirtualNetworkName');
  return {
    name: nameOf('Name')(deployment),
    slot: textOf(deployment, 'DeploymentSlot') ?? 'Production',
    ...(virtualNetwork === undefined ? {} : { virtualNetwork }),
    roles: roles.map(roleOf),
    ...migrationOf(...roles),
  };
}

/** What RDFE says of a unit's upgrade: of a deployment it says so in its roles. */
export function migrationOf(...elements: Element[]): { migration?: MigrationState } {
  const state = elements.map((one) => textOf(one, 'MigrationState')).find((one) => one !== undefined && one !== 'None');
  return state === undefined ? {} : { migration: state as MigrationState };
}

function roleOf(role: Element): ClassicRole {
  const disks = [...listOf(role, 'OSVirtualHardDisk'), ...listOf(role, 'DataVirtualHardDisks', 'DataVirtualHardDisk')];
  const networkSecurityGroup = listOf(role, 'ConfigurationSets', 'ConfigurationSet')
    .map((set) => textOf(set, 'NetworkSecurityGroup'))
    .find((one) => one !== undefined);
  return {
    name: nameOf('RoleName')(role),
    // A web or worker role does not say of what type it is.
    isMachine: textOf(role, 'RoleType') === 'PersistentVMRole',
    storageAccounts: [...new Set(disks.flatMap((disk) => accountOf(textOf(disk, 'MediaLink')) ?? []))],
    ...(networkSecurityGroup === undefined ? {} : { networkSecurityGroup }),
  };
}

/** `https://{account}.blob.core.windows.net/vhds/disk.vhd` */
function accountOf(mediaLink: string | undefined): string | undefined {
  return /^https?:\/\/([^./]+)\.blob\./i.exec(mediaLink ?? '')?.[1];
}

function reservedOf(address: Element): ClassicInventory['reservedIps'][number] {
  const usedBy = textOf(address, 'ServiceName');
  return { name: nameOf('Name')(address), ...(usedBy === undefined ? {} : { usedBy }) };
}

const nameOf = (element: string) => (one: Element) => textOf(one, element) ?? '';
const named = (elements: Element[]) => elements.map((one) => ({ name: nameOf('Name')(one) }));
