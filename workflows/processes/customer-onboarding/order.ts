import { CancellationScope } from '@temporalio/workflow';
import type { Provisioned, WantedOrder } from '../../../activities/partner-center/orders';
import { DAY, HOUR } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail, mayHaveHappened } from '../../base/failures';
import type { OnboardingState } from './state';
import type { Undo } from '../../acts/undo';
import { sendOnce } from '../../acts/send-once';
import { retryRefused } from '../../acts/retry-refused';

/** Buys the subscription, unless there is one, and waits until it is there. What was bought can only be suspended again. */
export async function orderSubscription(state: OnboardingState, undo: Undo): Promise<void> {
  const { progress } = state.run;
  const { offer } = state;
  if (!offer) {
    for (const step of ['order', 'provision'])
      progress.skip(
        step,
        `${state.hasPlan ? 'an Azure plan' : (state.subscription?.displayName ?? 'the subscription')} is there already`,
      );
    return;
  }
  progress.enter('order', `${state.input.partner.name} orders ${offer.displayName} (${offer.offerId})`);
  const wanted: WantedOrder = { customerTenantId: state.customer.tenantId, country: state.country, ...offer };
  const buying = new Buying(state, wanted);
  await state.step('order', () => confirmAgreement(state));
  undo(`suspend ${offer.displayName}: what was ordered can only be suspended`, () => buying.suspend());
  const orderId = await state.step('order', () => buying.buy());
  state.note(`Order ${orderId}: ${offer.displayName}`);
  state.passReturn();

  progress.enter('provision', 'Microsoft provides the subscription');
  const { subscriptionId, displayName, offerId } = await state.step('provision', () => provisioned(state, orderId));
  state.subscription = { subscriptionId, displayName, offerId, orderId, ordered: true };
  state.note(`${displayName} is there: ${subscriptionId}`);
}

async function confirmAgreement(state: OnboardingState): Promise<void> {
  if (state.agreement) return;
  const { agreement, partner } = state.input;
  const contact = agreement?.contact ?? state.newCustomer?.contact;
  if (!agreement || !contact)
    throw fail('NoAgreement', 'agreement: say who of the customer has accepted the Microsoft Customer Agreement, and when');
  await state.partner.confirmAgreement('Confirm that the customer has accepted the customer agreement', {
    customerTenantId: state.customer.tenantId,
    acceptance: { ...contact, acceptedOn: agreement.acceptedOn },
    runKey: state.runKey,
  });
  state.agreement = true;
  state.note(
    `${partner.name} has confirmed that ${contact.firstName} ${contact.lastName} accepted the Microsoft Customer Agreement on ${agreement.acceptedOn}; a confirmation stays`,
  );
}

async function provisioned(state: OnboardingState, orderId: string): Promise<Provisioned> {
  const { waking } = state.run;
  const seen = await within(DAY, 'Deadline for the subscription to be there', () =>
    waking.orSooner(() =>
      state.partner.awaitProvisioned('Look whether the subscription is there', {
        customerTenantId: state.customer.tenantId,
        orderId,
        everyMs: state.pace(1),
      }),
    ),
  );
  if (seen === 'late') throw fail('OutcomeUnknown', `what was ordered (${orderId}) is not there within a day`);
  return seen.found;
}

/** One purchase over all of its tries: a cart is filled, checked out once, and asked when no answer comes. */
class Buying {
  private before: string[] | undefined;
  private cartId: string | undefined;
  private orderId: string | undefined;
  private carts = 0;

  constructor(
    private readonly state: OnboardingState,
    private readonly wanted: WantedOrder,
  ) {}

  async buy(): Promise<string> {
    const { partner, runKey } = this.state;
    this.before ??= (await partner.ordersAlike('Look what has been ordered already', this.wanted)).ids;
    // A cart that an earlier try could not be sure of tells by itself what became of it.
    if (this.cartId !== undefined && (await this.isCheckedOut(this.cartId))) return this.find();
    const { cartId } = await partner.fillCart(`Put ${this.wanted.displayName} into a cart`, {
      ...this.wanted,
      runKey: `${runKey}-${this.carts++}`,
    });
    this.cartId = cartId;
    // A cancel that comes while the checkout is on its way would leave nobody to know whether it arrived.
    return CancellationScope.nonCancellable(() => this.checkOut(cartId));
  }

  /** False when nothing was ordered. */
  async suspend(): Promise<boolean> {
    if (this.cartId === undefined) return false;
    if (this.orderId === undefined && !(await this.isCheckedOut(this.cartId))) return false;
    const { partner, runKey } = this.state;
    const { customerTenantId } = this.wanted;
    const orderId = this.orderId ?? (await this.find());
    return (await partner.suspendOrdered(`Suspend ${this.wanted.displayName}`, { customerTenantId, orderId, runKey })).suspended;
  }

  private async checkOut(cartId: string): Promise<string> {
    const { state } = this;
    const { partner, runKey } = state;
    const { customerTenantId, displayName } = this.wanted;
    try {
      const bought = await sendOnce({
        send: () =>
          retryRefused(state.pace(1), 'The order', (refusals) =>
            partner.checkOut(`Order ${displayName}`, { customerTenantId, cartId, runKey: `${runKey}-${refusals}` }),
          ),
        look: async () => ((await this.isCheckedOut(cartId)) ? 'happened' : 'didNotHappen'),
      });
      if (bought) return (this.orderId = bought.orderId);
    } catch (error) {
      // A refusal: this cart stays unbought, and another try fills a new one.
      if (!mayHaveHappened(error)) this.cartId = undefined;
      throw error;
    }
    return this.find();
  }

  private async isCheckedOut(cartId: string): Promise<boolean> {
    const { customerTenantId } = this.wanted;
    return (await this.state.partner.lookAtCart('Look whether the cart was checked out', { customerTenantId, cartId }))
      .isCheckedOut;
  }

  /** An order may be listed a quarter of an hour late. */
  private async find(): Promise<string> {
    const seen = await within(HOUR, 'Deadline for the order to be listed', () =>
      this.state.partner.awaitOrder('Look for the order', {
        ...this.wanted,
        before: this.before ?? [],
        everyMs: this.state.pace(1),
      }),
    );
    if (seen === 'late') throw fail('OutcomeUnknown', 'the cart was checked out, and no order is listed within an hour');
    return (this.orderId = seen.found.orderId);
  }
}
