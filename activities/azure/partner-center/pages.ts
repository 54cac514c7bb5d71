import { randomUUID } from 'node:crypto';
import { failure } from '../../failures/failure';
import { type Json, objectIn, objectsIn, textIn } from '../http/json';
import type { Transport } from './transport';

/** 1,000 pages of 500 are more customers than any partner has; a list that goes on is one that does not end. */
const MOST_PAGES = 1_000;

interface Page {
  items: Json[];
  status: number;
  /** Milliseconds until an answer that is not ready yet is asked for again. */
  retryAfter?: number;
}

/** Every item of a list. @throws as pagesOf */
export async function everyItem(transport: Transport, doing: string, path: string): Promise<Json[]> {
  const all: Json[] = [];
  for await (const { items } of pagesOf(transport, doing, path)) all.push(...items);
  return all;
}

/**
 * A list page after page: `{items, links: {next: {uri, headers}}}`, or a bare array, which some lists are.
 * Source: learn.microsoft.com/partner-center/developer/get-a-list-of-customers (paging).
 * @throws UnknownAzureError when the pages lead back to one that was read already, or do not end
 */
export async function* pagesOf(transport: Transport, doing: string, path: string): AsyncGenerator<Page> {
  const correlationId = randomUUID();
  const seen = new Set<string>();
  let next: { path: string; headers: Record<string, string> } | undefined = { path, headers: {} };
  while (next) {
    const key = JSON.stringify(next);
    if (seen.has(key) || seen.size >= MOST_PAGES)
      throw failure(
        'UnknownAzureError',
        `${doing}: the pages of the list do not end after ${seen.size}. Report it to a developer.`,
      );
    seen.add(key);
    const { body, status, header } = await transport.send(doing, { method: 'GET', correlationId, ...next });
    const seconds = Number(header('retry-after'));
    const wait = seconds > 0 ? { retryAfter: seconds * 1_000 } : {};
    if (Array.isArray(body)) {
      yield { items: objectsIn(body), status };
      return;
    }
    const page = objectIn(body);
    yield { items: objectsIn(page.items), status, ...wait };
    next = nextOf(page, path);
  }
}

/** The link is relative to the version (`/customers?…`) or to the host (`/v1/customers?…`). */
function nextOf(page: Json, path: string): { path: string; headers: Record<string, string> } | undefined {
  const link = objectIn(objectIn(page.links).next);
  const uri = textIn(link.uri);
  if (uri === undefined) return undefined;
  const version = /^\/[^/]+/.exec(path)?.[0] ?? '';
  const headers = objectsIn(link.headers).map(({ key, value }) => [textIn(key) ?? '', textIn(value) ?? ''] as const);
  const local = uri.replace(/^https:\/\/[^/]+/i, '');
  return {
    path: local.toLowerCase().startsWith(`${version}/`) ? local : `${version}${local.startsWith('/') ? '' : '/'}${local}`,
    headers: Object.fromEntries(headers.filter(([key]) => key !== '')),
  };
}
