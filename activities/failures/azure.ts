import type { ApplicationFailure } from '@temporalio/common';
import type { FailureType } from '../../contracts/run/failures';
import { failure } from './failure';

/** What an Azure SDK throws, as far as we read it (RestError of @azure/core-rest-pipeline). */
export interface AzureError {
  statusCode?: number | undefined;
  code?: string | undefined;
  message: string;
  headers?: { get: (name: string) => string | undefined } | undefined;
  /** The answer's body, parsed. */
  body?: unknown;
}

interface ArmErrorDetail {
  code: string;
  message: string;
  target?: string;
}

/** Codes of one system → our type. */
export type TypeOfCode = Readonly<Record<string, FailureType>>;

/**
 * Code of Resource Manager and of what lies behind it → our type. One line a code; what is not here is `UnknownAzureError`, so that somebody adds
 * the line. What Handover does about each type says contracts/run/failures.ts. Other systems have tables of their own: billing.ts,
 * partner-center.ts and classic.ts beside this one, and azure/ea-portal/codes.ts.
 * Sources: azure-resource-manager-rpc resource-api-reference (moveResources preflight), the seed's known errors (l.15100-15178), the
 * troubleshooting pages of resource moves, role assignments and locks.
 */
const TYPE_OF_CODE: TypeOfCode = {
  // passes by itself
  TooManyRequests: 'Throttled',
  SubscriptionRequestsThrottled: 'Throttled',
  TenantRequestsThrottled: 'Throttled',
  ResourceRequestsThrottled: 'Throttled',
  RateLimiting: 'Throttled',
  ServerTimeout: 'AzureUnavailable',
  GatewayTimeout: 'AzureUnavailable',
  ServiceUnavailable: 'AzureUnavailable',
  InternalServerError: 'AzureUnavailable',
  PrincipalNotFound: 'NotReplicated',
  OperationNotAllowed: 'FabricUpgrade',
  AnotherOperationInProgress: 'OperationInProgress',
  ResourceGroupBeingDeleted: 'OperationInProgress',
  ResourcesBeingMoved: 'OperationInProgress',
  RequestConflict: 'OperationInProgress',
  DeploymentActive: 'OperationInProgress',
  MoveResourcesHavePendingOperations: 'OperationInProgress',
  RetryableErrorDueToAnotherOperation: 'OperationInProgress',
  // a person has to act
  AuthorizationFailed: 'AccessDenied',
  LinkedAuthorizationFailed: 'AccessDenied',
  RoleAssignmentUpdateNotPermitted: 'AccessDenied',
  InvalidAuthenticationToken: 'SignInFailed',
  InvalidAuthenticationTokenTenant: 'OtherTenant',
  ExpiredAuthenticationToken: 'AzureUnavailable',
  ScopeLocked: 'ScopeLocked',
  RequestDisallowedByPolicy: 'PolicyDenied',
  ResourceMovePolicyValidationFailed: 'PolicyDenied',
  QuotaExceeded: 'QuotaExceeded',
  PublicIPCountLimitReached: 'QuotaExceeded',
  StaticPublicIPCountLimitReached: 'QuotaExceeded',
  NetworkCountLimitReached: 'QuotaExceeded',
  MaxStorageAccountsCountPerSubscriptionExceeded: 'QuotaExceeded',
  SubscriptionNotFound: 'SubscriptionNotFound',
  ReadOnlyDisabledSubscription: 'SubscriptionDisabled',
  SubscriptionNotRegistered: 'MoveRefused',
  MissingSubscriptionRegistration: 'MoveRefused',
  ResourceGroupNotFound: 'NotFound',
  ResourceNotFound: 'NotFound',
  LockNotFound: 'NotFound',
  RoleAssignmentNotFound: 'NotFound',
  RoleAssignmentExists: 'Conflict',
  ResourceAlreadyExists: 'Conflict',
  // the move's own
  MissingMoveDependentResources: 'MissingDependents',
  MoveResourcesNotFound: 'RegionMix',
  MoveResourcesStorageAccountsNotFound: 'RegionMix',
  ResourceMoveProviderValidationFailed: 'MoveRefused',
  ResourceMoveValidationFailed: 'MoveRefused',
  ResourceMoveFailed: 'MoveRefused',
  ResourceMoveTimedOut: 'MoveRefused',
  ResourceMoveNotSupported: 'MoveRefused',
  ResourceTypeMoveNotSupported: 'MoveRefused',
  ResourceNotTopLevel: 'MoveRefused',
  CannotMoveResource: 'MoveRefused',
  MoveNotSupported: 'MoveRefused',
  MoveResourcesHaveInvalidState: 'MoveRefused',
  MoveCannotProceedWithResourcesNotInSucceededState: 'MoveRefused',
  CrossSubscriptionMoveOfResourceWithSSECMK: 'MoveRefused',
  MissingRegistrationState: 'MoveRefused',
  BatchResponseItemError: 'MoveRefused',
};

/** Says only that something inside it failed. */
const WRAPPERS = [
  'ResourceMoveProviderValidationFailed',
  'ResourceMoveValidationFailed',
  'ResourceMoveFailed',
  'BatchResponseItemError',
  'CannotMoveResource',
];

/** The first of these among several details decides. What passes by itself comes last, since all the others would still be there. */
const DECIDES: FailureType[] = [
  'ScopeLocked',
  'PolicyDenied',
  'AccessDenied',
  'QuotaExceeded',
  'MoveRefused',
  'MissingDependents',
  'RegionMix',
  'FabricUpgrade',
  'OperationInProgress',
];

/**
 * Translates. `details` of a move come in two published shapes: structured (2020) and as JSON in the message's string (2018); both are
 * flattened to `{code, message, target}`, at most 50 of them, since a failure travels in the history.
 * @param ownCodes of a system that has codes of its own beside Resource Manager's
 */
export function azureFailure(error: AzureError, doing: string, ownCodes: TypeOfCode = {}): ApplicationFailure {
  const flat = flatten(error.body);
  const code = flat[0]?.code ?? error.code;
  const status = error.statusCode;
  const type = typeOfText(flat, error.message) ?? typeOf(flat, code, status, { ...TYPE_OF_CODE, ...ownCodes });
  const correlationId = error.headers?.get('x-ms-correlation-request-id');
  const retryAfter = Number(error.headers?.get('retry-after'));
  const inner = flat.slice(1).map(({ leaf: _leaf, ...detail }) => detail);
  const why =
    inner.length > 0
      ? inner
          .map((d) => `${d.code}${d.target ? ` (${d.target})` : ''}: ${d.message}`)
          .slice(0, 5)
          .join(' | ')
      : (flat[0]?.message ?? error.message);
  return failure(type, `${doing}: ${code ?? 'no code'}: ${why}`.slice(0, 2_000), {
    ...(code ? { code } : {}),
    ...(status === undefined ? {} : { status }),
    ...(correlationId ? { correlationId } : {}),
    ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}),
    details: inner.slice(0, 50),
  });
}

/** Compute answers OperationNotAllowed for an exceeded quota and for what an upgrade from classic holds as well as for its own upgrade; only the text tells. */
function typeOfText(flat: ArmErrorDetail[], message: string): FailureType | undefined {
  const texts = flat.length > 0 ? flat.filter((d) => d.code === 'OperationNotAllowed').map((d) => d.message) : [message];
  const says = (words: RegExp) => texts.some((text) => words.test(text));
  if (says(/quota/i)) return 'QuotaExceeded';
  return says(/a migration is in progress/i) ? 'OperationInProgress' : undefined;
}

function typeOf(flat: Flat[], code: string | undefined, status: number | undefined, table: TypeOfCode): FailureType {
  const telling = flat.filter((d) => d.leaf && !WRAPPERS.includes(d.code));
  const types = (telling.length > 0 ? telling : flat).map((d) => table[d.code]).filter((t) => t !== undefined);
  const decided = DECIDES.find((t) => types.includes(t));
  if (decided) return decided;
  const known = code === undefined ? undefined : table[code];
  if (known) return known;
  if (status === 501) return 'UnknownAzureError';
  if (status === undefined || status >= 500 || status === 408) return 'AzureUnavailable';
  if (status === 429) return 'Throttled';
  if (status === 401) return 'SignInFailed';
  if (status === 403) return 'AccessDenied';
  if (status === 404) return 'NotFound';
  return 'UnknownAzureError';
}

/** `leaf`: nothing is nested in it, so it is the reason and not its wrapping. */
type Flat = ArmErrorDetail & { leaf: boolean };

/** Outer error first, then every inner one, whatever the nesting. */
function flatten(body: unknown, depth = 0): Flat[] {
  if (depth > 6 || typeof body !== 'object' || body === null) return [];
  const error = ('error' in body ? body.error : body) as Record<string, unknown> | null;
  if (typeof error !== 'object' || error === null) return [];
  const inner = [
    ...(Array.isArray(error.details) ? (error.details as unknown[]) : []),
    ...(error.innererror ? [error.innererror] : []),
    ...asJson(error.message),
  ].flatMap((detail) => flatten(detail, depth + 1));
  if (typeof error.code !== 'string') return inner;
  const message = typeof error.message === 'string' ? error.message : '';
  const self = { code: error.code, message: asJson(message).length > 0 ? '' : message, leaf: inner.length === 0 };
  return [typeof error.target === 'string' ? { ...self, target: error.target } : self, ...inner];
}

function asJson(text: unknown): unknown[] {
  if (typeof text !== 'string' || !text.trimStart().startsWith('{')) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
