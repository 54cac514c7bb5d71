import type { ArmResource, ProviderContext } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { groupOf, keyOf, parseId } from '../../../kernel/ids';
import { addGroup } from '../../../kernel/state/add-group';
import { behaviourOf, providerContext } from '../../providers/context';
import { normalLocation } from '../../providers/locations';
import { armName, migratedGroup } from '../arm-ids';
import type { ClassicSubscription, MigrationWork } from '../model';
import { deploymentsOf } from '../scope';
import { getUnit } from '../units';
import { deploymentPlan } from './deployment';
import { networkPlan } from './network';
import { type Planned, plannedId } from './plan';
import { routeTable, securityGroup } from './rules';

/** The api-version of what Azure makes when it migrates. */
const API_VERSION = '2017-12-01';

/** What a unit becomes, in the order in which it can be made. */
function planOf(side: ClassicSubscription, { unit, destination }: MigrationWork): Planned[] {
  const { subscriptionId } = side;
  const { kind, name } = unit;
  if (kind === 'hostedservices' || kind === 'virtualnetwork') {
    const network = kind === 'virtualnetwork' ? networkPlan(side, getUnit(side, kind, name)) : [];
    const inside = deploymentsOf(side, unit).flatMap(({ service, deployment }) =>
      deploymentPlan(side, service, deployment, destination),
    );
    return [...network, ...inside];
  }
  const group = migratedGroup(subscriptionId, kind, getUnit(side, kind, name));
  if (kind === 'networksecuritygroups') return [securityGroup(group, getUnit(side, kind, name))];
  if (kind === 'routetables') return [routeTable(group, getUnit(side, kind, name))];
  if (kind === 'reservedips') {
    const reserved = getUnit(side, kind, name);
    return [
      {
        group,
        type: 'Microsoft.Network/publicIPAddresses',
        name: armName(reserved),
        location: normalLocation(reserved.location),
        properties: {
          publicIPAllocationMethod: 'Static',
          ...(reserved.address === undefined ? {} : { ipAddress: reserved.address }),
        },
      },
    ];
  }
  const account = getUnit(side, 'storageservices', name);
  return [
    {
      group,
      type: 'Microsoft.Storage/storageAccounts',
      name: keyOf(armName(account)),
      location: normalLocation(account.location),
      body: { sku: { name: account.type }, kind: 'Storage' },
      properties: {},
    },
  ];
}

function made(ctx: ProviderContext, planned: Planned): ArmResource {
  const id = plannedId(planned);
  const body = { ...planned.body, location: planned.location, properties: planned.properties };
  const behaviour = behaviourOf(planned.type);
  if (behaviour) {
    const { resource } = behaviour.put(ctx, id, body, undefined);
    return planned.powerState === undefined ? resource : withPowerState(resource, planned.powerState);
  }
  return { ...body, id, name: planned.name.split('/').at(-1) ?? '', type: planned.type };
}

function withPowerState(machine: ArmResource, [code, displayStatus]: readonly [string, string]): ArmResource {
  const instanceView = { statuses: [{ code, level: 'Info', displayStatus }] };
  return { ...machine, properties: { ...machine.properties, instanceView } };
}

/** Makes what the unit becomes. What of it is there already stays as it is: templates are idempotent. */
export function buildInArm(azure: Azure, side: ClassicSubscription, work: MigrationWork): { built: string[]; groups: string[] } {
  const ctx = providerContext(azure, { apiVersion: API_VERSION });
  const now = azure.clock.now();
  const result = { built: [] as string[], groups: [] as string[] };
  for (const planned of planOf(side, work)) {
    const id = plannedId(planned);
    const name = parseId(groupOf(id) ?? '')?.resourceGroup ?? '';
    if (!azure.store.group(side.subscriptionId, name)) {
      addGroup(azure.store, { subscriptionId: side.subscriptionId, name, location: planned.location }, now);
      result.groups.push(planned.group);
    }
    if (azure.store.find(id)) continue;
    azure.store.putResource({ resource: made(ctx, planned), createdAt: now, changedAt: now, knownDangling: [] });
    result.built.push(id);
  }
  return result;
}
