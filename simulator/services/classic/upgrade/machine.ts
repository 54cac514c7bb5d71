import { isXmlExtension } from '../messages';
import type { HostedService, Role } from '../model';
import { type Planned, plannedId, reference } from './plan';

type Place = Pick<Planned, 'group' | 'location'>;

interface MachineParts {
  nic: Planned;
  vault?: Planned;
  availabilitySet?: Planned;
  /** Prepare has stopped it, because it was in no network. */
  isStopped: boolean;
}

const DEALLOCATED = ['PowerState/deallocated', 'VM deallocated'] as const;
const STOPPED = ['PowerState/stopped', 'VM stopped'] as const;

function powerState(role: Role, isStopped: boolean): Pick<Planned, 'powerState'> {
  if (isStopped || role.state === 'StoppedDeallocated') return { powerState: DEALLOCATED };
  return role.state === 'Stopped' ? { powerState: STOPPED } : {};
}

function disk(account: string, file: string) {
  return { createOption: 'Attach', vhd: { uri: `https://${account}.blob.core.windows.net/vhds/${file}.vhd` } };
}

function storageProfile(service: HostedService, role: Role): Record<string, unknown> {
  const osDisk = role.osDisk;
  return {
    ...(osDisk === undefined
      ? {}
      : {
          osDisk: {
            osType: role.os,
            name: osDisk.name ?? `${service.name}-${role.name}-os`,
            caching: 'ReadWrite',
            ...disk(osDisk.storageAccount, osDisk.name ?? `${role.name}-os`),
          },
        }),
    dataDisks: role.dataDisks.map(({ name, storageAccount, lun, sizeGB, blobSizeGB }) => ({
      lun,
      name: name ?? `${role.name}-data-${lun}`,
      caching: 'None',
      ...disk(storageAccount, name ?? `${role.name}-data-${lun}`),
      // What validate warned of: no size is given when the blob has another.
      ...(blobSizeGB === undefined || blobSizeGB === sizeGB ? { diskSizeGB: sizeGB } : {}),
    })),
  };
}

/** The certificates of the service that are on the machine, as the vault has them: what later keeps it from moving (seed l.14985). */
function secrets(vault: Planned, service: HostedService, role: Role): Record<string, unknown>[] {
  const installed = role.certificates.length > 0 ? role.certificates : service.certificates.map((one) => one.thumbprint);
  const vaultCertificates = installed.map((thumbprint) => ({
    certificateUrl: `https://${vault.name}.vault.azure.net/secrets/${thumbprint.toLowerCase()}/${thumbprint.toLowerCase().padEnd(32, '0').slice(0, 32)}`,
    ...(role.os === 'Windows' ? { certificateStore: 'My' } : {}),
  }));
  return [{ sourceVault: reference(vault), vaultCertificates }];
}

/** A machine with the extensions that ARM takes. */
export function machine(place: Place, service: HostedService, role: Role, parts: MachineParts): Planned[] {
  const hasAgent = role.agent !== 'none';
  const own: Planned = {
    ...place,
    type: 'Microsoft.Compute/virtualMachines',
    name: role.name,
    ...powerState(role, parts.isStopped),
    properties: {
      hardwareProfile: { vmSize: role.size },
      ...(parts.availabilitySet ? { availabilitySet: reference(parts.availabilitySet) } : {}),
      storageProfile: storageProfile(service, role),
      osProfile: {
        computerName: role.name,
        secrets: parts.vault ? secrets(parts.vault, service, role) : [],
        ...(role.os === 'Windows'
          ? { windowsConfiguration: { provisionVMAgent: hasAgent } }
          : { linuxConfiguration: { provisionVMAgent: hasAgent } }),
      },
      networkProfile: { networkInterfaces: [{ id: plannedId(parts.nic), properties: { primary: true } }] },
    },
  };
  const extensions = role.extensions.filter((one) => !isXmlExtension(one));
  return [
    own,
    ...extensions.map(({ name, publisher, version }): Planned => ({
      ...place,
      type: 'Microsoft.Compute/virtualMachines/extensions',
      name: `${role.name}/${name}`,
      properties: { publisher, type: name, typeHandlerVersion: version.replace('*', '0') },
    })),
  ];
}
