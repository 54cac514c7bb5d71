import type { ArmResource } from '../../kernel/arm-types';
import { groupId } from '../../kernel/ids';
import { normalLocation } from '../providers/locations';

/** Whether the resource is of the type, in any case. */
export function hasType(resource: ArmResource, type: string): boolean {
  return resource.type.length === type.length && resource.type.toLowerCase() === type.toLowerCase();
}

/** Whether a resource is in the group. */
export function isIn(resource: ArmResource, group: { subscriptionId: string; resourceGroup: string }): boolean {
  const prefix = `${groupId(group.subscriptionId, group.resourceGroup)}/providers/`;
  return resource.id.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
}

/** A resource without a place, or a global one, is at home in every region. */
export function sharesRegion(one: ArmResource, other: ArmResource): boolean {
  const [here, there] = [one, other].map((resource) => normalLocation(resource.location ?? 'global')) as [string, string];
  return here === there || here === 'global' || there === 'global';
}
