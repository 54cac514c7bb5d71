import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Settings } from '../ports/dependencies';
import { failure, isFailure } from '../failures/failure';

/** A resource that is still not listed after so many looks is taken as not there. */
const LOOKS = 10;
/** Azure's lists were seen to lag by up to minutes after a change, and to go back and forth meanwhile. */
const LOOK_AGAIN_MS = 15_000;

/** Throws `NotReplicated`, which is tried again, while the lists do not show what should be there; after the last look the caller goes on. */
export function waitForLists(missing: readonly string[], { timeScale }: Settings): void {
  if (missing.length === 0 || activityInfo().attempt >= LOOKS) return;
  throw failure('NotReplicated', `not listed yet: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`, {
    retryAfterMs: Math.max(50, LOOK_AGAIN_MS / timeScale),
  });
}

/** What is said not to be replicated yet, and was said so often enough: a principal that was deleted is never replicated. */
export function lookedLongEnough(error: unknown): boolean {
  return isFailure(error, 'NotReplicated') && activityInfo().attempt >= LOOKS;
}

/** A refusal that trying again does not change. */
export function failingByItself(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.nonRetryable === true;
}
