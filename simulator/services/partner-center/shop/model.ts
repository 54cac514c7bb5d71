/** What partners have put into carts and ordered. Times are virtual milliseconds. */

export interface CartLine {
  id: number;
  catalogItemId: string;
  friendlyName?: string;
  quantity: number;
  currencyCode: string;
  billingCycle: string;
  termDuration?: string;
  provisioningContext?: Record<string, string>;
  renewsTo?: { termDuration: string };
  /** Lines of one group become one order. */
  orderGroup: string;
}

export interface Cart {
  id: string;
  partnerTenantId: string;
  customerTenantId: string;
  createdAt: number;
  modifiedAt: number;
  modifiedBy: string;
  status: 'Active' | 'Ordered';
  lines: CartLine[];
}

export interface OrderLine {
  lineItemNumber: number;
  offerId: string;
  friendlyName: string;
  quantity: number;
  termDuration: string;
  /** The id in Partner Center of a subscription that the line made. */
  subscriptionId?: string;
  parentSubscriptionId?: string;
  provisioningContext?: Record<string, string>;
}

export interface Order {
  id: string;
  alternateId: string;
  partnerTenantId: string;
  customerTenantId: string;
  billingCycle: string;
  createdAt: number;
  version: number;
  lines: OrderLine[];
  /** When what was ordered is there. */
  readyAt: number;
  isCancelled: boolean;
}

export interface ShopState {
  carts: Cart[];
  orders: Order[];
  /** What each subscription that a partner upgrades to an Azure plan becomes, by upgrade id. */
  upgrades: { id: string; partnerTenantId: string; customerTenantId: string; at: number; subscriptionIds: string[] }[];
}

export function emptyShop(): ShopState {
  return { carts: [], orders: [], upgrades: [] };
}
