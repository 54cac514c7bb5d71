import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 5_000;

/** Beats while `act` runs, so that a dead worker is noticed by the heartbeat time-out and not only at the end of the attempt. */
export async function beating<T>(act: () => Promise<T>): Promise<T> {
  heartbeat();
  const timer = setInterval(() => heartbeat(), EVERY_MS);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
