import { createHmac, randomBytes } from 'node:crypto';

interface TokenClaims {
  /** Object id of who signed in. */
  oid: string;
  tid: string;
  appid: string;
  aud: string;
  /** Real seconds since the epoch: clients keep tokens by their own clock. */
  exp: number;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Issues and reads signed tokens; another simulator's tokens are not taken. */
export class Tokens {
  private readonly key = randomBytes(32);
  /** Real seconds a token is good for. */
  lifetime = 3599;

  issue(claims: Omit<TokenClaims, 'exp'>): string {
    const now = Math.floor(Date.now() / 1000);
    const body = {
      ...claims,
      iss: `https://sts.windows.net/${claims.tid}/`,
      sub: claims.oid,
      ver: '1.0',
      iat: now,
      nbf: now,
      exp: now + this.lifetime,
    };
    const signed = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(body)}`;
    return `${signed}.${this.sign(signed)}`;
  }

  /** The claims, `expired`, or `invalid` for anything this simulator did not sign. */
  read(token: string): TokenClaims | 'expired' | 'invalid' {
    const [header, body, signature] = token.split('.');
    if (header === undefined || body === undefined || signature !== this.sign(`${header}.${body}`)) return 'invalid';
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as TokenClaims;
    return claims.exp * 1000 <= Date.now() ? 'expired' : claims;
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}
