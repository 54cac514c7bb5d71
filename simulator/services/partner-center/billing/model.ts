/** What a partner may spend on a customer's usage in a month, by partner and customer. In the partner's currency. */
export interface BillingState {
  budgets: Record<string, number>;
}

export function emptyBilling(): BillingState {
  return { budgets: {} };
}
