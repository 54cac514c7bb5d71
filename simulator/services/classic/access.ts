import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { ArmRequest, Caller } from '../../kernel/http/request';
import { authenticate } from '../../kernel/identity/authenticate';
import { keyOf } from '../../kernel/ids';
import { administratorsOf } from '../../kernel/state/administrators';
import { ClassicError } from './errors';

/** Audiences of a token that RDFE takes, beside the simulator's own address. */
const AUDIENCES = ['https://management.core.windows.net', 'https://management.azure.com'];

function unauthenticated(headers: Record<string, string> = {}): ClassicError {
  return new ClassicError(
    401,
    'AuthenticationFailed',
    'The server failed to authenticate the request. Verify that the token is valid, is meant for this service and is associated with this subscription.',
    headers,
  );
}

/**
 * Who calls, by the bearer token of the subscription's tenant.
 * @throws ClassicError 401
 */
export function callerOf(azure: Azure, request: ArmRequest): Caller {
  const authorization = request.headers['authorization'];
  let caller: Caller;
  try {
    caller = authenticate(authorization, azure.tokens, request.origin);
  } catch (error) {
    if (error instanceof ArmError) throw unauthenticated(error.headers);
    throw error;
  }
  const claims = azure.tokens.read(authorization?.split(/\s+/)[1] ?? '');
  if (typeof claims === 'string') return caller;
  const audience = claims.aud.replace(/\/+$/, '').toLowerCase();
  if (![...AUDIENCES, request.origin.toLowerCase(), azure.origin.toLowerCase()].includes(audience)) throw unauthenticated();
  return caller;
}

/**
 * The version header that every request has to have.
 * @throws ClassicError 400
 */
export function assertVersion(request: ArmRequest): void {
  if (/^20\d\d-\d\d-\d\d$/.test(request.headers['x-ms-version'] ?? '')) return;
  throw new ClassicError(
    400,
    'MissingOrIncorrectVersionHeader',
    'The versioning header is not specified or was specified incorrectly.',
  );
}

/**
 * The classic model knows no roles: whoever is service administrator or co-administrator may do everything, others nothing (seed l.14949).
 * @throws ClassicError 403
 */
export function assertAdministrator(azure: Azure, caller: Caller, subscriptionId: string): void {
  const subscription = azure.store.subscriptions.get(keyOf(subscriptionId));
  const isHome =
    subscription !== undefined && (caller.tenantId === undefined || keyOf(caller.tenantId) === keyOf(subscription.tenantId));
  if (isHome && (caller.isDevelopment || isAdministrator(azure, caller, subscriptionId))) return;
  throw new ClassicError(
    403,
    'ForbiddenError',
    'The server failed to authenticate the request. Verify that the certificate is valid and is associated with this subscription.',
  );
}

function isAdministrator(azure: Azure, caller: Caller, subscriptionId: string): boolean {
  const own = azure.store.principals.get(keyOf(caller.objectId));
  return administratorsOf(azure.store, subscriptionId).some(
    (one) =>
      one.role !== 'AccountAdministrator' &&
      (one.principalId === undefined
        ? own?.userPrincipalName !== undefined && keyOf(own.userPrincipalName) === keyOf(one.emailAddress)
        : keyOf(one.principalId) === keyOf(caller.objectId)),
  );
}
