import { isCancellation } from '@temporalio/workflow';
import { FAILURES, type FailureType } from '../../contracts/run/failures';
import { failureOf, type KnownFailure } from '../base/failures';
import { inParallel } from './in-parallel';
import type { Run } from '../run/begin';
import { askOperator } from './retry-or-rule';

/** More reads at once only bring throttling nearer. */
const AT_ONCE = 10;

/** Failures that a person can cure and that say that the identity cannot see the thing: the refusal tells it at once, and the rest can go on. */
export const UNREADABLE: FailureType[] = ['SubscriptionNotFound', 'NotFound', 'AccessDenied', 'OtherTenant', 'SignInFailed'];

export interface Without<T> extends KnownFailure {
  item: T;
}

interface Reading<T, R> {
  step: string;
  items: readonly T[];
  /** What is done, for a sentence: `read the inventory of`. */
  what: string;
  name: (item: T) => string;
  act: (item: T) => Promise<R>;
  /** Failures after which the item is left out without asking anybody. */
  leaveOut?: FailureType[];
}

/**
 * Reads that can be done without: each item side by side with the others. What fails otherwise waits for the operator, who has it tried again
 * (`retry`), goes on without it (`done`), or gives up (`GivenUp`). Answers in the order of the items.
 */
export async function readOptional<T, R>(
  run: Run,
  { step, items, what, name, act, leaveOut = [] }: Reading<T, R>,
): Promise<{ found: R[]; without: Without<T>[] }> {
  const { pause, progress } = run;
  const found = new Map<T, R>();
  const without: Without<T>[] = [];
  for (let todo = items; todo.length > 0;) {
    const failed: Without<T>[] = [];
    await inParallel(AT_ONCE, todo, async (item) => {
      await pause.resumed();
      try {
        found.set(item, await act(item));
        progress.say(`${found.size} of ${items.length}`);
      } catch (error) {
        const known = failureOf(error);
        // No ruling changes what has to be asked for differently.
        if (isCancellation(error) || FAILURES[known.type].response === 'stop') throw error;
        (leaveOut.includes(known.type) ? without : failed).push({ item, ...known });
      }
    });
    const [first] = failed;
    if (!first) break;
    const more = failed.length > 1 ? ` (and for ${failed.length - 1} more)` : '';
    const said = `could not ${what} ${name(first.item)}${more}: ${first.type}: ${first.message}`;
    progress.say(`Failed: ${said}`);
    const question = `${said}. Try again, go on without (done), or give up?`;
    const { verdict } = await askOperator(run, step, question, { said, because: first });
    if (verdict === 'done') {
      without.push(...failed);
      break;
    }
    todo = failed.map(({ item }) => item);
  }
  return { found: items.flatMap((item) => (found.has(item) ? [found.get(item) as R] : [])), without };
}
