import type { ArmResource } from '../contracts';
import { normalLocation } from '../providers/locations';
import { hasType, type MoveCase } from './moveCase';
import type { Objection } from './refusals';

/** A storage account goes to another subscription with resources of its own region only: others are "not found" there. */
export function regionRule(move: MoveCase): Objection[] {
  const named = [...move.named.values()];
  const accounts = named.filter((resource) => hasType(resource, 'Microsoft.Storage/storageAccounts'));
  const strangers = accounts.filter((account) => named.some((other) => !sharesRegion(account, other)));
  return strangers.map((account) => ({
    type: account.type,
    code: 'MoveResourcesNotFound',
    summary: 'The move resources request contains resources that cannot be found. Please check details for these resource ids.',
    target: account.id,
    message: `'${account.id}' is in '${account.location}'; the request has resources of another region.`,
  }));
}

/** A resource without a place, or a global one, is at home in every region. */
export function sharesRegion(account: ArmResource, other: ArmResource): boolean {
  const [here, there] = [account, other].map((resource) => normalLocation(resource.location ?? 'global')) as [string, string];
  return here === there || here === 'global' || there === 'global';
}
