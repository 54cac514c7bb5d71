import { createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the hidden field. */
export const CSRF_FIELD = 'csrf';

/**
 * Proves that a form came from a page of this very session: a stranger's page cannot know it, since it is made of the cookie's token.
 * The word before the token keeps it from being one of the link's own signatures.
 */
export function csrfToken(token: string, linkKey: string): string {
  return createHmac('sha256', Buffer.from(linkKey, 'base64url')).update(`handover-csrf:${token}`).digest('base64url');
}

export function isCsrfToken(given: string, token: string, linkKey: string): boolean {
  const expected = Buffer.from(csrfToken(token, linkKey));
  const received = Buffer.from(given);
  return received.length === expected.length && timingSafeEqual(received, expected);
}
