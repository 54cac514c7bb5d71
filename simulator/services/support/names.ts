import { GUID } from '../../kernel/guids';
import { badRequest } from '../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { invalidSupportRequest } from './ticket-request';

type NamedKind = 'supportTickets' | 'communications';

// eslint-disable-next-line no-control-regex -- control characters are what is refused
const FORBIDDEN = /[<>%&:\\?/\u0000-\u001f\u007f]/;
const CHARACTERS = `The name cannot include: '<', '>', '%', '&', ':', '\\', '?', '/' or any control characters.`;

/** Why a name will not do, in Azure's words; undefined when it will (recorded: support.test_support_tickets*). */
function objection(kind: NamedKind, name: string): string | undefined {
  const isTicket = kind === 'supportTickets';
  const isBad = isTicket
    ? FORBIDDEN.test(name) || /^\d*$/.test(name) || /^tmp-/i.test(name) || name.length > 255
    : name === '' || FORBIDDEN.test(name) || GUID.test(name);
  if (!isBad) return undefined;
  const rule = isTicket
    ? "It cannot be all digits and cannot start with 'tmp-'. The max length is 255 characters."
    : 'It cannot be a Guid.';
  return `Name ${name} is invalid. ${CHARACTERS} ${rule}`;
}

/** @throws ArmError 400 with the rules for names */
export function assertName(kind: NamedKind, name: string): void {
  const message = objection(kind, name);
  if (message !== undefined) throw badRequest('InvalidResourceName', message);
}

/** POST checkNameAvailability, for tickets or within a ticket for communications. */
export function checkName(request: ArmRequest, kind: NamedKind, isTaken: (name: string) => boolean): Answer {
  const { name, type } = objectBody(request);
  const wanted = `Microsoft.Support/${kind}`;
  if (typeof name !== 'string') throw invalidSupportRequest([{ target: 'name', message: 'is required and must be text' }]);
  if (typeof type !== 'string' || type.toLowerCase() !== wanted.toLowerCase())
    throw invalidSupportRequest([{ target: 'type', message: `must be ${wanted}` }]);
  const message = objection(kind, name);
  if (message !== undefined) return { status: 200, body: { message, nameAvailable: false, reason: 'Invalid' } };
  if (isTaken(name))
    return {
      status: 200,
      body: { message: `Name ${name} is already in use. Choose another one.`, nameAvailable: false, reason: 'AlreadyExists' },
    };
  return { status: 200, body: { nameAvailable: true } };
}
