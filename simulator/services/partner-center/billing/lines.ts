import { keyOf } from '../../../kernel/ids';
import type { Subscription } from '../../../kernel/state/model';
import type { Fields, PartnerCall } from '../api/call';
import type { Invoice } from './books';
import type { Period } from './usage';

/** What lines of every kind have. */

/** The source of the lines: an invoice, or what is not billed yet. */
export type Source = Pick<Invoice, 'id' | 'type' | 'period'>;

export const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

export function customerFields(call: PartnerCall, { tenantId }: Subscription): Fields {
  const tenant = call.azure.store.tenants.get(keyOf(tenantId));
  return {
    partnerId: call.partner.tenantId,
    partnerName: call.partner.name,
    customerId: tenantId,
    customerName: tenant?.displayName ?? '',
    customerDomainName: tenant?.domain ?? '',
    customerCountry: tenant?.country ?? '',
    mpnId: call.partner.mpnId,
    resellerMpnId: '',
  };
}

export function chargeFields({ from, until }: Period): Fields {
  return { chargeStartDate: iso(from), chargeEndDate: iso(until) };
}
