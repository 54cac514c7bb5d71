import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { newGuid } from '../../../kernel/guids';
import { exchange, foldedPath, type InjectedAnswer, type Outcome, type RawRequest } from '../../../kernel/http/exchange';
import type { Answer, ArmRequest } from '../../../kernel/http/request';
import { inCamelCase, type PartnerCall } from './call';
import { callerOf } from './caller';
import { errorAnswer, PartnerError, refusal, throttledAnswer } from './errors';
import { matchRoute } from './match';
import { isNotModelled } from './not-modelled';
import { NOUNS, PAGES } from './nouns';
import { onceFor } from './repeats';

const PATHS = /^\/+(v1|webhooks\/+v1|partner|adminportal)(\/|\?|$)/i;

function inject(action: InjectedAnswer): Answer {
  const { status, headers = {} } = action;
  const text = action.message ?? 'Injected by a fault.';
  const code = action.code ?? String(status);
  const usual = status === 429 ? throttledAnswer(text) : errorAnswer(status, /^\d+$/.test(code) ? Number(code) : code, text);
  return { status, body: action.body ?? (status >= 400 ? usual.body : undefined), headers };
}

function bodyIn(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refusal(800002, (error as Error).message);
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof PartnerError) return errorAnswer(error.status, error.code, error.description, error.data);
  if (error instanceof ArmError) return errorAnswer(error.status, error.body.code, error.body.message);
  throw error;
}

interface Served {
  answer: Answer;
  /** The pattern that the path met. */
  operation: string;
  /** The tenant of the partner who called. */
  partner: string;
}

function serve(azure: Azure, request: ArmRequest, text: string | undefined): Served {
  const served: Served = { answer: { status: 500 }, operation: '', partner: '' };
  try {
    request.path = foldedPath(request.path);
    const open = matchRoute(PAGES, request);
    if (open !== undefined && open !== 'otherMethod') {
      served.answer = open.handler(azure, request, text);
      return served;
    }
    const { caller, partner } = callerOf(azure, request);
    request.caller = caller;
    served.partner = partner.tenantId;
    const found = matchRoute(NOUNS, request);
    if (found === 'otherMethod') throw refusal(405);
    if (found === undefined) {
      if (isNotModelled(request.path)) throw refusal(0, `this simulator does not model ${request.path}`);
      throw refusal(1000, `${request.path} is not a path that this simulator of Partner Center has`);
    }
    served.operation = `${request.method} ${found.pattern}`;
    request.body = bodyIn(text);
    const call: PartnerCall = { azure, request, partner, params: found.params, body: inCamelCase(request.body) };
    served.answer = onceFor(call, () => refused(() => found.handler(call)));
  } catch (error) {
    served.answer = answerTo(error);
  }
  return served;
}

/** A handler's refusal is an answer too: it is what a repeat of the request gets. */
function refused(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    return answerTo(error);
  }
}

function withCommonHeaders(request: ArmRequest, answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'MS-RequestId': request.headers['ms-requestid'] ?? request.requestId,
      'MS-CorrelationId': request.headers['ms-correlationid'] ?? request.correlationId,
      'MS-CV': `${Buffer.from(newGuid()).toString('base64').slice(0, 16)}.0`,
      'MS-ServerId': 'LOCAL',
      ...answer.headers,
    },
  };
}

function handle(azure: Azure, raw: RawRequest): Outcome {
  let partner = '';
  const outcome = exchange(azure, raw, {
    serve(request) {
      const served = serve(azure, request, raw.text);
      partner = served.partner;
      return served;
    },
    inject,
    viewer: () => partner,
    finish: withCommonHeaders,
  });
  azure.settle();
  return outcome;
}

/**
 * Partner Center: `/v1/…`, `/webhooks/v1/…`, and the pages that people and webhook receivers open.
 *
 * @returns what answers one request; undefined for a path that is not Partner Center's
 */
export function partnerCenterRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  return (raw) => (PATHS.test(raw.url) ? handle(azure, raw) : undefined);
}
