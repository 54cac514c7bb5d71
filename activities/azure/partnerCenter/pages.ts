import { randomUUID } from 'node:crypto';
import { failure } from '../../lib/failure';
import { type Json, objectIn, objectsIn, textIn } from './json';
import type { Transport } from './transport';

/** 1,000 pages of 500 are more customers than any partner has; a list that goes on is one that does not end. */
const MOST_PAGES = 1_000;

/**
 * Every item of a list: `{items, links: {next: {uri, headers}}}`, page after page, or a bare array, which some lists are.
 * Source: learn.microsoft.com/partner-center/developer/get-a-list-of-customers (paging).
 * @throws UnknownAzureError when the pages lead back to one that was read already, or do not end
 */
export async function everyItem(transport: Transport, doing: string, path: string): Promise<Json[]> {
  const correlationId = randomUUID();
  const items: Json[] = [];
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
    const { body } = await transport.send(doing, { method: 'GET', correlationId, ...next });
    if (Array.isArray(body)) return objectsIn(body);
    const page = objectIn(body);
    items.push(...objectsIn(page.items));
    next = nextOf(page, path);
  }
  return items;
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
