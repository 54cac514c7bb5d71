import type { Answer } from '../../kernel/http/request';
import { root, text } from './xml';

/** A refusal of RDFE, as `<Error><Code/><Message/></Error>`. */
export class ClassicError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export function xmlAnswer(status: number, body: string): Answer {
  return { status, body, headers: { 'content-type': 'application/xml; charset=utf-8' } };
}

export function errorAnswer(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  const answer = xmlAnswer(status, root('Error', text('Code', code), text('Message', message)));
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function notFound(message: string): ClassicError {
  return new ClassicError(404, 'ResourceNotFound', message);
}

export function badRequest(message: string): ClassicError {
  return new ClassicError(400, 'BadRequest', message);
}

export function notModelled(what: string): ClassicError {
  return new ClassicError(501, 'NotImplemented', `This simulator does not model ${what}. See docs/simulator.md.`);
}

/** While another operation has the unit to itself. */
export function exclusive(operation: string): ClassicError {
  return new ClassicError(
    409,
    'ConflictError',
    `Windows Azure is currently performing an operation with x-ms-requestid ${operation} on this resource that requires exclusive access.`,
  );
}
