import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { exchange, foldedPath, type InjectedAnswer, type Outcome, type RawRequest } from '../../../kernel/http/exchange';
import { type Answer, answerOf, type ArmRequest } from '../../../kernel/http/request';
import { readBody } from '../../../kernel/http/request-body';
import { subscriptionFor } from '../../../kernel/http/subscription-for';
import { authenticate } from '../../../kernel/identity/authenticate';
import { groupOf, keyOf, subscriptionOf } from '../../../kernel/ids';
import type { Service } from '../../../kernel/service';
import { classOf } from '../../../kernel/throttle';
import { authorize } from '../../access-control/authorize';
import { assertApiVersion } from './api-version';
import { destinations, type FindDestination } from './destinations';

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

function serve(azure: Azure, find: FindDestination, request: ArmRequest, raw: RawRequest): Served {
  let operation = '';
  let limits: Record<string, string> = {};
  try {
    request.path = foldedPath(request.path);
    request.caller = authenticate(request.headers['authorization'], azure.tokens, request.origin);
    const subscriptionId = subscriptionOf(request.path);
    limits = throttle(azure, request, subscriptionId);
    assertApiVersion(request);
    const destination = find(azure, request);
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

function inject(action: InjectedAnswer): Answer {
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

/**
 * Azure Resource Manager: everything that no other service answers. Paths come from all services.
 *
 * @returns what answers one request
 */
export function armRoutes(azure: Azure, services: readonly Service[]): (raw: RawRequest) => Outcome {
  const find = destinations(services.flatMap((one) => one.armPaths ?? []));
  return (raw) => {
    let wasBusy = false;
    return exchange(azure, raw, {
      open: (request) => {
        wasBusy = isBusy(azure, request.path);
      },
      serve: (request) => serve(azure, find, request, raw),
      inject,
      finish: (request, answer) => {
        watchLockedGroups(azure, request, wasBusy, answer.status);
        return withCommonHeaders(azure, request, answer);
      },
    });
  };
}
