import { CancellationScope, sleep } from '@temporalio/workflow';

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
