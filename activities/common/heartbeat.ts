import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 5_000;

type Act = (...args: never[]) => Promise<unknown>;

/**
 * Activities that beat while they run: a dead worker is noticed by the heartbeat time-out and not only at the end of the attempt.
 * What ends before the first beat costs no request.
 */
export function beating<T extends Record<string, Act>>(activities: T): T {
  const beatingOnes = Object.entries(activities).map(([name, act]) => [
    name,
    (...args: never[]) => whileBeating(() => act(...args)),
  ]);
  return Object.fromEntries(beatingOnes) as T;
}

async function whileBeating(act: () => Promise<unknown>): Promise<unknown> {
  const timer = setInterval(() => heartbeat(), EVERY_MS);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
