import type { MigrationVariant, TenantMoveInput, TenantMoveResult } from '../../../contracts/processes/tenant-move';

export interface TenantWay {
  way: TenantMoveResult['way'];
  /** A sentence. */
  reason: string;
}

const REASON: Record<MigrationVariant, string> = {
  partnerEa:
    'subscriptions of a partner’s enrolment get into the customer’s directory by a transfer between two accounts of the EA portal',
  customerEa:
    'subscriptions of the customer’s own enrolment are in its directory already: nothing is transferred, the target owner gets its roles',
  payg: 'a pay-as-you-go subscription gets into the directory by a transfer of its ownership',
  open: 'an Open subscription gets into the directory by a transfer of its ownership; unused credit is lost',
  bizspark: 'a BizSpark subscription gets into the directory by a transfer of its ownership; unused credit is lost',
};

/** The way of a variant, and why. */
export function chooseWay({ variant, way }: Pick<TenantMoveInput, 'variant' | 'way'>): TenantWay {
  if (way === 'changeTenant')
    return {
      way,
      reason:
        'asked for: Azure’s own request changes the directory; who bills the subscription, and its account, stay as they are',
    };
  return { way: 'portal', reason: REASON[variant] };
}
