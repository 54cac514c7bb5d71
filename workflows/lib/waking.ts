import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';

const AT_MOST_EVERY_MS = 10_000;

/** Wake signals: webhooks and people who say that something has happened outside. They shorten a wait and decide nothing. */
export class Waking {
  private calls = 0;
  private last = 0;

  wake(_source: string): void {
    // Each one begins a look anew, and events come in swarms: one in a while is enough.
    if (Date.now() - this.last < AT_MOST_EVERY_MS) return;
    this.last = Date.now();
    this.calls++;
  }

  /**
   * Waits with `look`, an activity that tries again by itself until it finds what it waits for. A wake-up ends its pause: it is begun anew,
   * and so looks at once.
   */
  async orSooner<T>(look: () => Promise<T>): Promise<T> {
    for (;;) {
      const heard = this.calls;
      const scope = new CancellationScope();
      const looking = scope.run(look);
      // Without a catch a cancelled look that nobody waits for any more would end the run.
      looking.catch(() => undefined);
      const woken = condition(() => this.calls > heard).then(() => 'woken' as const);
      const first = await Promise.race([looking.then((found) => ({ found })), woken]);
      if (first !== 'woken') return first.found;
      scope.cancel();
      try {
        return await looking;
      } catch (error) {
        if (!isCancellation(error)) throw error;
        // A cancel of the whole run looks the same from here: the next await tells them apart.
        if (CancellationScope.current().consideredCancelled) throw error;
      }
    }
  }
}
