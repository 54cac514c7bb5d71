import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { underEffects } from '../../kernel/operations';
import type { Operation } from '../../kernel/state/model';
import { communicationView } from './communication-view';
import type { Communication, SupportTicket } from './model';
import type { SupportScope } from './scope';
import { supportState } from './support-state';
import { ticketView } from './ticket-view';

/** Virtual seconds from the request until the ticket or communication is there (recorded: created 19:01:55, modified 19:02:05). */
const SECONDS = 10;
const POLL_EVERY = 5_000;

/** Begins the creation that `kind` names and answers 202 with both headers and no body, as recorded. */
export function beginCreation(
  azure: Azure,
  request: ArmRequest,
  scope: SupportScope,
  kind: 'openTicket' | 'addCommunication',
  resourceId: string,
): { operation: string; answer: Answer } {
  const startedAt = azure.clock.now();
  const subscriptionId = scope.subscriptionId ?? '';
  const begun = { id: newGuid(), kind, subscriptionId, startedAt, state: 'running' as const, successStatus: 200, resourceId };
  const operation = underEffects(request, begun, SECONDS);
  azure.begin(operation);
  return { operation: operation.id, answer: acceptedCreation(azure, request, scope, operation.id) };
}

/** The same 202 once more, for a request that comes again while its operation runs. */
export function acceptedCreation(azure: Azure, request: ArmRequest, scope: SupportScope, operation: string): Answer {
  const link = (kind: string) =>
    `${request.origin}${scope.prefix}/providers/Microsoft.Support/${kind}/${operation}?api-version=${request.apiVersion}`;
  return {
    status: 202,
    headers: {
      'azure-asyncoperation': link('operationsStatus'),
      location: link('operationResults'),
      'retry-after': String(azure.clock.realSeconds(POLL_EVERY)),
    },
  };
}

interface Creation {
  operation: Operation;
  ticket?: SupportTicket;
  communication?: Communication;
}

/** @throws ArmError 404 for what is no creation of this scope's */
function creationFor(azure: Azure, scope: SupportScope, id: string): Creation {
  const operation = azure.store.operations.get(id);
  const isOurs =
    (operation?.kind === 'openTicket' || operation?.kind === 'addCommunication') &&
    operation.subscriptionId === (scope.subscriptionId ?? '');
  if (!operation || !isOurs) throw new ArmError(404, { code: 'NotFound', message: `The operation '${id}' was not found.` });
  const [ticketKey = '', communicationName] = (operation.resourceId ?? '').split('#');
  const ticket = supportState.of(azure.store).tickets[ticketKey];
  const communication = ticket?.communications.find((one) => one.name === communicationName);
  return { operation, ...(ticket ? { ticket } : {}), ...(communication ? { communication } : {}) };
}

/** GET operationsStatus: always 200; the ticket's number once it has succeeded, for a communication too (recorded). */
export function pollSupportStatus(azure: Azure, scope: SupportScope, id: string): Answer {
  const { operation, ticket } = creationFor(azure, scope, id);
  const body = { id: `${scope.prefix}/providers/Microsoft.Support/operationsStatus/${id}` };
  if (operation.state === 'running')
    return {
      status: 200,
      body: { ...body, status: 'InProgress' },
      headers: { 'retry-after': String(azure.clock.realSeconds(POLL_EVERY)) },
    };
  if (operation.failure) return { status: 200, body: { ...body, status: 'Failed', error: operation.failure.error } };
  return {
    status: 200,
    body: {
      ...body,
      status: 'Succeeded',
      properties: { supportTicketCreationWarning: '', supportTicketId: ticket?.number ?? '' },
    },
  };
}

/** GET operationResults: 202 while it runs, then what was created. */
export function pollSupportResult(azure: Azure, request: ArmRequest, scope: SupportScope, id: string): Answer {
  const { operation, ticket, communication } = creationFor(azure, scope, id);
  if (operation.state === 'running') return acceptedCreation(azure, request, scope, id);
  if (operation.failure) throw new ArmError(operation.failure.status, operation.failure.error);
  if (!ticket) return { status: 204 };
  return { status: 200, body: communication ? communicationView(ticket, communication) : ticketView(azure, ticket) };
}
