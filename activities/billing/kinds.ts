import type { KindsOf } from '../common/kind';
import type { createBillingOwnershipActivities } from './ownership-requests';
import type { createUsageActivities } from './usage';

export const kinds = {
  // ownership requests
  checkBillingPartner: 'look',
  azurePlanOf: 'look',
  checkNobodyElseAsks: 'look',
  openBillingRequest: 'do',
  lookAtBillingRequest: 'look',
  awaitBillingRequest: 'watch',
  cancelBillingRequest: 'do',
  receivesBillingRequest: 'look',
  validateBillingRequest: 'look',
  acceptBillingRequest: 'once',
  declineBillingRequest: 'do',
  // usage
  collectUsage: 'survey',
  collectRateCard: 'survey',
} as const satisfies KindsOf<typeof createBillingOwnershipActivities | typeof createUsageActivities>;
