import type { ApplicationFailure } from '@temporalio/common';
import { FAILURES, type FailureType } from '../../contracts/run/failures';
import { explained } from '../../planning/classic/known-errors';
import type { TypeOfCode } from './azure';
import { failure } from './failure';

/** `<Error><Code/><Message/></Error>` of service management: an answer's, or an operation's. */
interface ClassicRefusal {
  status: number;
  code: string | undefined;
  message: string | undefined;
}

/** Code of service management → our type. The refusals of the upgrade itself all come as `BadRequest`, told apart by their words alone. */
const TYPE_OF_CODE: TypeOfCode = {
  ForbiddenError: 'AccessDenied',
  AuthenticationFailed: 'SignInFailed',
  SubscriptionNotFound: 'SubscriptionNotFound',
  SubscriptionDisabled: 'SubscriptionDisabled',
  ResourceNotFound: 'NotFound',
  ConflictError: 'OperationInProgress',
  TooManyRequests: 'Throttled',
  ServerBusy: 'AzureUnavailable',
  OperationTimedOut: 'AzureUnavailable',
  QuotaExceeded: 'QuotaExceeded',
  BadRequest: 'UpgradeRefused',
  MissingSubscriptionRegistration: 'UpgradeRefused',
};

/** An answer that is an error, in our words. */
export function classicFailure({ status, code, message = `HTTP ${status}` }: ClassicRefusal, doing: string): ApplicationFailure {
  const { text, again } = explained(code, message);
  // Locked by somebody's prepare it stays for as long as that person likes; an operation passes.
  const locked = code === 'ConflictError' && /being migrated/i.test(message);
  const known = locked ? 'UpgradeRefused' : code === undefined ? undefined : TYPE_OF_CODE[code];
  const type = known ?? (again ? 'UpgradeRefused' : typeOfStatus(status));
  return failure(type, `${doing}: ${text}`, { ...(code ? { code } : {}), status, again });
}

/** How an operation ended. That does not change by asking again; what failed on Azure's side may be begun anew (`again`). */
export function operationFailure({ status, code, message = `HTTP ${status}` }: ClassicRefusal): ApplicationFailure {
  const { text, again } = explained(code, message);
  const known = code === undefined ? undefined : TYPE_OF_CODE[code];
  const type = known !== undefined && !FAILURES[known].retryable ? known : 'UpgradeRefused';
  return failure(type, `the operation failed: ${text}`, { ...(code ? { code } : {}), status, again: again || status >= 500 });
}

function typeOfStatus(status: number): FailureType {
  if (status === 501) return 'UnknownAzureError';
  if (status >= 500 || status === 408) return 'AzureUnavailable';
  return (
    ({ 401: 'SignInFailed', 403: 'AccessDenied', 404: 'NotFound', 429: 'Throttled' } as const)[status] ?? 'UnknownAzureError'
  );
}
