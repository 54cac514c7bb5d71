import type { Azure } from '../../kernel/azure';
import type { ArmPath } from '../../kernel/destination';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { getRateCard, listUsageAggregates } from './commerce';
import { listUsageDetails } from './usage-details';

function ofSubscription(path: string, handle: (azure: Azure, request: ArmRequest, subscriptionId: string) => Answer): ArmPath {
  return [
    'GET',
    new RegExp(`^/subscriptions/([^/]+)/providers/${path.replaceAll('.', '\\.')}$`, 'i'),
    (azure, request, [, subscriptionId = '']) => ({
      operation: `${path}/read`,
      scope: `/subscriptions/${subscriptionId}`,
      handle: () => handle(azure, request, subscriptionId),
    }),
  ];
}

/** The paths of Microsoft.Consumption and Microsoft.Commerce below Azure Resource Manager. */
export const METERING_PATHS: readonly ArmPath[] = [
  ofSubscription('Microsoft.Consumption/usageDetails', listUsageDetails),
  ofSubscription('Microsoft.Commerce/UsageAggregates', listUsageAggregates),
  ofSubscription('Microsoft.Commerce/RateCard', (azure, request) => getRateCard(azure, request)),
];
