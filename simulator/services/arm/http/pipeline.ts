import type { Azure } from '../../../azure';
import { ArmError } from '../../../kernel/arm-types';
import { groupOf, keyOf, subscriptionOf } from '../../../kernel/ids';
import { newGuid } from '../../../kernel/guids';
import { answerOf, option, type Answer, type ArmRequest } from '../../../kernel/http';
import { authorize } from '../../access-control/authorize';
import { authenticate } from '../../sign-in/authenticate';
import { classOf } from '../../../kernel/throttle';
import type { Fault } from '../../../kernel/faults';
import { assertApiVersion } from './api-version';
import { readBody } from './request-body';
import { destinationOf } from './routes';
import { subscriptionFor } from '../resources/subscriptions';

/** A request as it came in. */
export interface RawRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  /** Undefined: there was none. */
  text: string | undefined;
}

/** What goes back, or that nothing does: the connection breaks. */
export interface Outcome {
  answer: Answer;
  breakConnection?: boolean;
  /** Real milliseconds to hold the answer back. */
  delay?: number;
}

/** `//` folded, no slash at the end, percent-escapes undone. */
export function foldedPath(path: string): string {
  const folded = path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  try {
    return decodeURIComponent(folded);
  } catch {
    throw new ArmError(400, { code: 'InvalidUri', message: 'The request URI is invalid: its percent-encoding cannot be read.' });
  }
}

export function openRequest(raw: RawRequest): ArmRequest {
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

function throttle(azure: Azure, request: ArmRequest, subscriptionId: string | undefined): Record<string, string> {
  const kind = classOf(request.method);
  const { remaining, waitMilliseconds } = azure.throttle.take(
    subscriptionId === undefined ? 'tenant' : keyOf(subscriptionId),
    request.caller.objectId,
    kind,
  );
  const header = {
    [`x-ms-ratelimit-remaining-${subscriptionId === undefined ? 'tenant' : 'subscription'}-${kind}`]: String(remaining),
  };
  if (waitMilliseconds === undefined) return header;
  const seconds = azure.clock.realSeconds(waitMilliseconds);
  throw new ArmError(
    429,
    {
      code: 'SubscriptionRequestsThrottled',
      message: `Number of '${kind}' requests for subscription '${subscriptionId ?? ''}' actor '${request.caller.objectId}' exceeded. Please try again after '${seconds}' seconds after additional tokens are available.`,
    },
    { ...header, 'retry-after': String(seconds) },
  );
}

interface Served {
  answer: Answer;
  operation: string;
}

function serve(azure: Azure, request: ArmRequest, raw: RawRequest): Served {
  let operation = '';
  let limits: Record<string, string> = {};
  try {
    request.path = foldedPath(request.path);
    request.caller = authenticate(request.headers['authorization'], azure.tokens, request.origin);
    const subscriptionId = subscriptionOf(request.path);
    limits = throttle(azure, request, subscriptionId);
    assertApiVersion(request);
    const destination = destinationOf(azure, request);
    operation = destination.operation ?? '';
    if (subscriptionId !== undefined) subscriptionFor(azure, request, subscriptionId);
    if (destination.operation !== undefined && !destination.isOpen)
      authorize(azure, request.caller, destination.operation, destination.scope);
    request.body = readBody(raw.text);
    const answer = destination.handle();
    return { operation, answer: { ...answer, headers: { ...limits, ...answer.headers } } };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const answer = answerOf(error);
    return { operation, answer: { ...answer, headers: { ...limits, ...answer.headers } } };
  }
}

export function effectsOf(action: Fault['action']): ArmRequest['effects'] {
  if ('stale' in action) return { stale: true };
  if ('neverEnds' in action) return { neverEnds: true };
  if ('lro' in action) {
    const { afterSeconds, ...rest } = action.lro;
    return { lro: { ...rest, ...(afterSeconds === undefined ? {} : { afterSeconds }) } };
  }
  return 'partial' in action ? { partial: { count: action.partial, code: action.code, message: action.message } } : {};
}

function injected(action: Extract<Fault['action'], { status: number }>): Answer {
  const error = { code: action.code ?? 'InjectedFault', message: action.message ?? 'Injected by a fault.' };
  return {
    status: action.status,
    body: action.body ?? (action.status >= 400 ? { error } : undefined),
    headers: { ...(action.headers ?? {}) },
  };
}

/** Notes when a write has gone through in a group that something else is working on: the simulator's own promise. */
function watchLockedGroups(azure: Azure, request: ArmRequest, wasBusy: boolean, status: number): void {
  if (
    !wasBusy ||
    status >= 400 ||
    classOf(request.method) === 'reads' ||
    /\/providers\/microsoft\.authorization\//i.test(request.path)
  )
    return;
  if (/\/validateMoveResources$/i.test(request.path)) return;
  azure.breaches.push({
    invariant: 'no write in a locked group',
    detail: `${request.method} ${request.path} was answered ${status}`,
  });
}

function isBusy(azure: Azure, path: string): boolean {
  const group = groupOf(path);
  return group !== undefined && (azure.store.groupByKey(keyOf(group))?.busy.length ?? 0) > 0;
}

export function staleAnswer(azure: Azure, request: ArmRequest, answer: Answer): Answer {
  if (request.method !== 'GET' || answer.status !== 200 || answer.body === undefined) return answer;
  const current = JSON.stringify(answer.body);
  const older = request.effects.stale ? azure.staleReads.older(request.rawUrl, current) : undefined;
  azure.staleReads.remember(request.rawUrl, current);
  return older === undefined ? answer : { ...answer, body: JSON.parse(older) as unknown };
}

/** One request to ARM from the wire to the wire. */
export function handleArm(azure: Azure, raw: RawRequest): Outcome {
  azure.settle();
  const request = openRequest(raw);
  const action = azure.faults.strike(raw.method, raw.url);
  if (action) request.effects = effectsOf(action);
  if (action && 'reset' in action) {
    record(azure, request, raw, { status: 0 }, '', action);
    return { answer: { status: 0 }, breakConnection: true };
  }
  const wasBusy = isBusy(azure, request.path);
  const served = action && 'status' in action ? { answer: injected(action), operation: '' } : serve(azure, request, raw);
  const answer = withCommonHeaders(azure, request, staleAnswer(azure, request, served.answer));
  watchLockedGroups(azure, request, wasBusy, answer.status);
  const isDropped = action !== undefined && 'dropAnswer' in action;
  record(azure, request, raw, answer, served.operation, action);
  const delay = action && 'delay' in action ? action.delay / azure.clock.rate : 0;
  return { answer, ...(isDropped ? { breakConnection: true } : {}), ...(delay > 0 ? { delay } : {}) };
}

function withCommonHeaders(azure: Azure, request: ArmRequest, answer: Answer): Answer {
  const echoed = request.headers['x-ms-client-request-id'];
  const time = new Date(azure.clock.now()).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  return {
    ...answer,
    headers: {
      'cache-control': 'no-cache',
      pragma: 'no-cache',
      expires: '-1',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-ms-request-id': request.requestId,
      'x-ms-correlation-request-id': request.correlationId,
      'x-ms-routing-request-id': `LOCAL:${time}:${request.requestId}`,
      ...(echoed !== undefined && request.headers['x-ms-return-client-request-id'] === 'true'
        ? { 'x-ms-client-request-id': echoed }
        : {}),
      ...answer.headers,
    },
  };
}

export function record(
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
