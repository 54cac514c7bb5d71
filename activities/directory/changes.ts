import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';

interface OfSubscription {
  /** Directory whose identity acts. */
  tenantId: string;
  subscriptionId: string;
}

/** The change of a subscription's directory by Azure's own request (Microsoft.Subscription changeTenantRequest), step by step. */
export function createDirectoryChangeActivities({ billing, directoryBound }: Dependencies) {
  return {
    /** Who this worker is in a directory: it takes the subscription over there. Throws `SignInFailed`. */
    async ownPrincipal({ tenantId }: { tenantId: string }): Promise<{ objectId: string }> {
      const objectId = await directoryBound(tenantId).ownPrincipal();
      if (objectId === undefined) throw failure('SignInFailed', `the token of ${tenantId} does not say whose it is`);
      return { objectId };
    },

    /** Asks; the same request twice is one. */
    async requestDirectoryChange(
      input: OfSubscription & { destinationTenantId: string; destinationOwnerId: string },
    ): Promise<void> {
      const { tenantId, subscriptionId, ...to } = input;
      await billing.subscriptionTenant(tenantId).requestChange(subscriptionId, to);
    },

    /** Answers whether there was one to withdraw; one that is being carried out cannot be. */
    async withdrawDirectoryChange({ tenantId, subscriptionId }: OfSubscription): Promise<{ withdrawn: boolean }> {
      const port = billing.subscriptionTenant(tenantId);
      const change = await port.change(subscriptionId);
      if (change?.status !== 'Initialized') return { withdrawn: false };
      await port.withdrawChange(subscriptionId);
      return { withdrawn: true };
    },

    /** Sent once, by whom it is offered to. */
    async acceptDirectoryChange({ tenantId, subscriptionId }: OfSubscription): Promise<void> {
      await billing.subscriptionTenant(tenantId).acceptChange(subscriptionId);
    },

    /** `Initialized`, `InProgress`, `Completed`, as the one sees it who accepts; absent: there is none, or it has expired or failed. */
    async lookAtDirectoryChange({ tenantId, subscriptionId }: OfSubscription): Promise<{ status?: string }> {
      const change = await billing.subscriptionTenant(tenantId).offeredChange(subscriptionId);
      return change ? { status: change.status } : {};
    },
  };
}
