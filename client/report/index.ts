export { fetchPlan, fetchReport } from './fetch';
export { moveDocument } from './moveDocument';
export { planDocument } from './planDocument';
export { checkEnding, writeReport } from './write';
