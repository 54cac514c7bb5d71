import { ArmError } from '../arm-types';

/** Who sent a request. */
export interface Caller {
  objectId: string;
  /** The application's client id; the object id for a person. */
  name: string;
  /** Tenant that issued the token; undefined for the static development token, which is good for every tenant. */
  tenantId?: string;
  /** Whether it is the development identity, which may do everything everywhere. */
  isDevelopment: boolean;
}

/** A request as the handlers see it: the path folded and decoded, header names in lower case. */
export interface ArmRequest {
  method: string;
  path: string;
  /** The address that came over the wire, without the host. */
  rawUrl: string;
  query: URLSearchParams;
  apiVersion: string;
  body: unknown;
  headers: Record<string, string>;
  caller: Caller;
  /** `https://127.0.0.1:8443`, from the Host header: links that are handed out lead back the same way. */
  origin: string;
  requestId: string;
  correlationId: string;
  /** What a fault asks of the handler. */
  effects: FaultEffects;
}

interface FaultEffects {
  stale?: boolean;
  neverEnds?: boolean;
  /** Ends the long operation that this request starts. */
  lro?: { status: number; code: string; message: string; afterSeconds?: number };
  /** A move carries so many resources over, then it fails with this. */
  partial?: { count: number; code: string; message: string };
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export function answerOf(error: ArmError): Answer {
  return {
    status: error.status,
    body: { error: error.body },
    headers: { 'x-ms-failure-cause': error.status >= 500 ? 'service' : 'gateway', ...error.headers },
  };
}

/** The body as an object. @throws ArmError 400 when it is something else */
export function objectBody(request: ArmRequest): Record<string, unknown> {
  const { body } = request;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new ArmError(400, {
      code: 'InvalidRequestContent',
      message: 'The request content was invalid: a JSON object was expected.',
    });
  }
  return body as Record<string, unknown>;
}

/** `$`-options are found whatever their case and however the dollar was encoded. */
export function option(request: ArmRequest, name: string): string | undefined {
  for (const [key, value] of request.query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}
