import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LINK_ISSUER, LinkClaims } from '../../contracts/people/link';

/** Which page a link leads to. */
export type Audience = LinkClaims['aud'];

/** What a link says, once it has been proven to be one of ours. */
export interface Link extends LinkClaims {
  jti: string;
  /** Seconds since 1970, as in the token. */
  exp: number;
}

/** Why a token opens nothing. `expired`: it is one of ours, and its time is over. */
export class LinkError extends Error {
  constructor(readonly reason: 'expired' | 'unknown') {
    super(reason);
  }
}

/** The token of a link. @param key base64url of 32 bytes @param exp seconds since 1970 */
export function makeLink({ aud, ...claims }: LinkClaims, key: string, exp: number): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(LINK_ISSUER)
    .setAudience(aud)
    .setExpirationTime(exp)
    .setJti(randomUUID())
    .sign(bytesOf(key));
}

/** What a token says. Throws LinkError for one that is forged, over, or for another page. */
export async function readLink(token: string, aud: Audience | Audience[], key: string, now: Date): Promise<Link> {
  try {
    const { payload } = await jwtVerify(token, bytesOf(key), {
      algorithms: ['HS256'],
      issuer: LINK_ISSUER,
      audience: aud,
      currentDate: now,
      requiredClaims: ['exp', 'jti'],
    });
    const { exp, jti } = payload;
    if (exp === undefined || jti === undefined) throw new LinkError('unknown');
    return { ...LinkClaims.parse(payload), exp, jti };
  } catch (error) {
    throw new LinkError(error instanceof errors.JWTExpired ? 'expired' : 'unknown');
  }
}

function bytesOf(key: string): Uint8Array {
  return Buffer.from(key, 'base64url');
}
