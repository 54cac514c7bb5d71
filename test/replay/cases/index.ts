import { accessHandover } from './access-handover';
import { assessment } from './assessment';
import { billingTransfer } from './billing-transfer';
import type { Cases } from './cases';
import { classicUpgrade } from './classic-upgrade';
import { cspTransfer } from './csp-transfer';
import { customerOnboarding } from './customer-onboarding';
import { claim, eaToCsp, paygToCsp, tenantMoveAsChild } from './migration';
import { resellerRelationship } from './reseller-relationship';
import { resourceMove } from './resource-move';
import { secretsRemoval } from './secrets-removal';
import { tenantMove, tenantMoveByHand } from './tenant-move';

/** Every case that has a history, or gets one. */
export const CASES: readonly Cases[] = [
  resourceMove,
  accessHandover,
  cspTransfer,
  assessment,
  resellerRelationship,
  secretsRemoval,
  classicUpgrade,
  customerOnboarding,
  tenantMove,
  tenantMoveByHand,
  billingTransfer,
  claim,
  tenantMoveAsChild,
  eaToCsp,
  paygToCsp,
];
