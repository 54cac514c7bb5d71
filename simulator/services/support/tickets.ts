import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { namesOf } from './catalogue';
import { onSeverityRaised } from './engineer/events';
import { filteredPage } from './lists';
import type { SupportTicket } from './model';
import { assertName, checkName } from './names';
import { acceptedCreation, beginCreation } from './operations';
import { idIn, nameTaken, supportKey, supportNotFound, type SupportScope } from './scope';
import { nextNumber, supportState } from './support-state';
import { invalidSupportRequest, readTicketRequest, readTicketUpdate, SEVERITIES, updatedContact } from './ticket-request';
import { ticketView } from './ticket-view';
import { createWorkspace, hasWorkspace } from './workspaces';

/** @throws ArmError 404 for a ticket that is not there, or not yet */
export function ticketIn(azure: Azure, scope: SupportScope, name: string): SupportTicket {
  const ticket = supportState.of(azure.store).tickets[supportKey(scope, 'supportTickets', name)];
  if (!ticket || ticket.operation !== undefined) throw supportNotFound(`The support ticket '${name}'`);
  return ticket;
}

export function checkTicketName(azure: Azure, request: ArmRequest, scope: SupportScope): Answer {
  return checkName(
    request,
    'supportTickets',
    (name) => supportState.of(azure.store).tickets[supportKey(scope, 'supportTickets', name)] !== undefined,
  );
}

/**
 * PUT of a ticket: 202. The same request again is the same ticket: 202 with the same operation while it runs, then 200 with the ticket.
 * @throws ArmError 409 when the name is another ticket's, 400 with everything that is wrong
 */
export function putTicket(azure: Azure, request: ArmRequest, scope: SupportScope, name: string): Answer {
  assertName('supportTickets', name);
  const asked = readTicketRequest(request.body, request.apiVersion);
  const key = supportKey(scope, 'supportTickets', name);
  const askedAs = JSON.stringify(asked);
  const there = supportState.of(azure.store).tickets[key];
  if (there) {
    if (there.askedAs !== askedAs) throw nameTaken(`The support ticket '${name}'`);
    return there.operation === undefined
      ? { status: 200, body: ticketView(azure, there) }
      : acceptedCreation(azure, request, scope, there.operation);
  }
  if (!namesOf(asked.serviceId, asked.problemClassificationId))
    throw invalidSupportRequest([
      {
        target: 'properties.problemClassificationId',
        message: 'is not a classification of the service that serviceId names; list services and problemClassifications first',
      },
    ]);
  if (asked.fileWorkspaceName !== undefined && !hasWorkspace(azure, scope, asked.fileWorkspaceName))
    throw invalidSupportRequest([
      { target: 'properties.fileWorkspaceName', message: 'names no file workspace: create it first' },
    ]);
  const now = azure.clock.now();
  const number = nextNumber(supportState.of(azure.store), now);
  const fileWorkspaceName = asked.fileWorkspaceName ?? number;
  if (asked.fileWorkspaceName === undefined) createWorkspace(azure, scope, number);
  const { operation, answer } = beginCreation(azure, request, scope, 'openTicket', key);
  supportState.of(azure.store).tickets[key] = {
    key,
    id: idIn(scope, 'supportTickets', name),
    name,
    ...(scope.subscriptionId === undefined ? {} : { subscriptionId: scope.subscriptionId }),
    ...(scope.tenantId === undefined ? {} : { tenantId: scope.tenantId }),
    number,
    request: asked,
    askedAs,
    status: 'Open',
    fileWorkspaceName,
    createdAt: now,
    modifiedAt: now,
    communications: [],
    operation,
  };
  return answer;
}

export function getTicket(azure: Azure, scope: SupportScope, name: string): Answer {
  return { status: 200, body: ticketView(azure, ticketIn(azure, scope, name)) };
}

/** GET of the list, newest first: 25 a page unless `$top` says otherwise, at most 100. */
export function listTickets(azure: Azure, request: ArmRequest, scope: SupportScope): Answer {
  const prefix = supportKey(scope, 'supportTickets', '');
  const tickets = Object.values(supportState.of(azure.store).tickets).filter(
    (one) => one.operation === undefined && one.key.startsWith(`${prefix}/`),
  );
  return filteredPage(request, tickets.reverse(), {
    top: { default: 25, max: 100 },
    view: (ticket) => ticketView(azure, ticket),
    fields: {
      status: { kind: 'text', of: (one) => one.status },
      serviceid: { kind: 'text', of: (one) => one.request.serviceId },
      problemclassificationid: { kind: 'text', of: (one) => one.request.problemClassificationId },
      createddate: { kind: 'date', of: (one) => one.createdAt },
    },
  });
}

/** PATCH: severity, status, contact and consents. Its answer repeats the status as it was written (recorded: `closed`). */
export function patchTicket(azure: Azure, request: ArmRequest, scope: SupportScope, name: string): Answer {
  const ticket = ticketIn(azure, scope, name);
  const { severity, status, contactDetails, advancedDiagnosticConsent, secondaryConsent } = readTicketUpdate(request.body);
  const { request: asked } = ticket;
  const contact = contactDetails === undefined ? asked.contactDetails : updatedContact(asked.contactDetails, contactDetails);
  const isRaised = severity !== undefined && SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(asked.severity);
  if (severity !== undefined && severity !== asked.severity) assertSeverityIsFree(ticket);
  ticket.request = {
    ...asked,
    contactDetails: contact,
    severity: severity ?? asked.severity,
    advancedDiagnosticConsent: advancedDiagnosticConsent ?? asked.advancedDiagnosticConsent,
    ...(secondaryConsent === undefined ? {} : { secondaryConsent }),
  };
  if (status !== undefined) ticket.status = status.toLowerCase() === 'closed' ? 'Closed' : 'Open';
  ticket.modifiedAt = azure.clock.now();
  if (isRaised) onSeverityRaised(azure.store, ticket, azure.clock.now());
  const body = ticketView(azure, ticket);
  return {
    status: 200,
    body: status === undefined ? body : { ...body, properties: { ...(body['properties'] as object), status } },
  };
}

/** Once somebody works on a ticket, its severity can be changed only by asking them in words (swagger SupportTickets_Update). */
function assertSeverityIsFree(ticket: SupportTicket): void {
  if (ticket.engineer === undefined || ticket.status === 'Closed') return;
  throw new ArmError(400, {
    code: 'SeverityCannotBeUpdated',
    message: `The severity of support ticket '${ticket.name}' cannot be changed while a support engineer works on it. Add a communication that asks the engineer to change it.`,
  });
}
