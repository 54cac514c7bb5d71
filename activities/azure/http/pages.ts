import type { ServiceClient } from '@azure/core-client';
import { failure } from '../../failures/failure';
import { refused, send, translated } from './request';

const MOST_PAGES = 200;

/**
 * Everything of a list that no SDK here has, page after page. `doing` begins the message of a failure: `list the policies of …`.
 * @throws UnknownAzureError when the pages lead back to one that was read already, or do not end
 */
export async function allPages<T>(client: ServiceClient, first: string, doing: string): Promise<T[]> {
  return translated(doing, async () => {
    const found: T[] = [];
    const seen = new Set<string>();
    for (let url: string | undefined = first; url;) {
      if (seen.has(url) || seen.size >= MOST_PAGES)
        throw failure('UnknownAzureError', `${doing}: the pages of the list do not end. Report it to a developer.`);
      seen.add(url);
      const answer = await send(client, 'GET', url);
      if (answer.status !== 200) throw refused(answer, doing);
      const { value = [], nextLink } = answer.body as { value?: T[]; nextLink?: string | null };
      found.push(...value);
      url = nextLink ?? undefined;
    }
    return found;
  });
}
