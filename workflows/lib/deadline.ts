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

/** The first that answers or fails; the others are cancelled. */
export async function firstOf<T>(acts: readonly (() => Promise<T>)[]): Promise<T> {
  const scope = new CancellationScope();
  try {
    return await scope.run(() =>
      Promise.race(
        acts.map((act) => {
          const acting = act();
          acting.catch(() => undefined);
          return acting;
        }),
      ),
    );
  } finally {
    scope.cancel();
  }
}
