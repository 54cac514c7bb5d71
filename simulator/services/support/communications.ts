import type { Azure } from '../../kernel/azure';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { communicationView } from './communication-view';
import { filteredPage } from './lists';
import type { Communication } from './model';
import { assertName, checkName } from './names';
import { acceptedCreation, beginCreation } from './operations';
import { nameTaken, supportNotFound, type SupportScope } from './scope';
import { invalidSupportRequest } from './ticket-request';
import { ticketIn } from './tickets';

export function checkCommunicationName(azure: Azure, request: ArmRequest, scope: SupportScope, ticketName: string): Answer {
  const ticket = ticketIn(azure, scope, ticketName);
  return checkName(request, 'communications', (name) => ticket.communications.some((one) => keyOf(one.name) === keyOf(name)));
}

/** GET of the list, newest first: 10 a page, at most 10. */
export function listCommunications(azure: Azure, request: ArmRequest, scope: SupportScope, ticketName: string): Answer {
  const ticket = ticketIn(azure, scope, ticketName);
  const sent = ticket.communications.filter((one) => one.operation === undefined);
  return filteredPage(
    request,
    sent.sort((a, b) => b.createdAt - a.createdAt),
    {
      top: { default: 10, max: 10 },
      view: (one) => communicationView(ticket, one),
      fields: {
        communicationtype: { kind: 'text', of: () => 'Web' },
        createddate: { kind: 'date', of: (one) => one.createdAt },
      },
    },
  );
}

export function getCommunication(azure: Azure, scope: SupportScope, ticketName: string, name: string): Answer {
  const ticket = ticketIn(azure, scope, ticketName);
  const found = ticket.communications.find((one) => one.operation === undefined && keyOf(one.name) === keyOf(name));
  if (!found) throw supportNotFound(`The communication '${name}' of the support ticket '${ticketName}'`);
  return { status: 200, body: communicationView(ticket, found) };
}

/** The body of a PUT: subject, body and, from an application, the sender (swagger CommunicationDetailsProperties). @throws ArmError 400 */
function readCommunication(azure: Azure, request: ArmRequest): Pick<Communication, 'sender' | 'subject' | 'body'> {
  const properties = ((request.body ?? {}) as { properties?: Record<string, unknown> }).properties ?? {};
  const problems: { target: string; message: string }[] = [];
  const read = (name: string): string => {
    const value = properties[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    problems.push({ target: `properties.${name}`, message: 'is required and must be text' });
    return '';
  };
  const principal = azure.store.principals.get(keyOf(request.caller.objectId));
  const isPerson = principal?.type === 'User';
  const sender =
    isPerson && properties['sender'] === undefined ? (principal.userPrincipalName ?? principal.displayName) : read('sender');
  const communication = { sender, subject: read('subject'), body: read('body') };
  if (problems.length > 0) throw invalidSupportRequest(problems);
  return communication;
}

/**
 * PUT of a communication: 202. The same request again is the same communication.
 * @throws ArmError 409 when the name is another one's, 400 with everything that is wrong
 */
export function putCommunication(
  azure: Azure,
  request: ArmRequest,
  scope: SupportScope,
  ticketName: string,
  name: string,
): Answer {
  const ticket = ticketIn(azure, scope, ticketName);
  assertName('communications', name);
  const asked = readCommunication(azure, request);
  const askedAs = JSON.stringify(asked);
  const there = ticket.communications.find((one) => keyOf(one.name) === keyOf(name));
  if (there) {
    if (there.askedAs !== askedAs) throw nameTaken(`The communication '${name}'`);
    return there.operation === undefined
      ? { status: 200, body: communicationView(ticket, there) }
      : acceptedCreation(azure, request, scope, there.operation);
  }
  const { operation, answer } = beginCreation(azure, request, scope, 'addCommunication', `${ticket.key}#${name}`);
  ticket.communications.push({ name, direction: 'Outbound', ...asked, createdAt: azure.clock.now(), askedAs, operation });
  return answer;
}
