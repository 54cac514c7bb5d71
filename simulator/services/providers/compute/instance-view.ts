import type { ArmResource } from '../../../kernel/arm-types';
import { at, type Json, listOf, textOf } from '../json';

/** What `$expand=instanceView` adds: a running machine with a guest agent, or one that was stopped. `time` is when it is looked at. */
export function instanceView(machine: ArmResource, extensions: ArmResource[], time: string): Json {
  const system = textOf(at(machine, 'properties', 'storageProfile', 'osDisk', 'osType')) ?? 'Linux';
  const disks = [
    at(machine, 'properties', 'storageProfile', 'osDisk'),
    ...listOf(at(machine, 'properties', 'storageProfile', 'dataDisks')),
  ];
  return {
    computerName: textOf(at(machine, 'properties', 'osProfile', 'computerName')) ?? machine.name,
    osName: system === 'Windows' ? 'Windows Server 2019 Datacenter' : 'ubuntu',
    osVersion: system === 'Windows' ? '10.0.17763' : '18.04',
    vmAgent: {
      vmAgentVersion: '2.2.53',
      statuses: [{ ...succeeded('Ready', time), message: 'Guest Agent is running' }],
      extensionHandlers: extensions.map((extension) => ({
        type: `${textOf(at(extension, 'properties', 'publisher')) ?? ''}.${textOf(at(extension, 'properties', 'type')) ?? ''}`,
        typeHandlerVersion: textOf(at(extension, 'properties', 'typeHandlerVersion')) ?? '1.0',
        status: succeeded('Ready', time),
      })),
    },
    disks: disks.map((disk) => ({ name: textOf(at(disk, 'name')) ?? '', statuses: [succeeded('Provisioning succeeded', time)] })),
    hyperVGeneration: 'V1',
    statuses: [succeeded('Provisioning succeeded', time), powerState(machine)],
  };
}

/** Running, unless the machine is known to be something else. */
function powerState(machine: ArmResource): Json {
  const known = listOf(at(machine, 'properties', 'instanceView', 'statuses')).find((status) =>
    textOf(status['code'])?.startsWith('PowerState/'),
  );
  return known ?? { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' };
}

function succeeded(displayStatus: string, time: string): Json {
  return { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus, time };
}
