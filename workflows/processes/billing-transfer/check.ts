import type { BillingState } from './state';
import { fail, failureOf } from '../../base/failures';

/**
 * Looks at everything that could be wrong before anybody is asked or anything is sent: the subscriptions, their directory, account and enrolment,
 * the partner's agreement, customer and Azure plan, other requests. Throws what the checks throw.
 */
export async function checkBilling(state: BillingState): Promise<void> {
  const { input, run, operator, partner } = state;
  const { customer, variant } = input;
  // A partner's enrolment is not the customer's to look at.
  const isCustomers = variant === 'customerEa';
  const { subscriptions } = await operator
    .checkTenantMove('Check the subscriptions, their account and enrolment', {
      variant,
      subscriptions: input.subscriptions,
      directories: [customer.tenantId],
      customerTenantId: customer.tenantId,
      portalTenantId: customer.tenantId,
      portal: state.hasPortal && isCustomers,
      enrolment: input.enrolment,
      ...(input.sourceAccount === undefined ? {} : { sourceAccount: input.sourceAccount }),
    })
    .catch((error: unknown) => {
      const { type, message } = failureOf(error);
      throw type === 'OtherTenant' ? fail(type, `${message}; ${ONLY_THERE}`) : error;
    });
  state.subscriptions = subscriptions;
  state.recipientEmail = ownerOf(state);
  if (state.hasPortal && !isCustomers) await checkPartnersAccount(state);
  const { at } = await partner.checkBillingPartner('Check the partner’s agreement, customer and Azure plan', {
    partner: input.partner,
    customer: { tenantId: customer.tenantId, name: customer.name },
    recipientEmail: state.recipientEmail,
  });
  state.at = at;
  for (const { by, tenantId } of recipientsOf(state))
    await by.checkNobodyElseAsks('See that nobody else asks for them', { tenantId, recipientEmail: state.recipientEmail });
  run.progress.say(`${subscriptions.length} may be asked for; ${state.recipientEmail} is asked`);
}

const ONLY_THERE =
  'Microsoft transfers the billing of subscriptions of the customer’s own directory alone: bring it there first (tenant-move, by default or with changeTenant)';

/** Throws `NotFound`, `TransferRefused`. */
async function checkPartnersAccount({ partner, input, recipientEmail }: BillingState): Promise<void> {
  const { enrolment } = input;
  const { status } = await partner.eaAccount('Look at the account in the enrolment', {
    as: input.partner.tenantId,
    enrolment,
    owner: recipientEmail,
  });
  if (status === undefined)
    throw fail('NotFound', `sourceAccount: ${recipientEmail} has no account in the enrolment ${enrolment}: check both`);
  if (status !== 'Active')
    throw fail(
      'TransferRefused',
      `sourceAccount: the account of ${recipientEmail} is ${status}; its owner signs in to the EA portal and presses Continue, then start again`,
    );
}

/** Who may be able to answer for the account: a partner's enrolment has accounts of the partner's directory and of the customer's. */
export function recipientsOf({ input, operator, partner }: BillingState) {
  const ofCustomer = { by: operator, tenantId: input.customer.tenantId };
  return input.variant === 'partnerEa' ? [{ by: partner, tenantId: input.partner.tenantId }, ofCustomer] : [ofCustomer];
}

/** A request goes to one account. Throws `InvalidInput`. */
function ownerOf({ subscriptions }: BillingState): string {
  const unowned = subscriptions.findIndex(({ ownerBefore }) => ownerBefore === undefined);
  if (unowned >= 0)
    throw fail(
      'InvalidInput',
      `sourceAccount: is missing, and Azure does not say who owns ${subscriptions[unowned]?.displayName ?? ''}: name the e-mail of the account in the enrolment`,
    );
  const [first = '', ...others] = [...new Set(subscriptions.map(({ ownerBefore = '' }) => ownerBefore.toLowerCase()))];
  if (others.length > 0)
    throw fail(
      'InvalidInput',
      `subscriptions: are of ${others.length + 1} accounts (${[first, ...others].join(', ')}), and a request goes to one: one run for each account`,
    );
  return first;
}
