import { keyOf } from '../../kernel/ids';
import type { ClassicSubscription, Deployment, HostedService, Role, UnitRef } from './model';
import { deploymentsIn, findUnit, getDeployment, getUnit, nameOf } from './units';
import { machinesOn, reservedBy, routedBy, securedBy } from './users';

/** What validate says. Only an Error keeps prepare from beginning; a Warning tells what will be lost or left out. */
export interface ValidationMessage {
  resourceType: string;
  resourceName: string;
  category: 'Information' | 'Warning' | 'Error';
  message: string;
  virtualMachine?: string;
}

const TYPES: Record<UnitRef['kind'], string> = {
  hostedservices: 'Deployment',
  virtualnetwork: 'VirtualNetwork',
  storageservices: 'StorageAccount',
  networksecuritygroups: 'NetworkSecurityGroup',
  reservedips: 'ReservedIP',
  routetables: 'RouteTable',
};

/** Handlers that report in XML, which ARM does not take: they are uninstalled on the way. */
export function isXmlExtension({ name, version }: Role['extensions'][number]): boolean {
  return keyOf(name) === 'bginfo' && version.startsWith('1.');
}

/** Azure Backup's. */
function isSnapshot({ name }: Role['extensions'][number]): boolean {
  return ['vmsnapshot', 'vmsnapshotlinux'].includes(keyOf(name));
}

type Found = [category: ValidationMessage['category'], message: string, virtualMachine?: string];

function extensionMessages(role: Role, service: string): Found[] {
  const vm = `VM ${role.name} in HostedService ${service}`;
  return role.extensions.flatMap((extension): Found[] => {
    const contains = `${vm} contains Extension ${extension.name}`;
    if (isXmlExtension(extension)) {
      const way = 'It is recommended to uninstall it from the VM before continuing with migration.';
      return [['Warning', `${contains} which is not supported in Azure Resource Manager. ${way}`, role.name]];
    }
    if (isSnapshot(extension)) {
      const way = 'Uninstall it from the VM and add it back using Azure Resource Manager after the Migration is Complete';
      return [['Error', `${contains}, which is currently not supported for Migration. ${way}`, role.name]];
    }
    if (extension.status === 'none') {
      const way =
        'Ensure that the Extension status is being reported or uninstall the extension from the VM and retry migration.';
      return [
        [
          'Error',
          `${contains} whose Status is not being reported from the VM. Hence, this VM cannot be migrated. ${way}`,
          role.name,
        ],
      ];
    }
    if (extension.status === 'NotReady')
      return [['Error', `${contains} reporting Handler Status: NotReady. Hence, the VM cannot be migrated.`, role.name]];
    return [];
  });
}

function machineMessages(role: Role, service: HostedService, deployment: Deployment): Found[] {
  const found = extensionMessages(role, service.name);
  const where = `Deployment ${deployment.name} in HostedService ${service.name}`;
  if (role.state === 'RoleStateUnknown')
    found.push([
      'Error',
      `Migration is not allowed for HostedService ${service.name} because it has VM ${role.name} in State: RoleStateUnknown. Migration is allowed only when the VM is in one of the following states - Running, Stopped, Stopped Deallocated.`,
      role.name,
    ]);
  if (role.agent === 'NotReady' && role.extensions.some((one) => !isXmlExtension(one)))
    found.push([
      'Error',
      `VM Agent for VM ${role.name} in HostedService ${service.name} is reporting the overall agent status as Not Ready. Hence, the VM may not be migrated, if it has a migratable extension. Ensure that the VM Agent is reporting overall agent status as Ready.`,
      role.name,
    ]);
  for (const { name, lun, sizeGB, blobSizeGB } of role.dataDisks) {
    if (blobSizeGB === undefined || blobSizeGB === sizeGB) continue;
    const disk = name ?? `${role.name}-data-${lun}`;
    found.push([
      'Warning',
      `${where} contains a VM ${role.name} with Data Disk ${disk} whose physical blob size ${blobSizeGB * 2 ** 30} bytes does not match the VM Data Disk logical size ${sizeGB * 2 ** 30} bytes. Migration will proceed without specifying a size for the data disk for the Azure Resource Manager VM.`,
      role.name,
    ]);
  }
  return found;
}

/** Whether the deployment is one of platform as a service. */
function isPlatform(deployment: Deployment): boolean {
  return deployment.roles.some((role) => role.type !== 'PersistentVMRole');
}

function deploymentMessages(service: HostedService, deployment: Deployment): Found[] {
  const refused = `Migration is not supported for Deployment ${deployment.name} in HostedService ${service.name}`;
  if (isPlatform(deployment)) return [['Error', `${refused} because it is a PaaS deployment (Web/Worker).`]];
  const sets = new Set(deployment.roles.flatMap((role) => role.availabilitySet ?? []).map(keyOf));
  const found: Found[] = [];
  if (sets.size > 1) found.push(['Error', `${refused} because it has multiple Availability Sets.`]);
  if (sets.size > 0 && deployment.roles.some((role) => role.availabilitySet === undefined))
    found.push([
      'Error',
      `${refused} because it has VMs that are not part of the Availability Set even though the HostedService contains one.`,
    ]);
  return [...found, ...deployment.roles.flatMap((role) => machineMessages(role, service, deployment))];
}

function serviceMessages(side: ClassicSubscription, unit: UnitRef): Found[] {
  const service = getUnit(side, 'hostedservices', unit.name);
  const deployment = getDeployment(side, unit.name, unit.deployment ?? '');
  const { virtualNetwork } = deployment;
  if (virtualNetwork === undefined) return deploymentMessages(service, deployment);
  const refused = `Migration is not allowed for ${nameOf(unit)}`;
  return findUnit(side, 'virtualnetwork', virtualNetwork)
    ? [['Error', `${refused} because it is in the virtual network ${virtualNetwork}. Migrate the virtual network instead.`]]
    : [['Error', `The virtual network ${virtualNetwork} does not exist.`]];
}

function networkMessages(side: ClassicSubscription, unit: UnitRef): Found[] {
  const inside = deploymentsIn(side, unit.name);
  if (inside.some(({ deployment }) => isPlatform(deployment)))
    return [
      ['Error', `Migration is not supported for Virtual Network ${unit.name} because it has non-gateway PaaS deployments.`],
    ];
  return inside.flatMap(({ service, deployment }) => deploymentMessages(service, deployment));
}

function inUse(unit: UnitRef, users: string[], way: string): Found[] {
  return users.length === 0
    ? []
    : [['Error', `Migration is not allowed for ${nameOf(unit)} because it is used by ${users.join(', ')}. ${way}`]];
}

const GOES_ALONG = 'It is migrated together with them.';

const FIND: Record<UnitRef['kind'], (side: ClassicSubscription, unit: UnitRef) => Found[]> = {
  hostedservices: serviceMessages,
  virtualnetwork: networkMessages,
  storageservices: (side, unit) =>
    inUse(unit, machinesOn(side, unit.name), 'Migrate the virtual machines that have disks in it first.'),
  networksecuritygroups: (side, unit) => inUse(unit, securedBy(side, unit.name), GOES_ALONG),
  reservedips: (side, unit) => inUse(unit, [reservedBy(side, unit.name)?.service.name ?? []].flat(), GOES_ALONG),
  routetables: (side, unit) => inUse(unit, routedBy(side, unit.name), GOES_ALONG),
};

/**
 * What validate sees of a unit. It does not look at quotas, registrations, or gateways of two kinds beside each other: prepare fails of those.
 * @throws ClassicError 404
 */
export function validationMessages(side: ClassicSubscription, unit: UnitRef): ValidationMessage[] {
  getUnit(side, unit.kind, unit.name);
  const resource = { resourceType: TYPES[unit.kind], resourceName: unit.deployment ?? unit.name };
  const found = FIND[unit.kind](side, unit);
  const isClear = !found.some(([category]) => category === 'Error');
  const messages = found.map(([category, message, virtualMachine]) => ({
    ...resource,
    category,
    message,
    ...(virtualMachine === undefined ? {} : { virtualMachine }),
  }));
  return isClear
    ? [...messages, { ...resource, category: 'Information', message: `${nameOf(unit)} is eligible for migration.` }]
    : messages;
}
