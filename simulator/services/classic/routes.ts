import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { exchange, foldedPath, type InjectedAnswer, type Outcome, type RawRequest } from '../../kernel/http/exchange';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { assertAdministrator, assertVersion, callerOf } from './access';
import { ClassicError, errorAnswer } from './errors';
import { answerFor } from './paths';

/** `/{subscription}/services/…` and `/{subscription}/operations/…`. */
const PATHS = /^\/+[0-9a-f]{8}-[0-9a-f-]{27}\/+(services|operations)(\/|\?|$)/i;

function inject(action: InjectedAnswer): Answer {
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

/** What the audit calls whatever RDFE answers. */
const OPERATION = 'classic';

function withCommonHeaders(request: ArmRequest, answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'cache-control': 'no-cache',
      'x-ms-servedbyregion': 'ussouth',
      'x-ms-request-id': request.requestId,
      ...answer.headers,
    },
  };
}

function handle(azure: Azure, raw: RawRequest): Outcome {
  return exchange(azure, raw, {
    operation: OPERATION,
    open(request) {
      request.requestId = request.requestId.replaceAll('-', '');
    },
    serve: (request) => ({ answer: serve(azure, request, raw.text), operation: OPERATION }),
    inject,
    finish: withCommonHeaders,
  });
}

/**
 * The classic deployment model's service management (RDFE).
 *
 * @returns what answers one request; undefined for a path that is not RDFE's
 */
export function classicRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  return (raw) => (PATHS.test(raw.url) ? handle(azure, raw) : undefined);
}
