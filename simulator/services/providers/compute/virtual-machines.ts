import type { ArmResource, ProviderContext, PutOutcome, TypeBehaviour } from '../../../kernel/arm-types';
import { envelope, merged } from '../envelope';
import { type Json, listOf, objectOf, textOf } from '../json';
import { childrenOf } from '../references';
import { computeTime, MACHINE_DELETE, machineSettling } from './common';
import { instanceView } from './instance-view';

const TYPE = 'Microsoft.Compute/virtualMachines';

/** Never said again. */
const SECRET = ['adminPassword', 'customData'];

export const virtualMachines: TypeBehaviour = {
  type: TYPE,
  put(ctx, id, body, existing): PutOutcome {
    const { instanceView: _readOnly, ...given } = objectOf(body['properties']);
    const before = objectOf(existing?.properties);
    const wanted = existing ? replaced(before, given) : given;
    const properties: Json = {
      ...wanted,
      vmId: textOf(before['vmId']) ?? ctx.newGuid(),
      provisioningState: 'Succeeded',
      timeCreated: textOf(before['timeCreated']) ?? computeTime(ctx),
      storageProfile: storageProfile(ctx, id, objectOf(wanted['storageProfile'])),
    };
    // How it runs is no part of what is written.
    if (before['instanceView'] !== undefined) properties['instanceView'] = before['instanceView'];
    if (wanted['osProfile'] !== undefined) properties['osProfile'] = osProfile(objectOf(wanted['osProfile']));
    const resource = envelope(TYPE, id, body, existing, properties);
    return existing
      ? { status: 200, resource, settling: machineSettling('Updating', 5) }
      : { status: 201, resource, settling: machineSettling('Creating', 20) };
  },
  view(ctx, machine, expand): ArmResource {
    const { instanceView: _stored, ...properties } = objectOf(machine.properties);
    const extensions = childrenOf(ctx, machine, 'extensions');
    const wantsInstance = expand?.split(',').some((word) => word.trim().toLowerCase() === 'instanceview') ?? false;
    return {
      ...machine,
      ...(extensions.length > 0 ? { resources: extensions } : {}),
      properties: wantsInstance
        ? { ...properties, instanceView: instanceView(machine, extensions, computeTime(ctx)) }
        : properties,
    };
  },
  remove: () => ({ settling: MACHINE_DELETE }),
};

/** Decided when a machine is made: it has them for life, whether a later PUT says so or not. */
const FOR_LIFE = ['hardwareProfile', 'networkProfile', 'availabilitySet', 'osProfile', 'proximityPlacementGroup', 'priority'];
const FOR_LIFE_IN: Record<string, string[]> = {
  storageProfile: ['imageReference', 'osDisk'],
  osProfile: ['computerName', 'adminUsername', 'linuxConfiguration', 'windowsConfiguration'],
};

/**
 * A PUT replaces: what it leaves out is gone (data disks are detached, the diagnostics profile, the licence type, secrets), but for what was
 * decided at the beginning. As recorded (az vm secret): a PUT without the image and the patch settings keeps both.
 */
function replaced(before: Json, given: Json): Json {
  const kept = Object.fromEntries(FOR_LIFE.flatMap((key) => (before[key] === undefined ? [] : [[key, before[key]]])));
  const inside = Object.entries(FOR_LIFE_IN).flatMap(([key, names]): [string, Json][] => {
    const there = objectOf(before[key]);
    if (key === 'osProfile' && given[key] === undefined) return [];
    const own = Object.fromEntries(names.flatMap((name) => (there[name] === undefined ? [] : [[name, there[name]]])));
    return [[key, merged(own, objectOf(given[key]))]];
  });
  return { ...kept, ...given, ...Object.fromEntries(inside) };
}

function storageProfile(ctx: ProviderContext, id: string, given: Json): Json {
  const disk = objectOf(given['osDisk']);
  const image = objectOf(given['imageReference']);
  const machine = id.slice(id.lastIndexOf('/') + 1);
  return {
    ...given,
    ...(image['version'] === 'latest' ? { imageReference: { exactVersion: '1.0.0', ...image } } : {}),
    osDisk: {
      name: `${machine}_OsDisk_1_${ctx.newGuid().replaceAll('-', '')}`,
      createOption: 'FromImage',
      caching: 'ReadWrite',
      ...disk,
    },
    dataDisks: listOf(given['dataDisks']),
  };
}

function osProfile(given: Json): Json {
  const kept = Object.fromEntries(Object.entries(given).filter(([key]) => !SECRET.includes(key)));
  const systems: [string, Json][] = [
    ['linuxConfiguration', { provisionVMAgent: true, patchSettings: { patchMode: 'ImageDefault' } }],
    [
      'windowsConfiguration',
      { provisionVMAgent: true, enableAutomaticUpdates: true, patchSettings: { patchMode: 'AutomaticByOS' } },
    ],
  ];
  const filled = systems.flatMap(([key, defaults]) =>
    kept[key] === undefined ? [] : [[key, merged(defaults, objectOf(kept[key]))]],
  );
  return {
    secrets: [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
    ...kept,
    ...(Object.fromEntries(filled) as Json),
  };
}
