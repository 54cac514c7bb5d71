import type { Azure } from '../../kernel/azure';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { getClassification, getService, listClassifications, listServices } from './catalogue';
import { checkCommunicationName, getCommunication, listCommunications, putCommunication } from './communications';
import { getFile, listFiles, putFile, uploadChunk } from './files';
import { pollSupportResult, pollSupportStatus } from './operations';
import type { SupportScope } from './scope';
import { checkTicketName, getTicket, listTickets, patchTicket, putTicket } from './tickets';
import { getWorkspace, putWorkspace } from './workspaces';

interface Asked {
  azure: Azure;
  request: ArmRequest;
  scope: SupportScope;
  /** What stands for the stars, in order. */
  names: string[];
}

/** One call of Microsoft.Support. */
export interface SupportCall {
  method: string;
  /** The path below Microsoft.Support; `*` is a name. */
  path: string;
  /** What role definitions call it, below Microsoft.Support. */
  action: string;
  answer: (asked: Asked) => Answer;
}

function call(method: string, path: string, action: string, answer: SupportCall['answer']): SupportCall {
  return { method, path, action, answer };
}

const TICKETS = 'supportTickets';
const TICKET = `${TICKETS}/*`;
const MESSAGES = `${TICKET}/communications`;
const WORKSPACE = 'fileWorkspaces/*';
const FILES = `${WORKSPACE}/files`;
const READ_MESSAGES = 'supportTickets/communications/read';
const READ_FILES = 'fileWorkspaces/files/read';

/** Calls below a subscription and, without one, for the caller's tenant. */
export const SCOPED_CALLS: readonly SupportCall[] = [
  call('POST', 'checkNameAvailability', 'checkNameAvailability/action', ({ azure, request, scope }) =>
    checkTicketName(azure, request, scope),
  ),
  call('GET', TICKETS, 'supportTickets/read', ({ azure, request, scope }) => listTickets(azure, request, scope)),
  call('GET', TICKET, 'supportTickets/read', ({ azure, scope, names: [ticket = ''] }) => getTicket(azure, scope, ticket)),
  call('PUT', TICKET, 'supportTickets/write', ({ azure, request, scope, names: [ticket = ''] }) =>
    putTicket(azure, request, scope, ticket),
  ),
  call('PATCH', TICKET, 'supportTickets/write', ({ azure, request, scope, names: [ticket = ''] }) =>
    patchTicket(azure, request, scope, ticket),
  ),
  call(
    'POST',
    `${TICKET}/checkNameAvailability`,
    'supportTickets/checkNameAvailability/action',
    ({ azure, request, scope, names: [ticket = ''] }) => checkCommunicationName(azure, request, scope, ticket),
  ),
  call('GET', MESSAGES, READ_MESSAGES, ({ azure, request, scope, names: [ticket = ''] }) =>
    listCommunications(azure, request, scope, ticket),
  ),
  call('GET', `${MESSAGES}/*`, READ_MESSAGES, ({ azure, scope, names: [ticket = '', name = ''] }) =>
    getCommunication(azure, scope, ticket, name),
  ),
  call(
    'PUT',
    `${MESSAGES}/*`,
    'supportTickets/communications/write',
    ({ azure, request, scope, names: [ticket = '', name = ''] }) => putCommunication(azure, request, scope, ticket, name),
  ),
  call('GET', WORKSPACE, 'fileWorkspaces/read', ({ azure, scope, names: [workspace = ''] }) =>
    getWorkspace(azure, scope, workspace),
  ),
  call('PUT', WORKSPACE, 'fileWorkspaces/write', ({ azure, scope, names: [workspace = ''] }) =>
    putWorkspace(azure, scope, workspace),
  ),
  call('GET', FILES, READ_FILES, ({ azure, scope, names: [workspace = ''] }) => listFiles(azure, scope, workspace)),
  call('GET', `${FILES}/*`, READ_FILES, ({ azure, scope, names: [workspace = '', file = ''] }) =>
    getFile(azure, scope, workspace, file),
  ),
  call('PUT', `${FILES}/*`, 'fileWorkspaces/files/write', ({ azure, request, scope, names: [workspace = '', file = ''] }) =>
    putFile(azure, request, scope, workspace, file),
  ),
  call(
    'POST',
    `${FILES}/*/upload`,
    'fileWorkspaces/files/upload/action',
    ({ azure, request, scope, names: [workspace = '', file = ''] }) => uploadChunk(azure, request, scope, workspace, file),
  ),
];

/** Calls in the same places, for whoever was given the link. */
export const POLLS: readonly SupportCall[] = [
  call('GET', 'operationsStatus/*', 'operationsstatus/read', ({ azure, scope, names: [operation = ''] }) =>
    pollSupportStatus(azure, scope, operation),
  ),
  call('GET', 'operationResults/*', 'operationresults/read', ({ azure, request, scope, names: [operation = ''] }) =>
    pollSupportResult(azure, request, scope, operation),
  ),
];

const SERVICE = 'services/*';
const CLASSIFICATIONS = `${SERVICE}/problemClassifications`;
const READ_CLASSIFICATIONS = 'services/problemClassifications/read';

/** Calls for everybody who is signed in. */
export const CATALOGUE_CALLS: readonly SupportCall[] = [
  call('GET', 'services', 'services/read', () => listServices()),
  call('GET', SERVICE, 'services/read', ({ names: [service = ''] }) => getService(service)),
  call('GET', CLASSIFICATIONS, READ_CLASSIFICATIONS, ({ names: [service = ''] }) => listClassifications(service)),
  call('GET', `${CLASSIFICATIONS}/*`, READ_CLASSIFICATIONS, ({ names: [service = '', name = ''] }) =>
    getClassification(service, name),
  ),
];
