import { ArmError } from '../../kernel/arm-types';
import { countQuotas } from '../quotas/count';
import { exceedsApproved, excesses } from '../quotas/excess';
import type { MoveFacts, MoveRequest } from './model';

/**
 * A move to another subscription that would take it over one of its limits is refused at once (resource provider contract: 409). What other moves
 * are about to bring counts as in use.
 */
export function overQuota(facts: MoveFacts, { source, target, resources }: MoveRequest): ArmError | undefined {
  const { subscriptionId } = target;
  if (source.subscriptionId.toLowerCase() === subscriptionId.toLowerCase()) return undefined;
  const coming = countQuotas(resources.flatMap((id) => facts.find(id) ?? []));
  if (coming.size === 0) return undefined;
  const inUse = countQuotas([...facts.list(subscriptionId), ...facts.arriving(subscriptionId)]);
  const over = excesses(coming, inUse, (location, quota) => facts.quota(subscriptionId, location, quota)).map((excess) => ({
    code: 'QuotaExceeded',
    target: excess.quota,
    message: exceedsApproved(excess),
  }));
  const [first] = over;
  return first && new ArmError(409, { code: first.code, message: first.message, details: over });
}
