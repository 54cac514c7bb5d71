import type { CheckedProduct } from '../../../../activities/billing/ownership-requests';
import type { BillingTransferInput } from '../../../../contracts/processes/billing-transfer';
import type { Document, DocumentField } from '../../../../contracts/people/document';
import type { MovedSubscription } from '../../../../contracts/processes/tenant-move';

interface Change {
  id: string;
  label: string;
  value: string;
  accepts: string;
}

/** What a transfer of billing changes: the customer accepts each by its name (learn.microsoft.com, mpa-request-ownership). */
function changes({ customer, partner, enrolment }: BillingTransferInput, account: string): Change[] {
  return [
    {
      id: 'billing',
      label: 'Billing',
      value: `${partner.name} is billed by Microsoft from the transfer on, under its Azure plan, and bills ${customer.name}. Charges of before that are reported later are on ${partner.name}'s bill too.`,
      accepts: `I know that ${partner.name} bills us for these subscriptions from the transfer on`,
    },
    {
      id: 'final',
      label: 'No way back',
      value: `Once accepted it cannot be cancelled or taken back. There is no transfer from a partner to an Enterprise Agreement: only resources could be moved there, one by one.`,
      accepts: 'I know that this cannot be taken back once it is accepted',
    },
    {
      id: 'prices',
      label: 'Prices and credits of the agreement',
      value: `Prices, discounts, prepayment and credits of the enrolment ${enrolment} end for these subscriptions. Dev/Test rates of an Enterprise Dev/Test subscription end too.`,
      accepts: 'I know that prices, discounts and credits of the Enterprise Agreement no longer count for these subscriptions',
    },
    {
      id: 'reservations',
      label: 'Reservations, savings plans, SaaS',
      value:
        'They do not go along. They stay in the enrolment and no longer count for these subscriptions: use them there, exchange or cancel them.',
      accepts: 'I know that reservations, savings plans and SaaS products stay in the enrolment',
    },
    {
      id: 'support',
      label: 'Support',
      value: `The Azure support plan does not go along: ${partner.name} is asked for support.`,
      accepts: `I know that the support plan does not go along, and that ${partner.name} gives support`,
    },
    {
      id: 'enrolment',
      label: 'Enrolment',
      value: `The account ${account} of the enrolment ${enrolment} loses the subscriptions. Their cost and usage of before can no longer be read: download them first. Raised quotas go back to their defaults.`,
      accepts:
        'I know that the enrolment loses these subscriptions with their cost history, and that quotas go back to their defaults',
    },
  ];
}

/** What the customer has to state beside its yes. */
export function billingStates(input: BillingTransferInput, account: string): { id: string; text: string }[] {
  return changes(input, account).map(({ id, accepts }) => ({ id, text: accepts }));
}

/** What goes, what changes by that, what stays, and what Azure's validation says of each subscription. */
export function billingChanges(
  input: BillingTransferInput,
  subscriptions: readonly MovedSubscription[],
  account: string,
  checked: readonly CheckedProduct[],
  request: string,
): Document {
  const { customer, partner } = input;
  const findingsOf = (id: string) => checked.find(({ subscriptionId }) => subscriptionId === id)?.findings ?? [];
  const stays = subscriptions.filter(({ subscriptionId }) => findingsOf(subscriptionId).length > 0);
  const goes = subscriptions.filter((one) => !stays.includes(one));
  return {
    title: `Transfer of billing to ${partner.name}`,
    version: 1,
    sections: [
      {
        title: 'What goes',
        text: [
          `${partner.name} asks for the billing of the subscriptions below of ${customer.name}. ${
            checked.length > 0
              ? 'On your yes it is accepted at Microsoft; until then it can be cancelled.'
              : `On your yes ${account} is asked to accept it at Microsoft; until then it can be cancelled.`
          }`,
        ],
        fields: [
          { label: 'Partner', value: `${partner.name}, MPN ${partner.mpnId}` },
          { label: 'Request', value: `${request}, sent to ${account}` },
          ...goes.map(({ displayName, subscriptionId }): DocumentField => ({
            label: displayName,
            value: `${subscriptionId}${checked.length > 0 ? ': Azure’s validation has nothing against it' : ': Azure validates it when it is accepted'}`,
          })),
        ],
      },
      { title: 'What changes', fields: changes(input, account).map(({ label, value }) => ({ label, value })) },
      {
        title: 'What stays',
        fields: [
          { label: 'Subscriptions', value: 'The same ids, in the same directory. Services go on running.' },
          { label: 'Resources and data', value: 'Where they are, with the same ids, locks, tags and policies.' },
          { label: 'Access', value: `All role assignments stay. ${partner.name} gets none by this.` },
        ],
      },
      ...(stays.length > 0
        ? [
            {
              title: 'Not transferred',
              text: ['Azure’s validation refuses these; they stay in the enrolment.'],
              fields: stays.flatMap(({ displayName, subscriptionId }) =>
                findingsOf(subscriptionId).map(({ code, message, fix }): DocumentField => ({
                  label: displayName,
                  value: `${subscriptionId}: ${code}: ${message} ${fix}`,
                })),
              ),
            },
          ]
        : []),
    ],
  };
}

/** What the owner of the account does at Microsoft, where no program may answer for it. */
export function acceptClicks(
  { partner }: BillingTransferInput,
  subscriptions: readonly MovedSubscription[],
  account: string,
  request: string,
): Document {
  return {
    title: `Acceptance of the request of ${partner.name}`,
    version: 1,
    sections: [
      {
        title: 'To do',
        text: [
          'Only the owner of the account may accept, signed in at Microsoft. Please do it there; Handover sees it. It cannot be taken back afterwards. Decline here when it is not to be done.',
        ],
        fields: [
          { label: 'Sign in as', value: account },
          { label: '1.', value: `Open the link in Microsoft’s mail about the request of ${partner.name} (${request}).` },
          ...subscriptions.map(({ displayName, subscriptionId }, at) => ({
            label: `${at + 2}.`,
            value: `Choose ${displayName} (${subscriptionId}).`,
          })),
          {
            label: `${subscriptions.length + 2}.`,
            value: 'Choose nothing else. Read what Microsoft’s validation says, and accept.',
          },
        ],
      },
    ],
  };
}
