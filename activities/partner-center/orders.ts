import type { Dependencies } from '../ports/dependencies';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure, isFailure } from '../failures/failure';
import type { AzureOffer, PartnerOrder } from '../ports/customers-and-orders';

interface OrderRef {
  customerTenantId: string;
  orderId: string;
}

export interface WantedOrder {
  customerTenantId: string;
  offerId: AzureOffer;
  /** ISO 3166-1 alpha-2. */
  country: string;
  displayName: string;
}

export interface Provisioned {
  /** Azure's. */
  subscriptionId: string;
  partnerCenterId: string;
  displayName: string;
  offerId: string;
}

/**
 * Azure subscriptions that a partner buys for a customer. By a cart: it costs nothing, and afterwards says whether it was checked out, so that
 * a checkout without an answer is never guessed at.
 */
export function createOrderActivities({ azure, partner }: Dependencies) {
  const itemOf = async ({ offerId, country }: WantedOrder): Promise<string> => {
    const item = await partner().center.catalogItem(offerId, country);
    if (item === undefined) throw failure('OrderRefused', `Partner Center does not sell ${offerId} in ${country} any more`);
    return item;
  };
  const alike = async (wanted: WantedOrder): Promise<PartnerOrder[]> => {
    const item = await itemOf(wanted);
    const all = await partner().center.orders(wanted.customerTenantId);
    return all.filter(({ lines }) => lines.some((line) => isSame(line.catalogItemId, item)));
  };

  return {
    /** Orders of the same that there are already: what comes on top of them is this run's. */
    async ordersAlike(wanted: WantedOrder): Promise<{ ids: string[] }> {
      return { ids: (await alike(wanted)).map(({ id }) => id) };
    },

    /** Puts it into a cart; nothing is bought. */
    async fillCart({ runKey, ...wanted }: WantedOrder & { runKey: string }): Promise<{ cartId: string }> {
      const { customerTenantId, displayName } = wanted;
      const item = await itemOf(wanted);
      return {
        cartId: await partner().center.createCart(
          customerTenantId,
          item,
          displayName,
          deterministicGuid(runKey, 'fillCart', customerTenantId),
        ),
      };
    },

    /** Buys what is in the cart. Sent once. `runKey`: another one after each refusal. */
    async checkOut({
      customerTenantId,
      cartId,
      runKey,
    }: {
      customerTenantId: string;
      cartId: string;
      runKey: string;
    }): Promise<{ orderId: string }> {
      const requestId = deterministicGuid(runKey, 'checkOut', cartId);
      const [order] = await partner().center.checkOutCart(customerTenantId, cartId, requestId);
      if (order) return { orderId: order.id };
      throw failure('OutcomeUnknown', 'the cart was checked out, and the answer names no order');
    },

    /** Whether a checkout has arrived. */
    async lookAtCart({
      customerTenantId,
      cartId,
    }: {
      customerTenantId: string;
      cartId: string;
    }): Promise<{ isCheckedOut: boolean }> {
      return { isCheckedOut: await partner().center.cartIsCheckedOut(customerTenantId, cartId) };
    },

    /**
     * The order that a checkout without an answer made: of this offer and name, and none of those that were there before. Until it is listed
     * `StillRunning`, tried again. Throws `OutcomeUnknown` when several could be it.
     */
    async awaitOrder({
      before,
      everyMs,
      ...wanted
    }: WantedOrder & { before: string[]; everyMs: number }): Promise<{ orderId: string }> {
      const found = (await alike(wanted)).filter(
        ({ id, lines }) => !before.includes(id) && lines.some(({ friendlyName }) => friendlyName === wanted.displayName),
      );
      const [order, another] = found;
      if (another) throw failure('OutcomeUnknown', `several orders could be this run's: ${found.map(({ id }) => id).join(', ')}`);
      if (order) return { orderId: order.id };
      throw failure('StillRunning', 'the order is not listed yet', { retryAfterMs: everyMs });
    },

    /**
     * Answers once what was ordered is there: the order is complete, the subscription active, and Azure lets this partner look at it. Until then
     * `StillRunning`, tried again. Throws `OrderRefused`.
     */
    async awaitProvisioned({ customerTenantId, orderId, everyMs }: OrderRef & { everyMs: number }): Promise<Provisioned> {
      const { center } = partner();
      const notYet = (what: string) => failure('StillRunning', what, { retryAfterMs: everyMs });
      const order = (await center.orders(customerTenantId)).find(({ id }) => id === orderId);
      if (order?.status === 'cancelled') throw failure('OrderRefused', `the order ${orderId} was cancelled`);
      const partnerCenterId = subscriptionIn(order);
      if (order?.status !== 'completed' || partnerCenterId === undefined)
        throw notYet(`the order ${orderId} is not complete yet`);
      const status = await center.provisioningStatus(customerTenantId, partnerCenterId);
      if (status === 'failed') throw failure('OrderRefused', `Partner Center could not provide subscription ${partnerCenterId}`);
      const sold = (await center.subscriptions(customerTenantId)).find(
        (one) => one.id === partnerCenterId && one.azureSubscriptionId !== '' && one.status === 'active',
      );
      if (status !== 'success' || !sold) throw notYet(`subscription ${partnerCenterId} is not there yet`);
      const { azureSubscriptionId: subscriptionId, displayName, offerId } = sold;
      try {
        await azure.arm(customerTenantId).roleAssignmentsAt(`/subscriptions/${subscriptionId}`);
      } catch (error) {
        if (!isFailure(error, 'AccessDenied', 'SubscriptionNotFound', 'NotFound')) throw error;
        throw notYet(`Azure does not show subscription ${subscriptionId} to the partner yet: ${error.message}`);
      }
      return { subscriptionId, partnerCenterId, displayName, offerId };
    },

    /** Suspends what was ordered: it cannot be taken back, and costs nothing from then on. False: it was not active. */
    async suspendOrdered({ customerTenantId, orderId, runKey }: OrderRef & { runKey: string }): Promise<{ suspended: boolean }> {
      const { center } = partner();
      const subscriptionId = subscriptionIn((await center.orders(customerTenantId)).find(({ id }) => id === orderId));
      if (subscriptionId === undefined)
        throw failure('NotFound', `the order ${orderId} shows no subscription yet: suspend it in Partner Center`);
      const requestId = deterministicGuid(runKey, 'suspendOrdered', orderId);
      return { suspended: await center.suspendSubscription(customerTenantId, subscriptionId, requestId) };
    },
  };
}

function subscriptionIn(order: PartnerOrder | undefined): string | undefined {
  return order?.lines.find(({ subscriptionId }) => subscriptionId !== undefined)?.subscriptionId;
}

/** `product:sku:availability`, of which the last part changes with time; or an offer. */
function isSame(one: string, other: string): boolean {
  const product = (id: string) => id.toLowerCase().split(':').slice(0, 2).join(':');
  return product(one) === product(other);
}
