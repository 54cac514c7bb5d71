import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { collection, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, fieldsOf, type PartnerCall, type Route } from '../api/call';
import { quantityIn, requiredText } from '../api/checks';
import { refusal } from '../api/errors';
import { type Sold, soldOf, statusOf } from '../subscriptions/subscription-views';
import { offerView } from './offer-views';
import { type Offer, offerOf } from './offers';
import { cycleNamed } from './orders';
import { placeOrder } from './placing';

/** A trial that is paid for, and a subscription that becomes one of a better offer. Shapes: …/developer/conversions and subscription-resources. */

function conversionOf({ subscription, commerce }: Sold): { target: Offer; view: Fields } | undefined {
  const target = offerOf(offerOf(subscription.offerId)?.convertsTo ?? '');
  if (!target) return undefined;
  return {
    target,
    view: {
      offerId: subscription.offerId,
      targetOfferId: target.id,
      orderId: commerce.orderId,
      quantity: commerce.quantity,
      billingCycle: 'monthly',
      attributes: { objectType: 'Conversion' },
    },
  };
}

function conversions(call: PartnerCall): Answer {
  const found = conversionOf(soldOf(call));
  return collection(found ? [found.view] : []);
}

/** @throws PartnerError 800021 for what is no trial, 2011 when it is not active, 3000 for another offer or quantity */
function convert(call: PartnerCall): Answer {
  const sold = soldOf(call);
  const { subscription, commerce } = sold;
  const found = conversionOf(sold);
  if (!found) throw refusal(800021);
  if (statusOf(subscription) !== 'active') throw refusal(2011);
  const body = bodyOf(call);
  const { offerId } = subscription;
  const target = requiredText(body, 'targetOfferId');
  if (keyOf(target) !== keyOf(found.target.id)) throw refusal(3000, `targetOfferId is ${found.target.id}`);
  commerce.quantity = quantityIn(body['quantity'], 'quantity', found.target.largest);
  commerce.billingCycle = cycleNamed(body['billingCycle'], 'monthly');
  commerce.version += 1;
  subscription.offerId = found.target.id;
  const shown = { subscriptionId: commerce.id, offerId, targetOfferId: found.target.id };
  recordAudit(call, customerOf(call).tenant, { resourceType: 'subscription', operationType: 'convert_trial', value: shown });
  return ok({ ...shown, attributes: { objectType: 'ConversionResult' } });
}

const NOT_ACTIVE =
  'Subscription cannot be upgraded because the source subscription state is not active.  Additional Details contains the current source subscription state.';

function upgradeView(call: PartnerCall, { subscription, commerce }: Sold, target: Offer): Fields {
  const status = statusOf(subscription);
  const country = customerOf(call).tenant.country;
  const error = { code: 2, description: NOT_ACTIVE, additionalDetails: status, attributes: { objectType: 'UpgradeError' } };
  return {
    targetOffer: offerView(target, country),
    upgradeType: 'upgrade_only',
    isEligible: status === 'active',
    quantity: commerce.quantity,
    upgradeErrors: status === 'active' ? [] : [error],
    attributes: { objectType: 'Upgrade' },
  };
}

function targetsOf({ subscription }: Sold): Offer[] {
  return (offerOf(subscription.offerId)?.upgradesTo ?? []).flatMap((id) => offerOf(id) ?? []);
}

function upgrades(call: PartnerCall): Answer {
  const sold = soldOf(call);
  return collection(targetsOf(sold).map((target) => upgradeView(call, sold, target)));
}

/** Buys the target for as many and ends the source. @throws PartnerError 3000 for an offer that it cannot become, 2011 when not active */
function upgrade(call: PartnerCall): Answer {
  const sold = soldOf(call);
  const customer = customerOf(call);
  const id = requiredText(fieldsOf(bodyOf(call)['targetOffer']), 'id', 'targetOffer.id');
  const target = targetsOf(sold).find((one) => keyOf(one.id) === keyOf(id));
  if (!target) throw refusal(3000, `targetOffer.id: the subscription cannot become ${id}`);
  if (statusOf(sold.subscription) !== 'active') throw refusal(2011);
  const { quantity, billingCycle, id: sourceSubscriptionId } = sold.commerce;
  const wanted = { offerId: target.id, bought: { offer: target }, quantity, termDuration: '' };
  const order = placeOrder(call, customer, [wanted], billingCycle);
  sold.subscription.state = 'Deleted';
  const shown = { sourceSubscriptionId, targetSubscriptionId: order.lines[0]?.subscriptionId, upgradeType: 'upgrade_only' };
  recordAudit(call, customer.tenant, { resourceType: 'subscription', operationType: 'upgrade_subscription', value: shown });
  return ok({ ...shown, upgradeErrors: [], licenseErrors: [], attributes: { objectType: 'UpgradeResult' } });
}

const AT = '/v1/customers/{customer}/subscriptions/{subscription}';

export const TRANSITIONS: readonly Route[] = [
  ['GET', `${AT}/conversions`, conversions],
  ['POST', `${AT}/conversions`, convert],
  ['GET', `${AT}/upgrades`, upgrades],
  ['POST', `${AT}/upgrades`, upgrade],
];
