import { ArmError } from '../arm-types';
import type { Azure } from '../azure';
import type { Fault } from '../faults';
import { newGuid } from '../guids';
import { type Answer, type ArmRequest, option } from './request';

/** A request as it came in. */
export interface RawRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  /** Undefined: there was none. */
  text: string | undefined;
}

/** What goes back to the client. When the connection breaks, nothing does. */
export interface Outcome {
  answer: Answer;
  breakConnection?: boolean;
  /** Real milliseconds to hold the answer back. */
  delay?: number;
}

/** The answer that a fault gives in a service's place. */
export type InjectedAnswer = Extract<Fault['action'], { status: number }>;

/** What differs from service to service in one exchange over the wire. */
interface Front {
  /** What the audit calls an answer that a fault gave in the service's place; nothing when left out. */
  readonly operation?: string;
  /** Changes a request that was just opened. */
  open?(request: ArmRequest): void;
  /** Answers; `operation` is what the audit calls it. */
  serve(request: ArmRequest): { answer: Answer; operation: string };
  /** Puts a fault's answer into the service's own form. */
  inject(action: InjectedAnswer): Answer;
  /** Says who looks, where two callers see different things at the same address; asked after `serve`. */
  viewer?(): string;
  /** Adds the headers that all answers of the service have. */
  finish?(request: ArmRequest, answer: Answer): Answer;
}

/** Folds `//`, takes a slash from the end and undoes percent-escapes. */
export function foldedPath(path: string): string {
  const folded = path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  try {
    return decodeURIComponent(folded);
  } catch {
    throw new ArmError(400, { code: 'InvalidUri', message: 'The request URI is invalid: its percent-encoding cannot be read.' });
  }
}

function openRequest(raw: RawRequest): ArmRequest {
  const [path = '', query = ''] = raw.url.split('?', 2);
  const request: ArmRequest = {
    method: raw.method,
    path,
    rawUrl: raw.url,
    query: new URLSearchParams(query),
    apiVersion: '',
    body: undefined,
    headers: raw.headers,
    caller: { objectId: '', name: '', isDevelopment: false },
    origin: `https://${raw.headers['host'] ?? 'management.azure.com'}`,
    requestId: newGuid(),
    correlationId: raw.headers['x-ms-correlation-request-id'] ?? newGuid(),
    effects: {},
  };
  request.apiVersion = option(request, 'api-version') ?? '';
  return request;
}

function effectsOf(action: Fault['action']): ArmRequest['effects'] {
  if ('stale' in action) return { stale: true };
  if ('neverEnds' in action) return { neverEnds: true };
  if ('lro' in action) {
    const { afterSeconds, ...rest } = action.lro;
    return { lro: { ...rest, ...(afterSeconds === undefined ? {} : { afterSeconds }) } };
  }
  return 'partial' in action ? { partial: { count: action.partial, code: action.code, message: action.message } } : {};
}

function staleAnswer(azure: Azure, request: ArmRequest, answer: Answer, viewer: string | undefined): Answer {
  if (request.method !== 'GET' || answer.status !== 200 || answer.body === undefined) return answer;
  const address = viewer === undefined ? request.rawUrl : `${viewer} ${request.rawUrl}`;
  const current = JSON.stringify(answer.body);
  const older = request.effects.stale ? azure.staleReads.older(address, current) : undefined;
  azure.staleReads.remember(address, current);
  return older === undefined ? answer : { ...answer, body: JSON.parse(older) as unknown };
}

/** Takes one request from the wire to the wire: faults, the service's answer, stale reads, the record of what happened. */
export function exchange(azure: Azure, raw: RawRequest, front: Front): Outcome {
  azure.settle();
  const request = openRequest(raw);
  front.open?.(request);
  const action = azure.faults.strike(raw.method, raw.url);
  if (action) request.effects = effectsOf(action);
  if (action && 'reset' in action) {
    record(azure, request, raw, { status: 0 }, '', action);
    return { answer: { status: 0 }, breakConnection: true };
  }
  const served =
    action && 'status' in action ? { answer: front.inject(action), operation: front.operation ?? '' } : front.serve(request);
  const seen = staleAnswer(azure, request, served.answer, front.viewer?.());
  const answer = front.finish?.(request, seen) ?? seen;
  record(azure, request, raw, answer, served.operation, action);
  const delay = action && 'delay' in action ? action.delay / azure.clock.rate : 0;
  const isDropped = action !== undefined && 'dropAnswer' in action;
  return { answer, ...(isDropped ? { breakConnection: true } : {}), ...(delay > 0 ? { delay } : {}) };
}

function record(
  azure: Azure,
  request: ArmRequest,
  raw: RawRequest,
  answer: Answer,
  operation: string,
  action: Fault['action'] | undefined,
): void {
  const fault = action === undefined ? undefined : Object.keys(action)[0];
  azure.audit.add({
    time: new Date(azure.clock.now()).toISOString(),
    principal: request.caller.name,
    method: request.method,
    path: request.path,
    status: answer.status,
    operation,
    ...(fault === undefined ? {} : { fault }),
  });
  const faked = action !== undefined && ('status' in action || 'reset' in action || 'stale' in action);
  if (faked) return;
  const { authorization: _secret, ...headers } = raw.headers;
  azure.traffic.add({
    liveRequest: {
      method: request.method,
      // Slashes that clients double are folded, as the path was when it was answered: validators do not fold.
      url: request.origin + raw.url.replace(/^\/{2,}/, '/'),
      query: Object.fromEntries(request.query),
      headers,
      body: request.body ?? null,
    },
    liveResponse: {
      statusCode: String(answer.status),
      headers: { ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...answer.headers },
      body: answer.body ?? null,
    },
  });
}
