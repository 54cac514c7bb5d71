import type { ProcessName } from '../../contracts/processes';
import { accessHandover } from './access-handover';
import { assessment } from './assessment';
import { billingTransfer } from './billing-transfer';
import { classicUpgrade } from './classic-upgrade';
import { cspTransfer } from './csp-transfer';
import { customerOnboarding } from './customer-onboarding';
import { migration } from './migration';
import type { Presentation } from './presentation';
import { resellerRelationship } from './reseller-relationship';
import { resourceMove } from './resource-move';
import { secretsRemoval } from './secrets-removal';
import { tenantMove } from './tenant-move';

/** One presentation for each process; the compiler refuses a process without one. */
export type Presentations = { readonly [P in ProcessName]: Presentation<P> };

export const PRESENTATIONS: Presentations = {
  'resource-move': resourceMove,
  'access-handover': accessHandover,
  'csp-transfer': cspTransfer,
  'reseller-relationship': resellerRelationship,
  'customer-onboarding': customerOnboarding,
  'tenant-move': tenantMove,
  'billing-transfer': billingTransfer,
  assessment,
  'classic-upgrade': classicUpgrade,
  'secrets-removal': secretsRemoval,
  'ea-to-csp': migration,
  'payg-to-csp': migration,
};
