import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';

interface OwnershipInput {
  customerTenantId: string;
  /** Azure ids. */
  subscriptions: string[];
}

interface Sold {
  subscriptionId: string;
  partnerCenterId: string;
  status: string;
}

/** What a partner still sells: one that is deleted or expired is only remembered. */
const SELLING = ['active', 'suspended', 'pending'];

/** Whose subscription it is: the partner that runs this looks into its own Partner Center. What is not there is not its own. */
export function createOwnershipActivities({ partner }: Dependencies) {
  const sold = async ({ customerTenantId, subscriptions }: OwnershipInput): Promise<Sold[]> => {
    const all = await partner().center.subscriptions(customerTenantId);
    return subscriptions.flatMap((id) => {
      const found = all.find((one) => one.azureSubscriptionId === id);
      return found && SELLING.includes(found.status)
        ? [{ subscriptionId: id, partnerCenterId: found.id, status: found.status }]
        : [];
    });
  };

  return {
    /** Those of the subscriptions that this partner sells. */
    async soldByPartner(input: OwnershipInput): Promise<Sold[]> {
      return sold(input);
    },

    /** Answers once this partner sells none of them any more; until then `StillRunning`, tried again. */
    async awaitNotSoldByPartner({ everyMs, ...input }: OwnershipInput & { everyMs: number }): Promise<void> {
      const still = await sold(input);
      if (still.length === 0) return;
      throw failure('StillRunning', `${still.length} are still shown with the old partner`, { retryAfterMs: everyMs });
    },

    /** Answers once this partner sells all of them, active; until then `StillRunning`, tried again. */
    async awaitSoldByPartner({ everyMs, ...input }: OwnershipInput & { everyMs: number }): Promise<Sold[]> {
      const here = (await sold(input)).filter(({ status }) => status === 'active');
      if (here.length === input.subscriptions.length) return here;
      throw failure('StillRunning', `${here.length} of ${input.subscriptions.length} subscriptions have arrived`, {
        retryAfterMs: everyMs,
      });
    },
  };
}
