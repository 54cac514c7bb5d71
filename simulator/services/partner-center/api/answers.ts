import type { Answer } from '../../../kernel/http/request';
import { type Fields, type PartnerCall, queryOf } from './call';
import { refusal } from './errors';

interface Link {
  uri: string;
  method: string;
  headers: { key: string; value: string }[];
}

/** `uri` is relative to the API's version, as Partner Center writes it. */
export function link(uri: string, headers: Link['headers'] = []): Link {
  return { uri, method: 'GET', headers };
}

/** Virtual milliseconds as Partner Center writes a moment. */
export function moment(at: number): string {
  return new Date(at).toISOString().replace('Z', '0000Z');
}

/** The tag of one version of a thing: what If-Match is compared with. */
export function etagOf(id: string, version: number): string {
  return Buffer.from(JSON.stringify({ id: id.toLowerCase(), version })).toString('base64');
}

/** @throws PartnerError 2055 when the caller says which version it changes and it is not this one */
export function assertUnchanged(call: PartnerCall, body: Fields, etag: string): void {
  const attributes = body['attributes'] as { etag?: unknown } | null | undefined;
  const named = call.request.headers['if-match'] ?? attributes?.etag;
  if (typeof named !== 'string' || named === '*') return;
  if (named.replace(/^(W\/)?"(.*)"$/, '$2') !== etag) throw refusal(2055);
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

/** All of a list at once. */
export function collection(items: readonly unknown[], self?: string): Answer {
  return ok({
    totalCount: items.length,
    items,
    ...(self === undefined ? {} : { links: { self: link(self) } }),
    attributes: { objectType: 'Collection' },
  });
}

/** @throws PartnerError 3000 when the option is no number from 0 to 1000 */
function sizeOf(call: PartnerCall): number {
  const named = queryOf(call, 'size');
  if (named === undefined) return 500;
  const size = Number(named);
  if (!Number.isInteger(size) || size < 0 || size > 1000) throw refusal(3000, 'size is a number from 0 to 1000');
  return size === 0 ? 500 : size;
}

function offsetOf(token: string): number {
  const offset = Number(/^page:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1] ?? 'none');
  if (Number.isNaN(offset)) throw refusal(3000, 'MS-ContinuationToken is not one that was given');
  return offset;
}

/**
 * One page of a list: `size` items (500 when it is 0 or left out), and with seekOperation=Next and the header MS-ContinuationToken those after it.
 * @param self the list's address with its query, relative to the API's version
 * @throws PartnerError 3000 for a size or token that cannot be read
 */
export function page(call: PartnerCall, items: readonly unknown[], self: string): Answer {
  const size = sizeOf(call);
  const token = call.request.headers['ms-continuationtoken'];
  const isNext = queryOf(call, 'seekOperation')?.toLowerCase() === 'next';
  if (isNext && token === undefined) throw refusal(3000, 'seekOperation=Next needs the header MS-ContinuationToken');
  const from = isNext && token !== undefined ? offsetOf(token) : 0;
  const until = from + size;
  const next = until < items.length ? Buffer.from(`page:${until}`).toString('base64') : undefined;
  const joined = `${self}${self.includes('?') ? '&' : '?'}seekOperation=Next`;
  return {
    status: 200,
    body: {
      totalCount: items.slice(from, until).length,
      items: items.slice(from, until),
      links: {
        self: link(self),
        ...(next === undefined ? {} : { next: link(joined, [{ key: 'MS-ContinuationToken', value: next }]) }),
      },
      attributes: { objectType: 'Collection' },
    },
    ...(next === undefined ? {} : { headers: { 'MS-ContinuationToken': next } }),
  };
}
