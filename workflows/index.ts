/** The bundle's one entry: every workflow type by name, versions that have running executions too. */
export { accessHandover } from './accessHandover';
export { assessment } from './assessment';
export { cspTransfer } from './cspTransfer';
export { resellerRelationship } from './resellerRelationship';
export { resourceMove } from './resourceMove';
export { tenantMove } from './tenantMove';
