/** USD to the currency, a fixed rate of each: the simulator has no market. */
export const CURRENCIES: Readonly<Record<string, number>> = { USD: 1, EUR: 0.9, GBP: 0.8, CHF: 0.95, AUD: 1.5, JPY: 150 };

/** @param currency one of CURRENCIES; another one is left in USD */
export function inCurrency(usd: number, currency: string): number {
  return Number((usd * (CURRENCIES[currency] ?? 1)).toFixed(10));
}
