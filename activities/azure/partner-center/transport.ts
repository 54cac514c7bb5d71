import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  exponentialRetryPolicy,
  type Pipeline,
  systemErrorRetryPolicy,
} from '@azure/core-rest-pipeline';
import { outcomeUnknown } from '../../failures/failure';
import { partnerCenterFailure } from '../../failures/partner-center';
import { type Answer, parse, translate } from '../http/request';

interface PartnerCenterCall {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path, with its version: `/v1/customers?size=500`. */
  path: string;
  body?: unknown;
  /** MS-RequestId: the same for the same act, however often it is sent. A fresh one when left out, kept over the retries of this call. */
  requestId?: string;
  /** MS-CorrelationId: one for each call of ours, so that the pages of a list are found together. */
  correlationId?: string;
  /** ETag of the version that is changed: sent as If-Match. */
  etag?: string;
  /** What else the call needs, such as MS-ContinuationToken. */
  headers?: Readonly<Record<string, string>>;
}

/** Requests to Partner Center. `doing` begins the message of a failure: `read customer …`. */
export interface Transport {
  /** Repeats what got no answer or a 5xx. Answers below 400 only. @throws a failure of partnerCenterFailure */
  send(doing: string, call: PartnerCenterCall): Promise<Answer>;
  /** Never repeats. @throws OutcomeUnknown when no answer tells what became of it, else a failure of partnerCenterFailure */
  sendOnce(doing: string, call: PartnerCenterCall): Promise<Answer>;
}

/**
 * Throttling is not waited out here: Partner Center counts refused tries against the quota, so that its Retry-After goes to Temporal
 * (learn.microsoft.com/partner-center/developer/api-throttling-guidance).
 */
const RETRIES = { maxRetries: 4, retryDelayInMs: 500, maxRetryDelayInMs: 10_000 };
const TIMEOUT_MS = 60_000;

/**
 * @param url `https://api.partnercenter.microsoft.com`, without a slash at the end; tokens are asked for exactly this audience (900420 else)
 * @param tls of the connection: which authority to trust beside the system's
 */
export function createTransport(credential: TokenCredential, url: string, tls: { tlsOptions?: { ca: string } }): Transport {
  const http = createDefaultHttpClient();
  const pipeline = (repeating: boolean): Pipeline => {
    const made = createPipelineFromOptions(tls);
    made.removePolicy({ phase: 'Retry' });
    if (repeating) {
      made.addPolicy(exponentialRetryPolicy(RETRIES), { phase: 'Retry' });
      made.addPolicy(systemErrorRetryPolicy(RETRIES), { phase: 'Retry' });
    }
    made.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: `${url}/.default` }), { phase: 'Sign' });
    return made;
  };
  const repeating = pipeline(true);
  const once = pipeline(false);

  const exchange = async (through: Pipeline, doing: string, call: PartnerCenterCall): Promise<Answer> => {
    const request = createPipelineRequest({
      url: `${url}${call.path}`,
      method: call.method,
      headers: createHttpHeaders(headersOf(call)),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      timeout: TIMEOUT_MS,
    });
    let answer: Answer;
    try {
      const { status, bodyAsText, headers } = await through.sendRequest(http, request);
      answer = { status, body: parse(bodyAsText), header: (name) => headers.get(name) };
    } catch (error) {
      throw translate(error, doing);
    }
    if (answer.status >= 400) throw partnerCenterFailure(answer, doing);
    return answer;
  };

  return {
    send: (doing, call) => exchange(repeating, doing, call),
    sendOnce: (doing, call) => exchange(once, doing, call).catch(outcomeUnknown(doing)),
  };
}

/** learn.microsoft.com/partner-center/developer/partner-center-rest-headers */
function headersOf({ body, requestId, correlationId, etag, headers }: PartnerCenterCall): Record<string, string> {
  return {
    Accept: 'application/json',
    'MS-RequestId': requestId ?? randomUUID(),
    'MS-CorrelationId': correlationId ?? randomUUID(),
    'MS-Contract-Version': 'v1',
    'MS-PartnerCenter-Application': 'Handover',
    'X-Locale': 'en-US',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(etag === undefined ? {} : { 'If-Match': etag }),
    ...headers,
  };
}
