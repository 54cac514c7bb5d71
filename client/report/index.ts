export { assessmentDocument } from './assessmentDocument';
export { fetchPlan, fetchReport, fetchRunReport } from './fetch';
export { migrationDocument } from './migrationDocument';
export { moveDocument } from './moveDocument';
export { planDocument } from './planDocument';
export { documentOf, type RunReport, summaryOf } from './runReport';
export { transferDocument } from './transferDocument';
export { checkEnding, writeReport } from './write';
