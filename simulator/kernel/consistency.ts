import type { Clock } from './clock';

/**
 * Windows in which a read may still show what was. Off until switched on. Inside a window each look is a coin toss
 * (the same sequence in every run), because Azure's reads are not monotonic: seen, not seen, seen again.
 */
export class Consistency {
  /** Virtual milliseconds; 0: every read shows the newest. */
  window = 0;
  private looks = 0;

  constructor(private readonly clock: Clock) {}

  /** Whether a read made now sees what happened then. */
  isVisible(happenedAt: number): boolean {
    if (this.window === 0 || this.clock.now() - happenedAt >= this.window) return true;
    this.looks += 1;
    return Math.imul(this.looks, 2654435761) >>> 31 === 1;
  }
}
