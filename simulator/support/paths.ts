import type { Azure } from '../azure';
import type { Destination } from '../arm/ownPaths';
import type { Answer, ArmRequest } from '../http';
import { getClassification, getService, listClassifications, listServices } from './catalogue';
import { checkCommunicationName, getCommunication, listCommunications, putCommunication } from './communications';
import { getFile, listFiles, putFile, uploadChunk } from './files';
import { pollSupportResult, pollSupportStatus } from './operations';
import { scopeOf, type SupportScope } from './scope';
import { checkTicketName, getTicket, listTickets, patchTicket, putTicket } from './tickets';
import { getWorkspace, putWorkspace } from './workspaces';

type Handle = (azure: Azure, request: ArmRequest, scope: SupportScope, names: string[]) => Answer;
interface SupportPath {
  method: string;
  /** Below Microsoft.Support; `*` is a name. */
  path: string;
  /** What role definitions call it, below Microsoft.Support. */
  action: string;
  handle: Handle;
}

const name = (names: string[], at = 0): string => names[at] ?? '';
const TICKET = 'supportTickets/*';
const MESSAGE = `${TICKET}/communications`;
const FILES = 'fileWorkspaces/*/files';

/** Below a subscription and, without one, for the caller's tenant. */
const IN_SCOPE: SupportPath[] = [
  {
    method: 'POST',
    path: 'checkNameAvailability',
    action: 'checkNameAvailability/action',
    handle: (a, r, s) => checkTicketName(a, r, s),
  },
  { method: 'GET', path: 'supportTickets', action: 'supportTickets/read', handle: (a, r, s) => listTickets(a, r, s) },
  { method: 'PUT', path: TICKET, action: 'supportTickets/write', handle: (a, r, s, n) => putTicket(a, r, s, name(n)) },
  { method: 'GET', path: TICKET, action: 'supportTickets/read', handle: (a, _r, s, n) => getTicket(a, s, name(n)) },
  { method: 'PATCH', path: TICKET, action: 'supportTickets/write', handle: (a, r, s, n) => patchTicket(a, r, s, name(n)) },
  {
    method: 'POST',
    path: `${TICKET}/checkNameAvailability`,
    action: 'supportTickets/checkNameAvailability/action',
    handle: (a, r, s, n) => checkCommunicationName(a, r, s, name(n)),
  },
  {
    method: 'GET',
    path: MESSAGE,
    action: 'supportTickets/communications/read',
    handle: (a, r, s, n) => listCommunications(a, r, s, name(n)),
  },
  {
    method: 'GET',
    path: `${MESSAGE}/*`,
    action: 'supportTickets/communications/read',
    handle: (a, _r, s, n) => getCommunication(a, s, name(n), name(n, 1)),
  },
  {
    method: 'PUT',
    path: `${MESSAGE}/*`,
    action: 'supportTickets/communications/write',
    handle: (a, r, s, n) => putCommunication(a, r, s, name(n), name(n, 1)),
  },
  {
    method: 'PUT',
    path: 'fileWorkspaces/*',
    action: 'fileWorkspaces/write',
    handle: (a, _r, s, n) => putWorkspace(a, s, name(n)),
  },
  {
    method: 'GET',
    path: 'fileWorkspaces/*',
    action: 'fileWorkspaces/read',
    handle: (a, _r, s, n) => getWorkspace(a, s, name(n)),
  },
  { method: 'GET', path: FILES, action: 'fileWorkspaces/files/read', handle: (a, _r, s, n) => listFiles(a, s, name(n)) },
  {
    method: 'GET',
    path: `${FILES}/*`,
    action: 'fileWorkspaces/files/read',
    handle: (a, _r, s, n) => getFile(a, s, name(n), name(n, 1)),
  },
  {
    method: 'PUT',
    path: `${FILES}/*`,
    action: 'fileWorkspaces/files/write',
    handle: (a, r, s, n) => putFile(a, r, s, name(n), name(n, 1)),
  },
  {
    method: 'POST',
    path: `${FILES}/*/upload`,
    action: 'fileWorkspaces/files/upload/action',
    handle: (a, r, s, n) => uploadChunk(a, r, s, name(n), name(n, 1)),
  },
];

/** Whoever was given the link may follow it, and whoever is signed in may see what tickets can be about. */
const OPEN_IN_SCOPE: SupportPath[] = [
  {
    method: 'GET',
    path: 'operationsStatus/*',
    action: 'operationsstatus/read',
    handle: (a, _r, s, n) => pollSupportStatus(a, s, name(n)),
  },
  {
    method: 'GET',
    path: 'operationResults/*',
    action: 'operationresults/read',
    handle: (a, r, s, n) => pollSupportResult(a, r, s, name(n)),
  },
];

const described = ({ action }: SupportPath) => ({
  name: `Microsoft.Support/${action}`,
  display: {
    provider: 'Microsoft Support',
    resource: action.split('/').slice(0, -1).join('/'),
    operation: action,
    description: `Allows ${action.split('/').at(-1)} of ${action.split('/').slice(0, -1).join('/')}`,
  },
});

/** GET operations: one entry for each action, in the order of the table. */
function listOperations(): Answer {
  const byAction = new Map([...IN_SCOPE, ...OPEN_IN_SCOPE, ...OF_ALL].map((one) => [one.action, described(one)]));
  return { status: 200, body: { value: [...byAction.values()] } };
}

const OF_ALL: SupportPath[] = [
  { method: 'GET', path: 'operations', action: 'operations/read', handle: () => listOperations() },
  { method: 'GET', path: 'services', action: 'services/read', handle: () => listServices() },
  { method: 'GET', path: 'services/*', action: 'services/read', handle: (_a, _r, _s, n) => getService(name(n)) },
  {
    method: 'GET',
    path: 'services/*/problemClassifications',
    action: 'services/problemClassifications/read',
    handle: (_a, _r, _s, n) => listClassifications(name(n)),
  },
  {
    method: 'GET',
    path: 'services/*/problemClassifications/*',
    action: 'services/problemClassifications/read',
    handle: (_a, _r, _s, n) => getClassification(name(n), name(n, 1)),
  },
];

type OwnPath = [method: string, path: RegExp, make: (azure: Azure, request: ArmRequest, parts: string[]) => Destination];

function ownPath({ method, path, action, handle }: SupportPath, prefix: string, isOpen: boolean): OwnPath {
  const pattern = new RegExp(`^${prefix}/providers/Microsoft\\.Support/${path.replaceAll('*', '([^/]+)')}$`, 'i');
  return [
    method,
    pattern,
    (azure, request, parts) => {
      const names = parts.slice(1);
      const subscriptionId = prefix === '' ? undefined : names.shift();
      const scope = scopeOf(request, subscriptionId);
      return {
        operation: `Microsoft.Support/${action}`,
        ...(isOpen ? { isOpen: true } : {}),
        scope: scope.prefix || '/',
        handle: () => handle(azure, request, scope, names),
      };
    },
  ];
}

const SUBSCRIPTION = '/subscriptions/([^/]+)';

/** Microsoft.Support 2024-04-01, for the table of ARM's paths. Tickets without a subscription take a role at the root. */
export const SUPPORT_PATHS: OwnPath[] = [
  ...[SUBSCRIPTION, ''].flatMap((prefix) => [
    ...IN_SCOPE.map((one) => ownPath(one, prefix, false)),
    ...OPEN_IN_SCOPE.map((one) => ownPath(one, prefix, true)),
  ]),
  ...OF_ALL.map((one) => ownPath(one, '', true)),
];
