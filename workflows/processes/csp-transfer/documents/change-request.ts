import type { CspTransferInput, TransferredSubscription } from '../../../../contracts/processes/csp-transfer';
import type { Document } from '../../../../contracts/people/document';

/** What the customer states in writing: that it wants to change the partner (seed l.1585). */
export function changeRequest(input: CspTransferInput, subscriptions: readonly TransferredSubscription[]): Document {
  const { customer, sourcePartner, destinationPartner } = input;
  return {
    title: 'Request to change the partner',
    version: 1,
    sections: [
      {
        title: 'Statement',
        text: [
          `${customer.name} wishes to have the Azure subscriptions below transferred from ${sourcePartner.name} to ${destinationPartner.name}, and asks ${sourcePartner.name} to begin.`,
          'Nothing has been changed yet. Resources keep running; what changes is who sells and bills the subscription and who has access as a partner.',
        ],
        fields: [
          { label: 'Customer', value: `${customer.name} (${customer.domain})` },
          { label: 'Partner today', value: `${sourcePartner.name}, MPN ${sourcePartner.mpnId}` },
          { label: 'New partner', value: `${destinationPartner.name}, MPN ${destinationPartner.mpnId}` },
        ],
      },
      subscriptionsSection(subscriptions),
    ],
  };
}

export function subscriptionsSection(subscriptions: readonly TransferredSubscription[]): Document['sections'][number] {
  return {
    title: subscriptions.length === 1 ? 'Subscription' : 'Subscriptions',
    fields: subscriptions.map(({ displayName, subscriptionId, agreement }) => ({
      label: displayName,
      value: `${subscriptionId} (${agreement === 'legacy' ? 'MS-AZR-0145P' : 'Azure plan'})`,
    })),
  };
}
