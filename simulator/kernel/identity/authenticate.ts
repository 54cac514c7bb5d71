import { ArmError } from '../arm-types';
import type { Caller } from '../http/request';
import { DEVELOPMENT_IDENTITY, DEVELOPMENT_OBJECT_ID } from './identities';
import type { Tokens } from './tokens';

function unauthorized(code: string, message: string, origin: string, tenantId?: string): ArmError {
  const challenge = `Bearer authorization_uri="${origin}/${tenantId ?? 'common'}", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`;
  return new ArmError(401, { code, message }, { 'www-authenticate': challenge });
}

/**
 * Who the bearer token speaks for.
 * @throws ArmError 401 with a WWW-Authenticate challenge when it is missing, foreign or expired
 */
export function authenticate(authorization: string | undefined, tokens: Tokens, origin: string): Caller {
  if (authorization === undefined)
    throw unauthorized('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", origin);
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw unauthorized(
      'AuthenticationFailedInvalidHeader',
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
      origin,
    );
  if (token === DEVELOPMENT_IDENTITY) return { objectId: DEVELOPMENT_OBJECT_ID, name: DEVELOPMENT_IDENTITY, isDevelopment: true };
  const claims = tokens.read(token);
  if (claims === 'expired')
    throw unauthorized(
      'ExpiredAuthenticationToken',
      'The access token expiry UTC time is earlier than current UTC time.',
      origin,
    );
  if (claims === 'invalid') throw unauthorized('InvalidAuthenticationToken', 'The access token is invalid.', origin);
  return { objectId: claims.oid, name: claims.appid, tenantId: claims.tid, isDevelopment: claims.appid === DEVELOPMENT_IDENTITY };
}

/** A token of one tenant for a subscription of another. */
export function wrongTenant(caller: Caller, subscriptionTenant: string, origin: string): ArmError {
  return unauthorized(
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer 'https://sts.windows.net/${caller.tenantId}/'. It must match the tenant 'https://sts.windows.net/${subscriptionTenant}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${subscriptionTenant}' to get the token.`,
    origin,
    subscriptionTenant,
  );
}
