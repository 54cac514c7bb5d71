export { assessmentDocument } from './assessment/report';
export { fetchPlan, fetchReport, fetchRunReport } from './fetch-report';
export { migrationDocument } from './migration/report';
export { moveDocument } from './resource-move/report';
export { planDocument } from './resource-move/plan-report';
export { documentOf, type RunReport, summaryOf } from './reports';
export { transferDocument } from './csp-transfer/report';
export { checkEnding, writeReport } from '../reports/write';
