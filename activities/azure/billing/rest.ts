import { ServiceClient } from '@azure/core-client';
import { billingFailure } from '../../failures/billing';
import { failure, outcomeUnknown } from '../../failures/failure';
import type { Connection } from '../http/connection';
import { type Answer, send, translate } from '../http/request';

interface RestCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The part behind the host, with its query: `/providers/Microsoft.Billing/billingAccounts?api-version=…`. */
  path: string;
  body?: unknown;
}

/** Requests to ARM that no SDK makes. `doing` begins the message of a failure. Answers below 400 only. */
export interface Rest {
  /** Waits out throttling and 5xx as the SDKs do, under one client request id. @throws a failure of billingFailure */
  call(doing: string, call: RestCall): Promise<Answer>;
  /** Never repeats. @throws OutcomeUnknown when no answer tells what became of it, else a failure of billingFailure */
  once(doing: string, call: RestCall): Promise<Answer>;
}

/** @param tenantId whose credentials are used */
export function createRest(connection: Connection, tenantId: string): Rest {
  const endpoint = connection.options.endpoint.replace(/\/+$/, '');
  const clientWith = (options: Connection['options']) => {
    let made: ServiceClient | undefined;
    // Credentials that are missing are missed by the first request, not while the worker starts.
    return () => (made ??= new ServiceClient({ ...options, credential: connection.credential(tenantId) }));
  };
  const patient = clientWith(connection.options);
  const single = clientWith(connection.onceOptions);

  const exchange = async (client: () => ServiceClient, doing: string, { method, path, body }: RestCall): Promise<Answer> => {
    try {
      const answer = await send(client(), method, `${endpoint}${path}`, body);
      if (answer.status >= 400) throw billingFailure(answer, doing);
      return answer;
    } catch (error) {
      throw translate(error, doing);
    }
  };

  return {
    call: (doing, call) => exchange(patient, doing, call),
    once: (doing, call) => exchange(single, doing, call).catch(outcomeUnknown(doing)),
  };
}

/** 300,000 lines of usage are 300 pages; a list that goes on is one that does not end. */
const MOST_PAGES = 10_000;

/**
 * The items of a list, page after page by its nextLink. A link is followed on the same host only: the token goes along.
 * @throws UnknownAzureError when the pages lead back to one that was read already, or do not end
 */
export async function* pagesOf(rest: Rest, doing: string, path: string): AsyncGenerator<unknown[]> {
  const seen = new Set<string>();
  let next: string | undefined = path;
  while (next !== undefined) {
    if (seen.has(next) || seen.size >= MOST_PAGES)
      throw failure(
        'UnknownAzureError',
        `${doing}: the pages of the list do not end after ${seen.size}. Report it to a developer.`,
      );
    seen.add(next);
    const { body } = await rest.call(doing, { method: 'GET', path: next });
    const { value, nextLink } = (body ?? {}) as { value?: unknown; nextLink?: unknown };
    yield Array.isArray(value) ? (value as unknown[]) : [];
    next = typeof nextLink === 'string' && nextLink !== '' ? nextLink.replace(/^https?:\/\/[^/]+/i, '') : undefined;
  }
}

export async function everyItem(rest: Rest, doing: string, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of pagesOf(rest, doing, path)) items.push(...page);
  return items;
}
