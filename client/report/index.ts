export { fetchPlan, fetchReport, fetchRunReport } from './fetch';
export { moveDocument } from './moveDocument';
export { planDocument } from './planDocument';
export { documentOf, type RunReport, summaryOf } from './runReport';
export { transferDocument } from './transferDocument';
export { checkEnding, writeReport } from './write';
