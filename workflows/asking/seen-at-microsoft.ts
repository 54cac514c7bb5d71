import { CancellationScope, condition, isCancellation, log } from '@temporalio/workflow';
import { failureOf } from '../base/failures';
import type { Run } from '../run/begin';
import type { Outcome, Request } from '../answers/request';

/**
 * Asks for something that people do at Microsoft: it counts as approved when `look` has found it there; here it can only be declined.
 * What `look` fails with ends the wait.
 */
export async function orSeenElsewhere(run: Run, request: Request, look: () => Promise<void>): Promise<Outcome> {
  let seen = false;
  const failures: unknown[] = [];
  const scope = new CancellationScope();
  const looking = scope
    .run(() => run.waking.orSooner(look))
    .then(
      () => void (seen = true),
      (error: unknown) => void failures.push(error),
    );
  try {
    const asked = run.signOff.everyone(request, () => seen || failures.length > 0);
    run.progress.publish();
    const outcome = await asked;
    if (outcome.choice === 'approve' && failures.length > 0) throw failures[0];
    return outcome;
  } finally {
    scope.cancel();
    await looking;
    run.progress.publish();
  }
}

/** A look that is good to have while somebody is asked anyway: when it fails, the question stays open without it. */
export async function orNever(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('nothing can be seen elsewhere', { error: failureOf(error).message });
    await condition(() => false);
  }
}
