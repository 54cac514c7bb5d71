import { groupId } from '../../kernel/ids';
import type { Kind, Units } from './model';

const TYPES: Record<Kind, string> = {
  hostedservices: 'Microsoft.ClassicCompute/domainNames',
  virtualnetwork: 'Microsoft.ClassicNetwork/virtualNetworks',
  storageservices: 'Microsoft.ClassicStorage/storageAccounts',
  networksecuritygroups: 'Microsoft.ClassicNetwork/networkSecurityGroups',
  reservedips: 'Microsoft.ClassicNetwork/reservedIps',
  routetables: 'Microsoft.ClassicNetwork/routeTables',
};

type Placed = Pick<Units[Kind], 'name' | 'location' | 'resourceGroup'>;

/** The group of a classic resource: what was made outside of ARM is in a default one. */
export function classicGroup(kind: Kind, unit: Placed): string {
  if (unit.resourceGroup !== undefined) return unit.resourceGroup;
  if (kind === 'hostedservices') return unit.name;
  return kind === 'storageservices' ? `Default-Storage-${unit.location.replaceAll(' ', '')}` : 'Default-Networking';
}

/** The name in ARM: what was made through ARM is called `Group {group} {name}` in the classic model, as recorded. */
export function armName(unit: Placed): string {
  const prefix = `Group ${unit.resourceGroup ?? ''} `;
  return unit.name.startsWith(prefix) ? unit.name.slice(prefix.length) : unit.name;
}

export function classicId(subscriptionId: string, kind: Kind, unit: Placed): string {
  return `${groupId(subscriptionId, classicGroup(kind, unit))}/providers/${TYPES[kind]}/${armName(unit)}`;
}

/** The id of a machine, in its hosted service's group. */
export function classicMachineId(subscriptionId: string, service: Placed, role: string): string {
  return `${groupId(subscriptionId, classicGroup('hostedservices', service))}/providers/Microsoft.ClassicCompute/virtualMachines/${role}`;
}

/** The group that prepare makes: names cannot be chosen (seed l.14961-14965). */
export function migratedGroup(subscriptionId: string, kind: Kind, unit: Placed): string {
  return groupId(subscriptionId, `${armName(unit)}-${kind === 'hostedservices' ? 'Migrated' : 'migrated'}`);
}
