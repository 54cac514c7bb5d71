import type { ServiceClient } from '@azure/core-client';
import { refused, send, translate } from './request';

/** Everything of a list that no SDK here has, page after page. `doing` begins the message of a failure: `list the policies of …`. */
export async function allPages<T>(client: ServiceClient, first: string, doing: string): Promise<T[]> {
  try {
    const found: T[] = [];
    for (let url: string | undefined = first; url;) {
      const answer = await send(client, 'GET', url);
      if (answer.status !== 200) throw refused(answer, doing);
      const page = answer.body as { value: T[]; nextLink?: string | null };
      found.push(...page.value);
      url = page.nextLink ?? undefined;
    }
    return found;
  } catch (error) {
    throw translate(error, doing);
  }
}
