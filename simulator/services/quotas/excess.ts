import type { Amounts } from './count';

/** A limit of a region that a request would exceed. */
export interface Excess {
  /** Name of the quota. */
  quota: string;
  location: string;
  limit: number;
  /** The amount that is there, with what moves under way bring. */
  inUse: number;
  required: number;
}

/** Lists the limits that `required` exceeds when it is added to what is in use. A quota without a limit is not counted. */
export function excesses(
  required: Amounts,
  inUse: Amounts,
  limitFor: (location: string, quota: string) => number | undefined,
): Excess[] {
  return [...required].flatMap(([location, amounts]) =>
    [...amounts].flatMap(([quota, amount]): Excess[] => {
      const limit = limitFor(location, quota);
      const current = inUse.get(location)?.get(quota) ?? 0;
      return limit !== undefined && amount > 0 && current + amount > limit
        ? [{ quota, location, limit, inUse: current, required: amount }]
        : [];
    }),
  );
}

/** Microsoft's words for processors, in total and of a series, without their link to a support request; other limits are told in the same. */
export function exceedsApproved({ quota, location, limit, inUse, required }: Excess): string {
  const what = quota === 'cores' ? 'Total Regional Cores' : quota.endsWith('Family') ? `${quota} Cores` : quota;
  return (
    `Operation could not be completed as it results in exceeding approved ${what} quota. ` +
    `Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, ` +
    `Current Usage: ${inUse}, Additional Required: ${required}, (Minimum) New Limit Required: ${inUse + required}.`
  );
}
