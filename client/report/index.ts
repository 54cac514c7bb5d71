export { fetchReport } from './fetch';
export { moveDocument } from './moveDocument';
export { checkEnding, writeReport } from './write';
