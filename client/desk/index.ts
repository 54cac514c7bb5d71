export { readDeskConfig } from './config';
export { newDeskKeys } from './keys';
export { serveDesk } from './serve';
