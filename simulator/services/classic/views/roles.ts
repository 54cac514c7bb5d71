import type { ClassicSubscription, Deployment, HostedService, Role } from '../model';
import { migrationState } from '../units';
import { maybe, node, text, typed } from '../xml';

const READY: Record<Role['state'], [status: string, power: string]> = {
  Running: ['ReadyRole', 'Started'],
  Stopped: ['StoppedVM', 'Stopped'],
  StoppedDeallocated: ['StoppedDeallocated', 'Stopped'],
  RoleStateUnknown: ['RoleStateUnknown', 'Unknown'],
};

function instanceEndpoints(deployment: Deployment, role: Role): string {
  const address = maybe('Vip', deployment.virtualIp);
  return node(
    'InstanceEndpoints',
    ...role.endpoints.map(({ name, port, localPort, protocol }) =>
      node(
        'InstanceEndpoint',
        text('Name', name),
        address,
        text('PublicPort', port),
        text('LocalPort', localPort),
        text('Protocol', protocol),
      ),
    ),
  );
}

function agentStatus(role: Role): string {
  if (role.agent === 'none') return '';
  const isReady = role.agent === 'Ready';
  const message = isReady ? 'GuestAgent is running and accepting new configurations.' : 'GuestAgent does not report.';
  return node(
    'GuestAgentStatus',
    text('ProtocolVersion', '1.0'),
    text('GuestAgentVersion', '2.7.1198.802'),
    text('Status', isReady ? 'Ready' : 'NotReady'),
    node('FormattedMessage', text('Language', 'en-US'), text('Message', message)),
  );
}

function extensionStatuses(role: Role): string {
  const reported = role.extensions.filter((one) => one.status !== 'none');
  if (reported.length === 0) return '';
  return node(
    'ResourceExtensionStatusList',
    ...reported.map(({ publisher, name, version, status }) =>
      node(
        'ResourceExtensionStatus',
        text('HandlerName', `${publisher}.${name}`),
        text('Version', version),
        text('Status', status),
      ),
    ),
  );
}

/** What runs: a machine, or one instance of a web or worker role. */
export function roleInstance(deployment: Deployment, role: Role): string {
  const [status, power] = READY[role.state];
  const isMachine = role.type === 'PersistentVMRole';
  return node(
    'RoleInstance',
    text('RoleName', role.name),
    text('InstanceName', isMachine ? role.name : `${role.name}_IN_0`),
    text('InstanceStatus', status),
    text('InstanceUpgradeDomain', 0),
    text('InstanceFaultDomain', 0),
    text('InstanceSize', role.size),
    text('InstanceStateDetails', ''),
    maybe('IpAddress', role.state === 'StoppedDeallocated' ? undefined : role.ipAddress),
    instanceEndpoints(deployment, role),
    text('PowerState', power),
    text('HostName', role.name),
    agentStatus(role),
    extensionStatuses(role),
    ...(role.publicIps.length === 0
      ? []
      : [
          node(
            'PublicIPs',
            ...role.publicIps.map((name) => node('PublicIP', text('Name', name), text('IdleTimeoutInMinutes', 4))),
          ),
        ]),
  );
}

function networkConfiguration(role: Role): string {
  const endpoints = role.endpoints.map(({ name, port, localPort, protocol, loadBalancedSet }) =>
    node(
      'InputEndpoint',
      maybe('LoadBalancedEndpointSetName', loadBalancedSet),
      text('LocalPort', localPort),
      text('Name', name),
      text('Port', port),
      text('Protocol', protocol),
      text('EnableDirectServerReturn', false),
    ),
  );
  return node(
    'ConfigurationSets',
    typed(
      'ConfigurationSet',
      'NetworkConfigurationSet',
      text('ConfigurationSetType', 'NetworkConfiguration'),
      node('InputEndpoints', ...endpoints),
      node('SubnetNames', maybe('SubnetName', role.subnet)),
      maybe('StaticVirtualNetworkIPAddress', role.ipAddress),
      node('PublicIPs', ...role.publicIps.map((name) => node('PublicIP', text('Name', name), text('IdleTimeoutInMinutes', 4)))),
      maybe('NetworkSecurityGroup', role.networkSecurityGroup),
    ),
  );
}

function extensionReferences(role: Role): string {
  if (role.extensions.length === 0) return '';
  return node(
    'ResourceExtensionReferences',
    ...role.extensions.map(({ name, publisher, version }) =>
      node(
        'ResourceExtensionReference',
        text('ReferenceName', name),
        text('Publisher', publisher),
        text('Name', name),
        text('Version', version),
        text('State', 'Enable'),
      ),
    ),
  );
}

function disks(service: HostedService, role: Role): string {
  const link = (account: string, file: string) => text('MediaLink', `https://${account}.blob.core.windows.net/vhds/${file}.vhd`);
  const data = role.dataDisks.map(({ name, storageAccount, lun, sizeGB }) =>
    node(
      'DataVirtualHardDisk',
      text('HostCaching', 'None'),
      text('DiskName', name ?? `${role.name}-data-${lun}`),
      text('Lun', lun),
      text('LogicalDiskSizeInGB', sizeGB),
      link(storageAccount, name ?? `${role.name}-data-${lun}`),
      text('IOType', 'Standard'),
    ),
  );
  const osDisk = role.osDisk;
  return (
    node('DataVirtualHardDisks', ...data) +
    (osDisk === undefined
      ? ''
      : node(
          'OSVirtualHardDisk',
          text('HostCaching', 'ReadWrite'),
          text('DiskName', osDisk.name ?? `${service.name}-${role.name}-os`),
          link(osDisk.storageAccount, osDisk.name ?? `${role.name}-os`),
          text('OS', role.os),
          text('IOType', 'Standard'),
        ))
  );
}

/** What stands inside of a role: elements in the order in which they were recorded. */
export function roleContent(side: ClassicSubscription, service: HostedService, role: Role): string {
  const isMachine = role.type === 'PersistentVMRole';
  const thumbprint = role.certificates[0] ?? service.certificates[0]?.thumbprint;
  return [
    text('RoleName', role.name),
    text('OsVersion', ''),
    ...(isMachine ? [text('RoleType', role.type)] : []),
    networkConfiguration(role),
    extensionReferences(role),
    maybe('AvailabilitySetName', role.availabilitySet),
    ...(isMachine
      ? [
          disks(service, role),
          text('RoleSize', role.size),
          ...(role.os === 'Windows' ? [maybe('DefaultWinRmCertificateThumbprint', thumbprint)] : []),
          text('ProvisionGuestAgent', role.agent !== 'none'),
        ]
      : []),
    maybe('MigrationState', migrationState(side, { kind: 'hostedservices', name: service.name })),
  ].join('');
}

/** An entry in a list of roles: a machine says of what type it is, a web or worker role does not. */
export function roleElement(side: ClassicSubscription, service: HostedService, role: Role): string {
  const content = roleContent(side, service, role);
  return role.type === 'PersistentVMRole' ? typed('Role', role.type, content) : node('Role', content);
}
