import type { CostOptions } from '../../../contracts/processes/assessment';
import type { RateCard, RateCardMeter, UsageLine } from '../../../contracts/azure/usage';
import { SOURCE } from '../inventory-builder';

export const DAYS = { from: '2026-10-25', to: '2026-11-23' };
export const COST: CostOptions = { currency: 'USD', discountPercent: 15, region: 'US' };

export function usageLine(meterId: string, quantity: number, rate: number, more: Partial<UsageLine> = {}): UsageLine {
  return {
    subscriptionId: SOURCE,
    resourceGroup: 'rg',
    resourceId: `/subscriptions/${SOURCE}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1`,
    consumedService: 'Microsoft.Compute',
    meterId,
    meterName: `name of ${meterId}`,
    meterCategory: 'Virtual Machines',
    meterSubCategory: '',
    unit: '1 Hour',
    quantity,
    rate,
    cost: null,
    currency: 'USD',
    date: '2026-11-01',
    ...more,
  };
}

export function cardMeter(id: string, rate: number | [number, number][], more: Partial<RateCardMeter> = {}): RateCardMeter {
  const rates: [number, number][] = typeof rate === 'number' ? [[0, rate]] : rate;
  return {
    id,
    name: `name of ${id}`,
    category: '',
    subCategory: '',
    region: '',
    unit: '1 Hour',
    includedQuantity: 0,
    rates,
    ...more,
  };
}

export function rateCard(meters: RateCardMeter[], more: Partial<RateCard> = {}): RateCard {
  return { currency: 'USD', isTaxIncluded: false, meters, ...more };
}
