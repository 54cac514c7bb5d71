import type { Answer } from '../http';
import { keyOf } from '../ids';
import { param, type PartnerCall, type Route } from './call';

/** 200: the name is taken; 404 without a body: it is free. Source: learn.microsoft.com/partner-center/developer/verify-domain-availability. */
function head(call: PartnerCall): Answer {
  const domain = keyOf(param(call, 'domain'));
  const isTaken = [...call.azure.store.tenants.values()].some((one) => keyOf(one.domain) === domain);
  return { status: isTaken ? 200 : 404 };
}

export const DOMAINS: readonly Route[] = [['HEAD', '/v1/domains/{domain}', head]];
