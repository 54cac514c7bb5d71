import type { Azure } from '../../../kernel/azure';
import type { Answer, ArmRequest } from '../../../kernel/http/request';
import { subscriptionFor } from '../../../kernel/http/subscription-for';
import { keyOf } from '../../../kernel/ids';
import type { Subscription } from '../../../kernel/state/model';
import { authorize, seesSubscription } from '../../access-control/authorize';
import { LOCATIONS } from '../../providers/locations';

/** Offer → quota id, as GET shows it. */
const QUOTA: Record<string, string> = {
  'MS-AZR-0017P': 'EnterpriseAgreement_2014-09-01',
  'MS-AZR-0003P': 'PayAsYouGo_2014-09-01',
  'MS-AZR-0145P': 'CSP_2015-05-01',
  'MS-AZR-0017G': 'CSP_2015-05-01',
  'MS-AZR-0044P': 'FreeTrial_2014-09-01',
};

/** A change that a read does not see yet shows what was: recorded as Enabled, Warned, Enabled within a second. */
function view(azure: Azure, subscription: Subscription): Record<string, unknown> {
  const { before } = subscription;
  const { state, displayName } = before && !azure.consistency.isVisible(before.at) ? before : subscription;
  return {
    id: `/subscriptions/${subscription.subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: subscription.partnerTenantId === undefined ? [] : [{ tenantId: subscription.partnerTenantId }],
    subscriptionId: subscription.subscriptionId,
    tenantId: subscription.tenantId,
    displayName,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: QUOTA[subscription.offerId] ?? 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

export function listSubscriptions(azure: Azure, request: ArmRequest): Answer {
  const { caller } = request;
  const value = [...azure.store.subscriptions.values()]
    .filter(
      (one) =>
        (caller.tenantId === undefined || keyOf(one.tenantId) === keyOf(caller.tenantId)) &&
        seesSubscription(azure, caller, one.subscriptionId),
    )
    .map((one) => view(azure, one));
  return { status: 200, body: { value } };
}

export function getSubscription(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  if (!seesSubscription(azure, request.caller, subscriptionId))
    authorize(azure, request.caller, 'Microsoft.Resources/subscriptions/read', `/subscriptions/${subscriptionId}`);
  return { status: 200, body: view(azure, subscription) };
}

export function listLocations(subscriptionId: string): Answer {
  const value = [...LOCATIONS].map(([name, displayName]) => ({
    id: `/subscriptions/${subscriptionId}/locations/${name}`,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
  }));
  return { status: 200, body: { value } };
}

export function listTenants(azure: Azure, request: ArmRequest): Answer {
  const { caller } = request;
  const value = [...azure.store.tenants.values()]
    .filter((one) => caller.tenantId === undefined || keyOf(one.tenantId) === keyOf(caller.tenantId))
    .map((one) => ({
      id: `/tenants/${one.tenantId}`,
      tenantId: one.tenantId,
      tenantCategory: 'Home',
      displayName: one.displayName,
      defaultDomain: one.domain,
      domains: [one.domain],
    }));
  return { status: 200, body: { value } };
}
