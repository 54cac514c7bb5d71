import { FAILURES } from '../../contracts/run/failures';
import { fail, failureOf } from '../base/failures';

interface Act<T> {
  /** Sends. Not retried by anybody. */
  send: () => Promise<T>;
  /** Waits until nothing of the act is under way and says what came of it. */
  look: () => Promise<'happened' | 'didNotHappen' | 'unclear'>;
}

/**
 * An act that must not be done twice. No answer → look: what happened is kept (undefined is answered), what is proven not to have happened
 * is sent again, and what stays unclear is thrown as `OutcomeUnknown`, for a person. Never sent again blindly.
 */
export async function sendOnce<T>({ send, look }: Act<T>): Promise<T | undefined> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      // An answer decides; without one the request may have been carried out.
      if (FAILURES[failureOf(error).type].response !== 'look') throw error;
    }
    const seen = await look();
    if (seen === 'happened') return undefined;
    if (seen === 'unclear') throw fail('OutcomeUnknown', 'no answer came, and a look does not tell what happened');
  }
}
