import type { Party } from '../people/parties';

/**
 * What Handover does about a failure.
 * - `wait`: it passes by itself; the act is tried again.
 * - `look`: no answer came; what cannot be repeated is looked up before anything is sent again.
 * - `ask`: a person can cure it; the operator is asked, where the run can still go on.
 * - `stop`: the input or a person's word; no other try changes it.
 */
export type FailureResponse = 'wait' | 'look' | 'ask' | 'stop';

export interface FailureKind {
  response: FailureResponse;
  /** Who has to act. `nobody`: it passes by itself. `developer`: a bug, or an answer nobody here has seen. */
  actor: Party | 'nobody' | 'developer';
  meaning: string;
  /** Temporal tries an activity again after it. */
  retryable: boolean;
}

function kind(response: FailureResponse, actor: FailureKind['actor'], meaning: string): FailureKind {
  // No answer to a request that may come twice is an outage. Where a person has to look, sending again could do the act twice.
  return { response, actor, meaning, retryable: response === 'wait' || (response === 'look' && actor === 'nobody') };
}

/** The closed list. Everything that ends a step, an update or a run has one of these as its type. */
export const FAILURES = {
  // What was asked for
  InvalidInput: kind('stop', 'operator', 'the input breaks its schema or contradicts itself'),
  NotYet: kind('stop', 'operator', 'Handover does not do this yet'),
  SubscriptionNotFound: kind('ask', 'operator', 'no such subscription, or the signed-in identity cannot see it'),
  SubscriptionDisabled: kind('ask', 'customer', 'the subscription is disabled, deleted or past due'),
  OtherTenant: kind('ask', 'operator', 'both subscriptions must be in the customer’s tenant'),
  MicrosoftAccount: kind('ask', 'customer', 'a Microsoft Account owns the subscription: it has to belong to a directory first'),
  NothingToMove: kind('stop', 'operator', 'no resource of the chosen groups can be moved'),
  NotThisPartner: kind('stop', 'operator', 'the subscription is not sold by the source partner'),
  LicenceBased: kind('stop', 'operator', 'a licence-based subscription, which does not move as Azure subscriptions do'),
  UnknownPartner: kind('stop', 'operator', 'the MPN id is unknown to Microsoft or is not this partner’s'),
  OtherCountry: kind('stop', 'operator', 'customer and partners are not in one country'),
  NoRelationship: kind('ask', 'customer', 'the partner has no reseller relationship with the customer'),
  NoAgreement: kind('ask', 'customer', 'the customer has not accepted the Microsoft Customer Agreement with this partner'),
  OrderRefused: kind('ask', 'operator', 'Partner Center has not provided what was ordered; the message says why'),
  PlanChanged: kind('stop', 'operator', 'what is there now gives another plan than the one that was given or approved'),
  ArtifactChanged: kind('stop', 'operator', 'a stored file is missing or is not the one that was stored'),
  Retired: kind('stop', 'operator', 'Microsoft has retired what is asked for'),
  // People
  Declined: kind('stop', 'operator', 'a party said no'),
  Expired: kind('stop', 'operator', 'a party did not answer in time'),
  DecisionRefused: kind('stop', 'customer', 'this answer does not count: see the message'),
  NotWaiting: kind('stop', 'operator', 'nothing is waiting for this'),
  GivenUp: kind('stop', 'operator', 'the operator gave up on a step'),
  UndoIncomplete: kind('ask', 'operator', 'something could not be put back, and has to be by hand'),
  // Partner Center and Microsoft.Billing said
  TransferExists: kind('ask', 'operator', 'a transfer of this is under way already, and is not one that this run could join'),
  TransferNotYet: kind('wait', 'nobody', 'bought too recently to be transferred: tried again after a day'),
  TransferRefused: kind('ask', 'operator', 'Microsoft refuses the transfer; the message says what stands in the way'),
  // Azure said
  Throttled: kind('wait', 'nobody', 'Azure counts too many requests, and says when to come back'),
  AzureUnavailable: kind('look', 'nobody', '5xx, a reset connection, a time-out'),
  NotReplicated: kind('wait', 'nobody', 'a new principal or permission is not known everywhere yet'),
  StillRunning: kind('wait', 'nobody', 'a long operation has not ended yet'),
  FabricUpgrade: kind('wait', 'nobody', 'the provider is being upgraded (OperationNotAllowed), which has taken six hours'),
  OperationInProgress: kind('wait', 'nobody', 'another operation works on the group or resource'),
  AccessDenied: kind('ask', 'customer', 'the identity lacks a right on the scope'),
  SignInFailed: kind('ask', 'operator', 'the credentials of this party are refused'),
  ScopeLocked: kind('ask', 'operator', 'a lock forbids it'),
  PolicyDenied: kind('ask', 'customer', 'a policy of the destination denies it'),
  MoveRefused: kind('ask', 'operator', 'the move’s validation refused it; the details name the resources'),
  UpgradeRefused: kind('ask', 'customer', 'Azure refuses the classic upgrade of a unit; the message says why and what to do'),
  MissingDependents: kind('ask', 'operator', 'resources that must go along are not in the batch'),
  RegionMix: kind('ask', 'operator', 'storage accounts of another region are in the batch (MoveResourcesNotFound)'),
  QuotaExceeded: kind('ask', 'destinationPartner', 'the destination’s quota does not allow it'),
  MachineFailed: kind(
    'ask',
    'customer',
    'a virtual machine is in a failed state: it has to be repaired first (reapply or redeploy)',
  ),
  NotFound: kind('ask', 'operator', 'the thing named is not there'),
  Conflict: kind('ask', 'operator', 'it exists already with other content'),
  NotCarriedOver: kind('ask', 'operator', 'role assignments or locks could not be put at the destination'),
  OutcomeUnknown: kind('look', 'operator', 'the request was sent and no answer came: it has to be looked up'),
  UnknownAzureError: kind('ask', 'developer', 'an error code that Handover does not know'),
} satisfies Record<string, FailureKind>;

export type FailureType = keyof typeof FAILURES;

const PARTY_WORDS: Readonly<Record<Party, string>> = {
  customer: 'The customer',
  sourcePartner: 'The source partner',
  destinationPartner: 'The destination partner',
  microsoft: 'Microsoft',
  operator: 'The operator',
};

/** Who has to act after a failure of this type, and on what: a sentence. */
export function whoHasToAct(type: FailureType): string {
  const { actor, meaning }: FailureKind = FAILURES[type];
  if (actor === 'nobody') return 'It passes by itself; nobody has to act.';
  if (actor === 'developer') return 'Handover does not know this answer; report it, and look in Azure.';
  return `${PARTY_WORDS[actor]} has to act: ${meaning}.`;
}
