import type { Document } from '../../../../contracts/people/document';
import type { MovedSubscription, TenantMoveInput } from '../../../../contracts/processes/tenant-move';

/** What the customer of its own enrolment is asked for: the target owner as Owner of the source (seed l.14757). */
export function ownerRequest({ admin, partner }: TenantMoveInput, subscriptions: readonly MovedSubscription[]): Document {
  const { userPrincipalName: who, objectId } = admin;
  return {
    title: 'Owner of the subscriptions for the move',
    version: 1,
    sections: [
      {
        title: 'What is asked',
        text: [
          `${who} is to become Owner of the subscriptions below, so that ${partner.name}’s process can move their resources. Assign the role yourself (Azure portal > Subscriptions > Access control > Add role assignment > Owner); it is seen here. Or approve, and Handover assigns it with the sign-in that you gave it.`,
          'The role is taken away again when the process is undone.',
        ],
        fields: [
          { label: 'Account', value: `${who} (${objectId})` },
          ...subscriptions.map(({ displayName, subscriptionId }) => ({ label: displayName, value: subscriptionId })),
        ],
      },
    ],
  };
}
