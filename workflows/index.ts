/** The bundle's one entry: every workflow type by name, versions that have running executions too. */
export { accessHandover } from './processes/access-handover/workflow';
export { assessment } from './processes/assessment/workflow';
export { billingTransfer } from './processes/billing-transfer/workflow';
export { claim } from './children/claim-workflow';
export { classicUpgrade } from './processes/classic-upgrade/workflow';
export { cspTransfer } from './processes/csp-transfer/workflow';
export { eaToCsp } from './processes/migration/ea-to-csp';
export { paygToCsp } from './processes/migration/payg-to-csp';
export { customerOnboarding } from './processes/customer-onboarding/workflow';
export { resellerRelationship } from './processes/reseller-relationship/workflow';
export { resourceMove } from './processes/resource-move/workflow';
export { tenantMove } from './processes/tenant-move/workflow';
export { secretsRemoval } from './processes/secrets-removal/workflow';
