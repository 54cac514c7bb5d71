import type { PartnerCenter, PartnerSubscription } from '../../ports/partner-center';
import { isFailure } from '../../failures/failure';
import { NO_CUSTOMER } from './customers';
import { etagIn, idIn, type Json, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

const LEGACY_OFFER = 'MS-AZR-0145P';
/** Product DZH318Z0BPS6 is the Azure plan; MS-AZR-0017G is what a subscription under it is called in Azure. */
const PLAN_OFFER = /^(DZH318Z0BPS6|MS-AZR-0017G)/i;

/**
 * What the partner sells to a customer. Sources: learn.microsoft.com/partner-center/developer, get-a-list-of-subscriptions and
 * get-a-list-of-azure-entitlements-for-subscription.
 */
export function subscriptions(transport: Transport): Pick<PartnerCenter, 'subscriptions'> {
  /** An Azure plan is one subscription in Partner Center and has Azure's ones below it, so that one becomes as many as it has entitlements. */
  const underPlan = async (customer: string, plan: Json): Promise<PartnerSubscription[]> => {
    const known = subscriptionIn(plan);
    if (known.azureSubscriptionId !== '') return [known];
    const path = `${customer}/subscriptions/${encodeURIComponent(known.id)}/azureEntitlements`;
    const entitlements = await everyItem(transport, `list the Azure subscriptions of plan ${known.id}`, path);
    return entitlements.map((entitlement) => ({
      ...known,
      azureSubscriptionId: idIn(entitlement.id),
      displayName: textIn(entitlement.friendlyName) ?? known.displayName,
      status: (textIn(entitlement.status) ?? known.status).toLowerCase(),
    }));
  };

  return {
    async subscriptions(tenantId) {
      const customer = `/v1/customers/${encodeURIComponent(tenantId)}`;
      try {
        const found = await everyItem(transport, `list the subscriptions of customer ${tenantId}`, `${customer}/subscriptions`);
        const mapped: PartnerSubscription[] = [];
        for (const one of found) {
          if (isPlan(one)) mapped.push(...(await underPlan(customer, one)));
          else mapped.push(subscriptionIn(one));
        }
        return mapped;
      } catch (error) {
        if (isFailure(error, ...NO_CUSTOMER)) return [];
        throw error;
      }
    },
  };
}

const offerOf = (value: Json) => textIn(value.offerId) ?? '';
const isPlan = (value: Json) => PLAN_OFFER.test(offerOf(value));
const isLegacy = (value: Json) => offerOf(value).toUpperCase() === LEGACY_OFFER;

/** `azureSubscriptionId` is empty where the answer does not tell: an Azure plan’s, and what is no Azure at all. */
function subscriptionIn(value: Json): PartnerSubscription {
  const etag = etagIn(value);
  const billing = textIn(value.billingType)?.toLowerCase();
  const id = idIn(value.id);
  return {
    id,
    // Before entitlements were told, a legacy subscription’s id was Azure’s own.
    azureSubscriptionId: idIn(value.entitlementId) || (isLegacy(value) ? id : ''),
    displayName: textIn(value.friendlyName) ?? textIn(value.offerName) ?? id,
    status: (textIn(value.status) ?? 'none').toLowerCase(),
    billingType: billing === 'usage' || billing === 'license' ? billing : 'none',
    agreement: isLegacy(value) ? 'legacy' : 'azurePlan',
    offerId: offerOf(value),
    ...(etag === undefined ? {} : { etag }),
  };
}
