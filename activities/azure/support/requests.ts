import { setTimeout } from 'node:timers/promises';
import type { ServiceClient } from '@azure/core-client';
import { failure } from '../../failures/failure';
import { allPages } from '../http/pages';
import { type Answer, refused, retryAfterMs, send, translated } from '../http/request';

/** Files exist from this version on; @azure/arm-support 2.1.0 still speaks 2020-04-01, which has none. */
const API_VERSION = '2024-04-01';
/** Pause between two looks when Azure does not say, ms. */
const PACE_MS = 2_000;
/** A ticket takes seconds to be there. What takes longer is begun anew by the next attempt: every write is a PUT. */
const LONGEST_WAIT_MS = 4 * 60_000;

/** Requests to Microsoft.Support. Paths are below the endpoint: `/subscriptions/…/providers/Microsoft.Support/supportTickets`. */
export interface SupportRequests {
  /** Undefined when it is not there. */
  read<T>(doing: string, path: string): Promise<T | undefined>;
  /** Every page of a list. */
  list<T>(doing: string, path: string, filter?: string): Promise<T[]>;
  /** Anything that changes; waits until it is done. @throws Conflict when the name is taken */
  write(doing: string, method: 'PUT' | 'PATCH' | 'POST', path: string, body: unknown): Promise<void>;
}

export function supportRequests(client: ServiceClient, endpoint: string): SupportRequests {
  const at = (path: string, filter?: string) =>
    `${endpoint}${path}?api-version=${API_VERSION}${filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`}`;

  /** Looks at a long operation, by either of its links, until it has ended. @throws StillRunning when that takes too long */
  const ended = async (doing: string, begun: Answer): Promise<void> => {
    const url = begun.header('azure-asyncoperation') ?? begun.header('location');
    if (url === undefined) throw refused(begun, doing);
    const until = Date.now() + LONGEST_WAIT_MS;
    for (let last = begun; ;) {
      const wait = retryAfterMs(last, PACE_MS);
      if (Date.now() + wait > until)
        throw failure('StillRunning', `${doing}: Azure has not ended it yet. It is looked at again.`, { retryAfterMs: wait });
      await setTimeout(wait);
      last = await send(client, 'GET', url);
      if (last.status >= 300) throw refused(last, doing);
      const { status = last.status === 202 ? 'InProgress' : 'Succeeded' } = (last.body ?? {}) as { status?: string };
      if (status === 'Succeeded') return;
      if (status === 'Failed' || status === 'Canceled') throw refused({ ...last, status: 400 }, doing);
    }
  };

  return {
    read: <T>(doing: string, path: string) =>
      translated(doing, async () => {
        const answer = await send(client, 'GET', at(path));
        if (answer.status === 404) return undefined;
        if (answer.status !== 200) throw refused(answer, doing);
        return answer.body as T;
      }),

    list: <T>(doing: string, path: string, filter?: string) => allPages<T>(client, at(path, filter), doing),

    write: (doing, method, path, body) =>
      translated(doing, async () => {
        const answer = await send(client, method, at(path), body);
        // Microsoft.Support gives a name once; which code it says so with is not documented.
        if (answer.status === 409)
          throw failure('Conflict', `${doing}: the name is taken by other content: ${JSON.stringify(answer.body)}`);
        if (answer.status >= 300) throw refused(answer, doing);
        if (answer.status === 202) await ended(doing, answer);
      }),
  };
}
