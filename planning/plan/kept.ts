import type { AssessmentRow } from '../../contracts/processes/assessment';
import type { MigratedResource } from '../../contracts/processes/migration';
import type { BilledSubscription } from '../../contracts/processes/billing-transfer';
import { type Cost, pricesOf } from '../inventory/migrated';

/**
 * One row for each resource of subscriptions whose billing was asked for: all are where they were, under the same ids. `costs` is by lower-case
 * id.
 */
export function keptResources(
  assessed: readonly AssessmentRow[],
  billing: readonly BilledSubscription[],
  costs: ReadonlyMap<string, Cost>,
): MigratedResource[] {
  const became = new Map(billing.map((one) => [one.subscriptionId, one]));
  return assessed.map(({ id, name, type, subscriptionId }): MigratedResource => {
    const { outcome = 'notTransferred', reason = 'its billing did not go to the partner' } =
      became.get(subscriptionId.toLowerCase()) ?? {};
    const isKept = outcome === 'transferred';
    return {
      name,
      type,
      was: id,
      is: id,
      ...(isKept ? { outcome: 'kept' } : { outcome: 'stayed', reason }),
      ...pricesOf(costs.get(id.toLowerCase())),
    };
  });
}
