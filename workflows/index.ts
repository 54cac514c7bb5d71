/** The bundle's one entry: every workflow type by name, versions that have running executions too. */
export { accessHandover } from './accessHandover';
export { assessment } from './assessment';
export { claim } from './claim';
export { classicUpgrade } from './classicUpgrade';
export { cspTransfer } from './cspTransfer';
export { eaToCsp } from './eaToCsp';
export { paygToCsp } from './paygToCsp';
export { customerOnboarding } from './customerOnboarding';
export { resellerRelationship } from './resellerRelationship';
export { resourceMove } from './resourceMove';
export { tenantMove } from './tenantMove';
export { secretsRemoval } from './secretsRemoval';
