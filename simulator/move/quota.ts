import { ArmError, type ArmErrorBody, type MoveFacts, type MoveRequest } from '../contracts';
import { countQuotas } from '../quotas/count';

/**
 * A move to another subscription that would take it over one of its limits is refused at once (resource provider contract: 409). The words are
 * Microsoft's for processors; other limits are told in the same.
 */
export function overQuota(facts: MoveFacts, { source, target, resources }: MoveRequest): ArmError | undefined {
  if (source.subscriptionId.toLowerCase() === target.subscriptionId.toLowerCase()) return undefined;
  const arriving = countQuotas(resources.flatMap((id) => facts.find(id) ?? []));
  if (arriving.size === 0) return undefined;
  const there = countQuotas(facts.list(target.subscriptionId));
  const over: ArmErrorBody[] = [];
  for (const [location, amounts] of arriving) {
    for (const [quota, required] of amounts) {
      const limit = facts.quota(target.subscriptionId, location, quota);
      const current = there.get(location)?.get(quota) ?? 0;
      if (limit !== undefined && required > 0 && current + required > limit)
        over.push({
          code: 'QuotaExceeded',
          target: quota,
          message:
            `Operation could not be completed as it results in exceeding approved ${quota === 'cores' ? 'Total Regional Cores' : quota} quota. ` +
            `Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, ` +
            `Current Usage: ${current}, Additional Required: ${required}, (Minimum) New Limit Required: ${current + required}.`,
        });
    }
  }
  const [first] = over;
  return first && new ArmError(409, { code: first.code, message: first.message, details: over });
}
