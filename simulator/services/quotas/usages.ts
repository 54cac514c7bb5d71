import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { badRequest, missingRegistration } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { LOCATIONS, normalLocation } from '../providers/locations';
import { registrationState } from '../providers/registrations';
import { countQuotas } from './count';
import { limitOf, type Quota, QUOTAS } from './limits';

/**
 * GET /subscriptions/{s}/providers/{namespace}/locations/{location}/usages of Microsoft.Compute, Microsoft.Network, Microsoft.Storage: what is
 * there against what there may be. Only network says ids.
 */
export function listUsages(
  azure: Azure,
  request: ArmRequest,
  subscriptionId: string,
  namespace: Quota['namespace'],
  where: string,
): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  const location = normalLocation(where);
  if (!LOCATIONS.has(location)) throw badRequest('NoRegisteredProviderFound', notThere(namespace, where));
  if (registrationState(subscription, namespace) !== 'Registered') throw new ArmError(409, missingRegistration(namespace));
  const counted = countQuotas([...azure.store.resourcesOf(subscription.subscriptionId)].map(({ resource }) => resource));
  const amounts = counted.get(location);
  return page(
    request,
    QUOTAS.filter((quota) => quota.namespace === namespace).map((quota) => ({
      ...(namespace === 'Microsoft.Network'
        ? {
            id: `/subscriptions/${subscription.subscriptionId}/providers/${namespace}/locations/${location}/usages/${quota.name}`,
          }
        : {}),
      unit: 'Count',
      currentValue: amounts?.get(quota.name) ?? 0,
      limit: limitOf(subscription, location, quota),
      name: { value: quota.name, localizedValue: quota.title },
    })),
  );
}

function notThere(namespace: string, location: string): string {
  return `No registered resource provider found for location '${location}' and namespace '${namespace}' for type 'locations/usages'.`;
}
