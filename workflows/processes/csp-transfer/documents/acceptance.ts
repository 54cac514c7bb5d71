import type { CspTransferInput, TransferredSubscription } from '../../../../contracts/processes/csp-transfer';
import type { Document } from '../../../../contracts/people/document';
import { subscriptionsSection } from './change-request';

/** What the source partner accepts at Partner Center: from then on the transfer cannot be taken back. */
export function acceptance(
  { customer, sourcePartner, destinationPartner }: CspTransferInput,
  subscriptions: readonly TransferredSubscription[],
  transferId: string,
): Document {
  return {
    title: 'Acceptance of the transfer',
    version: 1,
    sections: [
      {
        title: 'Transfer',
        text: [
          `${destinationPartner.name} asks for the subscriptions below of ${customer.name}. When ${sourcePartner.name} accepts, Microsoft moves them; this cannot be taken back, only another transfer in the other direction can.`,
        ],
        fields: [
          { label: 'Transfer in Partner Center', value: transferId },
          { label: 'Customer', value: `${customer.name} (${customer.tenantId})` },
          { label: 'From', value: `${sourcePartner.name} (${sourcePartner.tenantId})` },
          { label: 'To', value: `${destinationPartner.name} (${destinationPartner.tenantId})` },
        ],
      },
      subscriptionsSection(subscriptions),
    ],
  };
}
