import type { MigrationVariant, TenantMoveInput, TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { fail } from '../../base/failures';

export interface TenantWay {
  way: TenantMoveResult['way'];
  /** A sentence. */
  reason: string;
}

const REASON: Record<MigrationVariant, string> = {
  partnerEa:
    'subscriptions of a partner’s enrolment get into the customer’s directory by a transfer between two accounts of the EA portal',
  customerEa:
    'subscriptions of the customer’s own enrolment are in its directory already: nothing is transferred, the mover gets its roles',
  payg: 'a pay-as-you-go subscription gets into the directory by a transfer of its ownership',
  open: 'an Open subscription gets into the directory by a transfer of its ownership; unused credit is lost',
  bizspark: 'a BizSpark subscription gets into the directory by a transfer of its ownership; unused credit is lost',
};

/** The way of a variant, and why. Throws `InvalidInput` for one that Microsoft does not have. */
export function chooseWay({ variant, way }: Pick<TenantMoveInput, 'variant' | 'way'>): TenantWay {
  const isEa = variant === 'partnerEa' || variant === 'customerEa';
  if (way === 'billingOwnership' && !isEa)
    throw fail(
      'InvalidInput',
      `way: Microsoft has no transfer of billing from ${variant} (Microsoft Online Services Program) to a partner (Microsoft Partner Agreement); leave way out: the ownership is transferred to the customer’s directory, and resource-move then moves the resources`,
    );
  if (way === 'billingOwnership')
    return {
      way,
      reason:
        'asked for: the partner takes over the billing under its Azure plan; no resource moves, ids, data and role assignments stay',
    };
  if (way === 'changeTenant')
    return {
      way,
      reason:
        'asked for: Azure’s own request changes the directory; who bills the subscription, and its account, stay as they are',
    };
  return { way: 'portal', reason: REASON[variant] };
}
