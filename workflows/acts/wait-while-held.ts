import { sleep } from '@temporalio/workflow';
import type { HeldMachines } from '../../activities/machines/secrets';
import { inMs, now, plural, readable } from '../base/clock';
import type { Progress } from '../base/progress';

/** Tries while another operation holds what is to be changed, six hours in all: Azure's own limit for a move is four. */
export const HELD_TRIES = 30;

/** Before the next try, ms: what is held is asked about less and less often, so that histories stay short. */
export function heldPause(tries: number, busyMs: number): number {
  return busyMs * Math.min(1.5 ** (tries - 1), 15);
}

export interface HeldWait {
  progress: Progress;
  /** Before the second try, ms. */
  busyMs: number;
  /** Machines that are worked on, held or not. */
  machines: number;
  /** A sentence for the report, once the wait is over. */
  note: (text: string) => void;
}

/**
 * Goes over machines again while another operation holds some of them, and tells people what it waits for, since when, and when it tries again.
 * `round` answers what is held; in the last one nothing is, whatever goes on.
 */
export async function waitWhileHeld(
  { progress, busyMs, machines, note }: HeldWait,
  round: (isLast: boolean) => Promise<HeldMachines | undefined>,
): Promise<void> {
  let waited: { since: string; held: HeldMachines } | undefined;
  const of = ({ count }: HeldMachines) => `${count} of ${plural(machines, 'machine')}`;
  try {
    for (let tries = 1; ; tries++) {
      const held = await round(tries >= HELD_TRIES);
      if (!held) return;
      waited = { since: waited?.since ?? now(), held };
      const pause = heldPause(tries, busyMs);
      const again = `tried again at ${readable(inMs(pause))}`;
      const since = readable(waited.since);
      progress.say(`Waits since ${since} for ${of(held)} that another operation holds (${held.first.message}); ${again}`);
      await sleep(pause, { summary: `Another operation holds ${of(held)}: ${again}` });
    }
  } finally {
    if (waited) {
      const { since, held } = waited;
      const over = `Waited from ${readable(since)} to ${readable(now())} for ${of(held)} that another operation held (${held.first.message})`;
      progress.say(over);
      note(`${over}.`);
    }
  }
}
