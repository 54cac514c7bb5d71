/** How a partner sells a subscription: as legacy Azure CSP, under an Azure plan, or by licences. */
type Sale = 'legacy' | 'plan' | 'licence';

/**
 * Which offers partners sell: MS-AZR-0145P is legacy Azure, MS-AZR-0017G a subscription under an Azure plan, and what is no MS-AZR-… at all is
 * sold by licences. Undefined for the rest: no partner sells enterprise and pay-as-you-go subscriptions.
 */
export function saleOf(offerId: string): Sale | undefined {
  const offer = offerId.toUpperCase();
  if (offer === 'MS-AZR-0145P') return 'legacy';
  if (offer === 'MS-AZR-0017G') return 'plan';
  return offer.startsWith('MS-AZR-') ? undefined : 'licence';
}
