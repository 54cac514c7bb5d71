import type { Dependencies } from '../ports/dependencies';
import { failure, isFailure } from '../failures/failure';
import type { SubscriptionFacts } from '../ports/arm';

interface CheckSubscriptionsInput {
  tenantId: string;
  source: string;
  destination: string;
}

/** States in which ARM takes writes; `Warned` reads and deletes only (azure-resource-manager-rpc, subscription lifecycle). */
const USABLE = ['Enabled', 'PastDue'];

export function createSubscriptionActivities({ azure }: Dependencies) {
  return {
    /**
     * Both subscriptions are there, in the customer's tenant, two different ones, and usable.
     * Throws `InvalidInput`, `SubscriptionNotFound`, `OtherTenant`, `SubscriptionDisabled`, each naming the input's path and the fix.
     */
    async checkSubscriptions({
      tenantId,
      source,
      destination,
    }: CheckSubscriptionsInput): Promise<{ source: string; destination: string }> {
      if (source === destination) {
        throw failure(
          'InvalidInput',
          'destination.subscriptionId: is the source subscription; name the CSP subscription to move to',
        );
      }
      const check = async (path: string, subscriptionId: string): Promise<SubscriptionFacts> => {
        const facts = await azure
          .arm(tenantId)
          .subscription(subscriptionId)
          .catch((error: unknown) => {
            if (!isFailure(error, 'SubscriptionNotFound', 'NotFound', 'OtherTenant')) throw error;
            throw failure(
              'SubscriptionNotFound',
              `${path}: no subscription ${subscriptionId} is visible in tenant ${tenantId}; check the id, and that the identity has a role on it`,
            );
          });
        if (facts.tenantId.toLowerCase() !== tenantId.toLowerCase()) {
          throw failure(
            'OtherTenant',
            `${path}: ${subscriptionId} is in tenant ${facts.tenantId}, the customer's is ${tenantId}; a move needs one tenant: change the subscription's directory first`,
          );
        }
        if (!USABLE.includes(facts.state)) {
          throw failure('SubscriptionDisabled', `${path}: ${facts.displayName} is ${facts.state}; enable it first`);
        }
        return facts;
      };
      const [from, to] = [await check('source.subscriptionId', source), await check('destination.subscriptionId', destination)];
      return { source: from.displayName, destination: to.displayName };
    },
  };
}
