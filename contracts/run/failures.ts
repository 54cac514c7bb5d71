import type { Party } from '../people/parties';

export interface FailureKind {
  /** Does trying again, with nothing changed by a person, help? */
  retryable: boolean;
  /** Who has to act. `nobody`: it passes by itself. `developer`: a bug, or an answer nobody here has seen. */
  actor: Party | 'nobody' | 'developer';
  meaning: string;
}

const kind = (retryable: boolean, actor: FailureKind['actor'], meaning: string): FailureKind => ({ retryable, actor, meaning });

/** The closed list. Everything that ends a step, an update or a run has one of these as its type. */
export const FAILURES = {
  // What was asked for
  InvalidInput: kind(false, 'operator', 'the input breaks its schema or contradicts itself'),
  NotYet: kind(false, 'operator', 'Handover does not do this yet'),
  SubscriptionNotFound: kind(false, 'operator', 'no such subscription, or the signed-in identity cannot see it'),
  SubscriptionDisabled: kind(false, 'customer', 'the subscription is disabled, deleted or past due'),
  OtherTenant: kind(false, 'operator', 'both subscriptions must be in the customer’s tenant'),
  MicrosoftAccount: kind(false, 'customer', 'a Microsoft Account owns the subscription: it has to belong to a directory first'),
  NothingToMove: kind(false, 'operator', 'no resource of the chosen groups can be moved'),
  NotThisPartner: kind(false, 'operator', 'the subscription is not sold by the source partner'),
  LicenceBased: kind(false, 'operator', 'a licence-based subscription, which does not move as Azure subscriptions do'),
  UnknownPartner: kind(false, 'operator', 'the MPN id is unknown to Microsoft or is not this partner’s'),
  OtherCountry: kind(false, 'operator', 'customer and partners are not in one country'),
  NoRelationship: kind(false, 'customer', 'the partner has no reseller relationship with the customer'),
  NoAgreement: kind(false, 'customer', 'the customer has not accepted the Microsoft Customer Agreement with this partner'),
  OrderRefused: kind(false, 'operator', 'Partner Center has not provided what was ordered; the message says why'),
  PlanChanged: kind(false, 'operator', 'what is there now gives another plan than the one that was given or approved'),
  ArtifactChanged: kind(false, 'operator', 'a stored file is missing or is not the one that was stored'),
  Retired: kind(false, 'operator', 'Microsoft has retired what is asked for'),
  // People
  Declined: kind(false, 'operator', 'a party said no'),
  Expired: kind(false, 'operator', 'a party did not answer in time'),
  DecisionRefused: kind(false, 'customer', 'this answer does not count: see the message'),
  NotWaiting: kind(false, 'operator', 'nothing is waiting for this'),
  GivenUp: kind(false, 'operator', 'the operator gave up on a step'),
  UndoIncomplete: kind(false, 'operator', 'something could not be put back: a person has to'),
  // Partner Center and Microsoft.Billing said
  TransferExists: kind(false, 'nobody', 'a transfer of this is under way already: it is joined'),
  TransferNotYet: kind(true, 'nobody', 'bought too recently to be transferred: tried again after a day'),
  TransferRefused: kind(false, 'operator', 'Microsoft refuses the transfer; the message says what stands in the way'),
  // Azure said
  Throttled: kind(true, 'nobody', 'too many requests; Azure says when to come back'),
  AzureUnavailable: kind(true, 'nobody', '5xx, a reset connection, a time-out'),
  NotReplicated: kind(true, 'nobody', 'a new principal or permission is not known everywhere yet'),
  StillRunning: kind(true, 'nobody', 'a long operation has not ended yet'),
  FabricUpgrade: kind(true, 'nobody', 'the provider is being upgraded (OperationNotAllowed); took six hours once'),
  OperationInProgress: kind(true, 'nobody', 'another operation works on the group or resource'),
  AccessDenied: kind(false, 'customer', 'the identity lacks a right on the scope'),
  SignInFailed: kind(false, 'operator', 'the credentials of this party are refused'),
  ScopeLocked: kind(false, 'operator', 'a lock forbids it'),
  PolicyDenied: kind(false, 'customer', 'a policy of the destination denies it'),
  MoveRefused: kind(false, 'operator', 'the move’s validation refused it; the details name the resources'),
  UpgradeRefused: kind(false, 'customer', 'Azure refuses the classic upgrade of a unit; the message says why and what to do'),
  MissingDependents: kind(false, 'operator', 'resources that must go along are not in the batch'),
  RegionMix: kind(false, 'operator', 'storage accounts of another region are in the batch (MoveResourcesNotFound)'),
  QuotaExceeded: kind(false, 'destinationPartner', 'the destination’s quota does not allow it'),
  MachineFailed: kind(
    false,
    'customer',
    'a virtual machine is in a failed state: it has to be repaired first (reapply or redeploy)',
  ),
  NotFound: kind(false, 'operator', 'the thing named is not there'),
  Conflict: kind(false, 'operator', 'it exists already with other content'),
  NotCarriedOver: kind(false, 'operator', 'role assignments or locks could not be put at the destination'),
  OutcomeUnknown: kind(false, 'operator', 'the request was sent and no answer came: it has to be looked up'),
  UnknownAzureError: kind(false, 'developer', 'an error code that Handover does not know'),
} as const satisfies Record<string, FailureKind>;

export type FailureType = keyof typeof FAILURES;
