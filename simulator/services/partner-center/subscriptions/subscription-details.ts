import { GUID } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { saleOf } from '../../../kernel/offers';
import { collection, link, ok } from '../api/answers';
import { bodyOf, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { dayOf, pathOf, skuOf, type Sold, soldOf, statusOf } from './subscription-views';

/** Virtual milliseconds that registering a subscription takes. */
const REGISTERING = 5 * 60_000;

function provisioningStatus(call: PartnerCall): Answer {
  const sold = soldOf(call);
  return ok({
    skuId: skuOf(sold),
    status: 'success',
    quantity: sold.commerce.quantity,
    endDate: dayOf(sold.commerce.createdAt + 365 * 86_400_000),
    attributes: { objectType: 'SubscriptionProvisioningStatus' },
  });
}

/** A subscription that is sold by usage has one: the Azure subscription itself. */
function azureEntitlements(call: PartnerCall): Answer {
  const { subscription, commerce } = soldOf(call);
  if (saleOf(subscription.offerId) === 'licence') return collection([]);
  return collection([
    {
      id: subscription.subscriptionId,
      friendlyName: subscription.displayName,
      status: statusOf(subscription),
      subscriptionId: commerce.id,
    },
  ]);
}

/** Registers a subscription for Azure reservations. Source: learn.microsoft.com/partner-center/developer/register-a-subscription. */
function register(call: PartnerCall): Answer {
  const sold = soldOf(call);
  if (saleOf(sold.subscription.offerId) === 'licence') throw refusal(800021);
  if (sold.commerce.registration === 'notregistered') {
    sold.commerce.registration = 'registering';
    sold.commerce.registeredAt = call.azure.clock.now() + REGISTERING;
  }
  return { status: 202, headers: { Location: `${pathOf(sold)}/registrationstatus` } };
}

const REGISTRATION = { notregistered: 'NotRegistered', registering: 'Registering', registered: 'Registered' } as const;

function registrationStatus(call: PartnerCall): Answer {
  const { commerce } = soldOf(call);
  if (commerce.registeredAt !== undefined && commerce.registeredAt <= call.azure.clock.now())
    commerce.registration = 'registered';
  return ok({
    subscriptionId: commerce.id,
    status: REGISTRATION[commerce.registration],
    attributes: { objectType: 'SubscriptionRegistrationStatus' },
  });
}

function supportContactView(call: PartnerCall, sold: Sold): Answer {
  const own = { supportTenantId: call.partner.tenantId, supportMpnId: call.partner.mpnId, name: call.partner.name };
  return ok({
    ...(sold.commerce.supportContact ?? own),
    links: { self: link(`${pathOf(sold)}/supportcontact`) },
    attributes: { objectType: 'SupportContact' },
  });
}

function getSupportContact(call: PartnerCall): Answer {
  return supportContactView(call, soldOf(call));
}

function putSupportContact(call: PartnerCall): Answer {
  const sold = soldOf(call);
  const { supportTenantId, supportMpnId, name } = bodyOf(call);
  if (typeof supportTenantId !== 'string' || !GUID.test(supportTenantId)) throw refusal(3000, 'supportTenantId is a GUID');
  if (typeof supportMpnId !== 'string' || supportMpnId === '') throw refusal(3000, 'supportMpnId is required');
  sold.commerce.supportContact = { supportTenantId, supportMpnId, name: typeof name === 'string' ? name : '' };
  return supportContactView(call, sold);
}

const AT = '/v1/customers/{customer}/subscriptions/{subscription}';

export const SUBSCRIPTION_DETAILS: readonly Route[] = [
  ['GET', `${AT}/provisioningstatus`, provisioningStatus],
  ['GET', `${AT}/azureEntitlements`, azureEntitlements],
  ['POST', `${AT}/registrations`, register],
  ['GET', `${AT}/registrationstatus`, registrationStatus],
  ['GET', `${AT}/supportcontact`, getSupportContact],
  ['PUT', `${AT}/supportcontact`, putSupportContact],
];
