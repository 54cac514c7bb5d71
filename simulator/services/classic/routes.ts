import { effectsOf, foldedPath, openRequest, record, staleAnswer, type Outcome, type RawRequest } from '../arm/http/pipeline';
import type { Azure } from '../../azure';
import { ArmError } from '../../kernel/arm-types';
import type { Fault } from '../../kernel/faults';
import type { Answer, ArmRequest } from '../../kernel/http';
import { assertAdministrator, assertVersion, callerOf } from './access';
import { ClassicError, errorAnswer } from './errors';
import { answerFor } from './paths';

/** `/{subscription}/services/…` and `/{subscription}/operations/…`. */
const PATHS = /^\/+[0-9a-f]{8}-[0-9a-f-]{27}\/+(services|operations)(\/|\?|$)/i;

function injected(action: Extract<Fault['action'], { status: number }>): Answer {
  const { status, headers = {}, body } = action;
  if (body !== undefined || status < 400) return { status, body, headers };
  return errorAnswer(status, action.code ?? 'InternalError', action.message ?? 'Injected by a fault.', headers);
}

function serve(azure: Azure, request: ArmRequest, text: string | undefined): Answer {
  try {
    request.path = foldedPath(request.path);
    request.caller = callerOf(azure, request);
    assertVersion(request);
    const [, subscriptionId = '', ...rest] = request.path.split('/');
    assertAdministrator(azure, request.caller, subscriptionId);
    return answerFor({ azure, request, subscriptionId, path: `/${rest.join('/')}`, text: text ?? '' });
  } catch (error) {
    if (error instanceof ClassicError) return errorAnswer(error.status, error.code, error.message, error.headers);
    if (error instanceof ArmError) return errorAnswer(error.status, error.body.code, error.body.message);
    throw error;
  }
}

function handle(azure: Azure, raw: RawRequest): Outcome {
  azure.settle();
  const request = openRequest(raw);
  request.requestId = request.requestId.replaceAll('-', '');
  const action = azure.faults.strike(raw.method, raw.url);
  if (action) request.effects = effectsOf(action);
  if (action && 'reset' in action) {
    record(azure, request, raw, { status: 0 }, '', action);
    return { answer: { status: 0 }, breakConnection: true };
  }
  const served = action && 'status' in action ? injected(action) : serve(azure, request, raw.text);
  const seen = staleAnswer(azure, request, served);
  const answer: Answer = {
    ...seen,
    headers: {
      'cache-control': 'no-cache',
      'x-ms-servedbyregion': 'ussouth',
      'x-ms-request-id': request.requestId,
      ...seen.headers,
    },
  };
  record(azure, request, raw, answer, 'classic', action);
  const delay = action && 'delay' in action ? action.delay / azure.clock.rate : 0;
  return {
    answer,
    ...(action !== undefined && 'dropAnswer' in action ? { breakConnection: true } : {}),
    ...(delay > 0 ? { delay } : {}),
  };
}

/**
 * The classic deployment model's service management (RDFE).
 *
 * @returns what answers one request; undefined for a path that is not RDFE's
 */
export function classicRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  return (raw) => (PATHS.test(raw.url) ? handle(azure, raw) : undefined);
}
