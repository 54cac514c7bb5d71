import { badRequest } from './errors';
import { type Answer, type ArmRequest, option } from './request';

const PAGE = 1000;

/** A page of a list with the link to the next one. `$top` makes pages smaller; the token is opaque to clients. */
export function page(request: ArmRequest, items: unknown[]): Answer {
  const top = option(request, '$top');
  const size = top === undefined ? PAGE : Number(top);
  if (!Number.isInteger(size) || size < 1)
    throw badRequest('InvalidTopInQueryString', `Invalid $top '${top}' specified in the query string.`);
  const token = option(request, '$skiptoken');
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw badRequest('InvalidSkipToken', `The skip token '${token}' is invalid.`);
  const value = items.slice(start, start + Math.min(size, PAGE));
  const next = start + value.length;
  if (next >= items.length) return { status: 200, body: { value } };
  const link = new URL(request.origin + request.rawUrl);
  for (const key of [...link.searchParams.keys()]) if (key.toLowerCase() === '$skiptoken') link.searchParams.delete(key);
  link.searchParams.set('$skiptoken', Buffer.from(String(next)).toString('base64url'));
  return { status: 200, body: { value, nextLink: link.toString() } };
}
