import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { partnerCenterState } from '../model';
import type { PartnerCall } from './call';

/** The number of first answers that are remembered; above it the oldest tenth is forgotten. */
const KEPT = 10_000;

function keyFor({ request, partner }: PartnerCall): string | undefined {
  const requestId = request.headers['ms-requestid'];
  if (request.method !== 'POST' || requestId === undefined) return undefined;
  return [keyOf(partner.tenantId), request.method, keyOf(request.path), requestId.toLowerCase()].join(' ');
}

/**
 * Does the work once for each MS-RequestId: a POST that is sent again with the same one gets the first answer again.
 * A failure of Partner Center's own (500 and above) is forgotten, so that trying again can help.
 * Source: learn.microsoft.com/partner-center/developer/partner-center-rest-headers.
 */
export function onceFor(call: PartnerCall, work: () => Answer): Answer {
  const key = keyFor(call);
  if (key === undefined) return work();
  const { answers } = partnerCenterState.of(call.azure.store);
  const first = answers[key];
  if (first) return structuredClone(first);
  const answer = work();
  if (answer.status >= 500) return answer;
  answers[key] = structuredClone(answer);
  const keys = Object.keys(answers);
  if (keys.length > KEPT) for (const old of keys.slice(0, KEPT / 10)) Reflect.deleteProperty(answers, old);
  return answer;
}
