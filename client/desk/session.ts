import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Desk } from './desk';
import { type Audience, type Link, LinkError, readLink } from './links';
import { PageError } from './page-error';

const COOKIE = 'handover-link';
const ANY: Audience[] = ['sign', 'inbox', 'status'];

/** Who has come in by which link. Nothing is kept on this side: the link's token stays in the browser's cookie. */
export interface Session {
  link: Link;
  token: string;
  /** Path below which all pages of this session are. Its name is made of the token and does not lead back to it. */
  base: string;
}

/**
 * Takes a link's token out of the URL into a cookie that only the pages of this link get. Throws PageError.
 * SameSite is Lax, not Strict: a browser that comes from a page of web mail would not send a Strict cookie to the page that the link leads to.
 * A form of another site still goes without it, and lacks the form's own token besides.
 */
export async function beginSession(c: Context, { config, now }: Desk, aud: Audience): Promise<Session> {
  const token = c.req.query('t') ?? '';
  const link = await read(token, aud, config.linkKey, now());
  const base = baseOf(token);
  setCookie(c, COOKIE, token, {
    path: base,
    httpOnly: true,
    sameSite: 'Lax',
    secure: config.url.startsWith('https:'),
    maxAge: Math.min(MAX_COOKIE_AGE_S, link.exp - Math.floor(now().getTime() / 1000)),
  });
  return { link, token, base };
}

/** The session that this request belongs to. Throws PageError when its link is missing or over. */
export async function sessionOf(c: Context, { config, now }: Desk): Promise<Session> {
  const token = getCookie(c, COOKIE) ?? '';
  const base = baseOf(token);
  if (!c.req.path.startsWith(`${base}/`)) {
    throw new PageError(
      403,
      'This page opens by a link',
      'Open the link in the message that was sent to you. It opens this page in this browser; cookies have to be allowed.',
    );
  }
  return { link: await read(token, ANY, config.linkKey, now()), token, base };
}

/** Browsers keep a cookie for 400 days at most, and hono refuses to ask for more. */
const MAX_COOKIE_AGE_S = 400 * 86_400;

function baseOf(token: string): string {
  return `/at/${createHash('sha256').update(`handover-session:${token}`).digest('base64url').slice(0, 22)}`;
}

async function read(token: string, aud: Audience | Audience[], key: string, now: Date): Promise<Link> {
  try {
    return await readLink(token, aud, key, now);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    throw error.reason === 'expired'
      ? new PageError(
          410,
          'This link has expired',
          'A newer message may have been sent to you since: use its link. Otherwise ask the person who runs the transfer to have one sent.',
        )
      : new PageError(
          403,
          'This link is not valid',
          'It may have been cut in two on its way. Open it from the message once more, or copy it whole.',
        );
  }
}
