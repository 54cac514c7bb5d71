import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import type { Store } from '../../../kernel/state/store';
import { param, type PartnerCall, type Route } from '../api/call';
import { partnerCenterState } from '../model';

/** Whether a tenant has this domain, its first one or one that was verified later. */
export function isTaken(store: Store, domain: string): boolean {
  return (
    [...store.tenants.values()].some((one) => keyOf(one.domain) === keyOf(domain)) ||
    partnerCenterState.of(store).settled.domains.some((one) => keyOf(one.name) === keyOf(domain))
  );
}

/** 200: the name is taken; 404 without a body: it is free. Source: learn.microsoft.com/partner-center/developer/verify-domain-availability. */
function head(call: PartnerCall): Answer {
  return { status: isTaken(call.azure.store, param(call, 'domain')) ? 200 : 404 };
}

export const DOMAINS: readonly Route[] = [['HEAD', '/v1/domains/{domain}', head]];
