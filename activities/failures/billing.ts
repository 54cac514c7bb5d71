import type { ApplicationFailure } from '@temporalio/common';
import type { FailureType } from '../../contracts/run/failures';
import { azureFailure } from './azure';
import { failure } from './failure';

/** An answer of Microsoft.Billing, Microsoft.Subscription or Microsoft.Consumption that is an error. */
interface BillingRefusal {
  status: number;
  body: unknown;
  header: (name: string) => string | undefined;
}

const row = (type: FailureType, way: string): [FailureType, string] => [type, way];

/**
 * Their codes → our type, and the way out; the codes that all of ARM has are in azureFailure's table. Sources: Billing 2024-04-01
 * (SubscriptionTransferValidationErrorCode), mpa-request-ownership, Subscription 2025-11-01-preview.
 */
export const BILLING_CODES: Readonly<Record<string, [type: FailureType, way: string]>> = {
  NotIntendedRecipient: row('AccessDenied', 'The person whom the request was sent to answers it, signed in as that person.'),
  InsufficientPermission: row('AccessDenied', 'The partner puts this worker’s application into its AdminAgents group.'),
  InsufficientPermissionOnSource: row('TransferRefused', 'The account owner of the subscription answers the request.'),
  InsufficientPermissionOnDestination: row('TransferRefused', 'The customer accepts the partner’s reseller relationship first.'),
  InvalidTransferName: row('InvalidInput', 'The operator chooses a name of lower-case letters and digits.'),
  TransferAlreadyExists: row('Conflict', 'The operator chooses another name for the request.'),
  TransferNotPending: row('TransferRefused', 'The operator looks at the request: it has ended or been accepted already.'),
  SubscriptionTypeNotSupported: row(
    'TransferRefused',
    'The operator chooses another way: only subscriptions of an enterprise or customer agreement can be taken over, others move resource by resource.',
  ),
  SubscriptionNotActive: row('SubscriptionDisabled', 'The customer reactivates the subscription, or the operator leaves it out.'),
  SubscriptionHasReservations: row(
    'TransferRefused',
    'The customer cancels or exchanges the reservations, or transfers them first.',
  ),
  NoActiveAzurePlan: row('TransferRefused', 'The destination partner buys an Azure plan for the customer.'),
  MarketplaceNotEnabledOnDestination: row(
    'TransferRefused',
    'The destination partner allows marketplace purchases in its billing profile, or the customer gives the products up.',
  ),
  CrossBillingAccountNotAllowed: row('TransferRefused', 'The customer brings the subscription into its own directory first.'),
  ProductNotFound: row('SubscriptionNotFound', 'The operator checks the subscription’s id.'),
  ProductTypeNotSupported: row('TransferRefused', 'The operator takes products of this type out of the request.'),
  ProductInactive: row('SubscriptionDisabled', 'The customer reactivates the product, or the operator leaves it out.'),
  AssetNotActive: row('SubscriptionDisabled', 'The customer reactivates the product, or the operator leaves it out.'),
  AssetHasCap: row('TransferRefused', 'The customer removes the spending limit of the subscription.'),
  AccountIsLocked: row('TransferRefused', 'The customer has Microsoft’s support unlock the account that owns the subscription.'),
  BillingAccountInactive: row(
    'TransferRefused',
    'The owner of the inactive billing account has Microsoft’s support activate it.',
  ),
  BillingProfilePastDue: row('TransferRefused', 'The owner of the billing profile pays what is past due.'),
  SourceBillingProfilePastDue: row('TransferRefused', 'The customer pays what is past due under its present agreement.'),
  SourceInvoiceSectionInactive: row(
    'TransferRefused',
    'The customer reactivates the invoice section that the subscription is in.',
  ),
  InvoiceSectionIsRestricted: row('TransferRefused', 'The customer lifts the restriction of the invoice section.'),
  InvalidSource: row('TransferRefused', 'The operator checks the enrolment: the subscription is not billed there.'),
  DestinationBillingProfileNotFound: row('TransferRefused', 'The destination partner checks its billing profile.'),
  DestinationBillingProfileInactive: row('TransferRefused', 'The destination partner activates its billing profile.'),
  DestinationBillingProfilePastDue: row('TransferRefused', 'The destination partner pays what is past due.'),
  DestinationInvoiceSectionNotFound: row('TransferRefused', 'The destination partner checks its customer in Microsoft.Billing.'),
  DestinationInvoiceSectionInactive: row(
    'TransferRefused',
    'The destination partner activates its customer in Microsoft.Billing.',
  ),
  InvalidDestination: row('TransferRefused', 'The operator checks the partner’s account, profile and customer.'),
  NotAvailableForDestinationMarket: row(
    'TransferRefused',
    'The customer and the partner have to be in one of Microsoft’s regions for partners: the operator chooses a partner there.',
  ),
  Other: row('TransferRefused', 'The operator asks Microsoft’s support, with the name of the request.'),
  ChangeTenantNotSupported: row(
    'TransferRefused',
    'The operator chooses another way: a CSP subscription stays in its directory, only its resources can be built anew in another one.',
  ),
  ChangeTenantRequestNotFound: row('NotFound', 'The operator asks for the change again: a request is good for a day.'),
  ChangeTenantInProgress: row('Conflict', 'Nobody has to act: the directory is being changed already.'),
  InvalidDestinationTenant: row('InvalidInput', 'The operator corrects the destination tenant’s id.'),
  InvalidDestinationOwner: row('InvalidInput', 'The operator names an owner who is in the destination’s directory.'),
  SubscriptionPolicyViolation: row(
    'PolicyDenied',
    'A global administrator of the directory exempts this identity, or lifts the subscription policy.',
  ),
};

/** Who has to do what about a product that cannot go, a sentence. */
export function wayOut(code: string): string {
  return (BILLING_CODES[code] ?? BILLING_CODES.Other)?.[1] ?? '';
}

/** Translates. The message begins with `doing`, says code and text, and for the codes above ends with who has to act. */
export function billingFailure({ status, body, header }: BillingRefusal, doing: string): ApplicationFailure {
  const { code, message } = (body as { error?: { code?: unknown; message?: unknown } } | undefined)?.error ?? {};
  const known = typeof code === 'string' ? BILLING_CODES[code] : undefined;
  if (!known || typeof code !== 'string')
    return azureFailure({ statusCode: status, message: `HTTP ${status}`, headers: { get: header }, body }, doing);
  const [type, way] = known;
  const correlationId = header('x-ms-correlation-request-id');
  return failure(type, `${doing}: ${code}: ${typeof message === 'string' ? message : 'no text'} ${way}`, {
    code,
    status,
    way,
    ...(correlationId ? { correlationId } : {}),
  });
}
