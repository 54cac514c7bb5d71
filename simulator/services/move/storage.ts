import type { MoveCase } from './move-case';
import type { Objection } from './refusals';
import { hasType, sharesRegion } from './resource-tests';

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
