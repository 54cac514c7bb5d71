import { isCancellation, sleep } from '@temporalio/workflow';
import { FAILURES } from '../../contracts/run/failures';
import { DAY, HOUR } from '../base/clock';
import { failureOf } from '../base/failures';

/**
 * An act that is sent once, and that the other side puts off (throttling, another operation): a refusal, so it was not done. Temporal does not
 * try again by itself; it is sent again from here, ever less often, for a day.
 * @param send told how often it was put off: the other side keeps its answer with the request's id, so the next one is another request
 */
export async function retryRefused<T>(pauseMs: number, what: string, send: (refusals: number) => Promise<T>): Promise<T> {
  const until = Date.now() + DAY;
  for (let refusals = 0; ; refusals++) {
    try {
      return await send(refusals);
    } catch (error) {
      const { type, details } = failureOf(error);
      // No answer is no refusal: sendOnce looks then.
      const isPutOff = !isCancellation(error) && FAILURES[type].response === 'wait';
      if (!isPutOff || Date.now() >= until) throw error;
      const asked = Number(details.retryAfterMs) || 0;
      await sleep(Math.max(asked, Math.min(pauseMs * 2 ** Math.min(refusals, 10), HOUR)), { summary: `${what} is put off` });
    }
  }
}
