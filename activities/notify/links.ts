import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { LINK_ISSUER, LINK_PATHS, type LinkClaims } from '../../contracts/people/link';
import type { Notice } from '../ports/notifier';

export interface Desk {
  url: string;
  /** 32 bytes, base64url: the desk has the same. */
  linkKey?: string | undefined;
}

export interface NoticeLink {
  title: string;
  url: string;
}

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60_000;

const TITLES: Record<LinkClaims['aud'], string> = {
  sign: 'Read, then sign or decline',
  inbox: 'Everything that waits for you',
  status: 'How it stands',
};

/**
 * The desk's pages for one address, by links that open for that party until the notice's deadline, or for 30 days. None without a desk whose
 * key is known. Each call makes other tokens: a repeated notice carries links of its own, and both open.
 */
export async function deskLinks(desk: Desk | undefined, notice: Notice, email: string): Promise<NoticeLink[]> {
  if (desk?.linkKey === undefined) return [];
  const base = desk.url.replace(/\/+$/, '');
  const key = Buffer.from(desk.linkKey, 'base64url');
  const ends = notice.until === undefined ? Date.now() + THIRTY_DAYS_MS : Date.parse(notice.until);
  return Promise.all(
    claimsOf(notice, email).map(async ({ aud, ...claims }) => {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(LINK_ISSUER)
        .setAudience(aud)
        .setExpirationTime(Math.floor(ends / 1000))
        .setJti(randomUUID())
        .sign(key);
      return { title: TITLES[aud], url: `${base}${LINK_PATHS[aud]}?t=${token}` };
    }),
  );
}

/** What is to be signed leads to its page; all else only to where it can be watched. */
function claimsOf(notice: Notice, email: string): LinkClaims[] {
  const tenantId = notice.card?.tenantId?.toLowerCase();
  const who = { party: notice.to, email, ...(tenantId === undefined ? {} : { tenantId }) };
  const run = {
    workflowId: notice.workflowId,
    ...(notice.runId === undefined ? {} : { runId: notice.runId }),
    ...(notice.links === undefined ? {} : { links: notice.links }),
  };
  const status: LinkClaims = { aud: 'status', ...who, ...run };
  if (!isToBeSigned(notice)) return [status];
  const { step, digest } = notice;
  return [{ aud: 'sign', ...who, ...run, step, digest }, { aud: 'inbox', ...who, ...run }, status];
}

/** An answer is asked, and it is given at the desk: not at Microsoft, where `link` leads. */
export function isToBeSigned(notice: Notice): notice is Notice & { digest: string } {
  return notice.digest !== undefined && notice.kind !== 'tell';
}
