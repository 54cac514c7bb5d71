export { readDeskConfig } from './config';
export { newDeskKeys } from '../api/desk-keys';
export { serveDesk } from './serve';
