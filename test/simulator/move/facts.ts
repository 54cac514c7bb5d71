import type { ArmResource } from '../../../simulator/kernel/arm-types';
import { keyOf } from '../../../simulator/kernel/ids';
import type { MoveFacts, MoveRequest } from '../../../simulator/services/move/model';
import { describeId } from '../../../simulator/services/providers/resource-id';

export const EA = '11111111-0000-4000-8000-000000000001';
export const CSP = '22222222-0000-4000-8000-000000000002';
export const ELSEWHERE = '33333333-0000-4000-8000-000000000003';

/** Id in group `a` of the EA subscription: `id('Microsoft.Network/virtualNetworks/v')`. */
export function id(path: string, group = 'a', subscription = EA): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${path}`;
}

/** A resource as the world holds it. */
export function resource(resourceId: string, more: Partial<ArmResource> = {}): ArmResource {
  const described = describeId(resourceId);
  if (!described) throw new Error(`no resource id: ${resourceId}`);
  return { id: resourceId, name: described.name, type: described.type, location: 'westeurope', ...more };
}

export interface WorldOptions {
  states?: Record<string, string>;
  unregistered?: string[];
  readOnly?: string[];
  busy?: string[];
  /** Limits of every subscription, by name; what is not there has none. */
  quotas?: Record<string, number>;
}

/** A small world: groups `a`, `b` (EA) and `t` (CSP); a subscription of another tenant has group `x`. */
export function facts(resources: ArmResource[], options: WorldOptions = {}): MoveFacts {
  const byKey = new Map(resources.map((item) => [keyOf(item.id), item]));
  const groups = new Set([`${EA}/a`, `${EA}/b`, `${CSP}/t`, `${ELSEWHERE}/x`]);
  const tenants: Record<string, string> = { [EA]: 'tenant-1', [CSP]: 'tenant-1', [ELSEWHERE]: 'tenant-2' };
  let guids = 0;
  return {
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    newGuid: () => `00000000-0000-4000-8000-${String((guids += 1)).padStart(12, '0')}`,
    apiVersion: '2021-04-01',
    find: (wanted) => byKey.get(keyOf(wanted)),
    list: (subscription) => resources.filter((item) => keyOf(item.id).startsWith(`/subscriptions/${subscription}/`)),
    tenantOf: (subscription) => tenants[subscription],
    stateOf: (subscription) => options.states?.[subscription] ?? 'Enabled',
    isRegistered: (subscription, namespace) => subscription !== CSP || !(options.unregistered ?? []).includes(namespace),
    quota: (_subscription, _location, name) => options.quotas?.[name],
    arriving: () => [],
    groupExists: (subscription, group) => groups.has(`${subscription}/${group.toLowerCase()}`),
    locks: (subscription, group, level) =>
      level === 'ReadOnly' && (options.readOnly ?? []).includes(group)
        ? [`/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Authorization/locks/l`]
        : [],
    groupIsBusy: (_subscription, group) => (options.busy ?? []).includes(group),
  };
}

export function across(resources: string[]): MoveRequest {
  return { source: { subscriptionId: EA, resourceGroup: 'a' }, target: { subscriptionId: CSP, resourceGroup: 't' }, resources };
}

export function within(resources: string[]): MoveRequest {
  return { source: { subscriptionId: EA, resourceGroup: 'a' }, target: { subscriptionId: EA, resourceGroup: 'b' }, resources };
}
