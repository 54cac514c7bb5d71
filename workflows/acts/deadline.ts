import { CancellationScope, isCancellation, log, sleep } from '@temporalio/workflow';

/** What `act` answers, or `late` when it has not by then; it is cancelled, and what it says after that counts for nothing. */
export async function within<T>(ms: number, summary: string, act: () => Promise<T>): Promise<{ found: T } | 'late'> {
  const scope = new CancellationScope();
  const acting = scope.run(act);
  acting.catch(() => undefined);
  const clock = new CancellationScope();
  const ringing = clock.run(() => sleep(Math.max(1, ms), { summary })).then(() => 'late' as const);
  ringing.catch(() => undefined);
  try {
    return await Promise.race([acting.then((found) => ({ found })), ringing]);
  } finally {
    clock.cancel();
    scope.cancel();
  }
}

/**
 * What `act` answers, or undefined when it fails or has not answered by then: for what is good to know, and not worth stopping for.
 * A cancel goes through.
 */
export async function answerWithin<T>(ms: number, summary: string, act: () => Promise<T>): Promise<{ found: T } | undefined> {
  try {
    const answer = await within(ms, summary, act);
    return answer === 'late' ? undefined : answer;
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('no answer came', { summary, error: String(error) });
    return undefined;
  }
}
