import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';

/** Events come in swarms, and each one begins a look anew: a look has this long before the next one, ms. */
const BETWEEN_LOOKS = 10_000;

/** Wake signals: webhooks and people who say that something has happened outside. They shorten a wait and decide nothing. */
export class Waking {
  private calls = 0;

  wake(_source: string): void {
    this.calls++;
  }

  /**
   * Waits with `look`, an activity that tries again by itself until it finds what it waits for. A wake-up ends its pause: it is begun anew,
   * and so looks at once, or a moment later when it has only just looked.
   */
  async orSooner<T>(look: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = this.calls;
      const began = Date.now();
      const looks = new CancellationScope();
      const looking = looks.run(look);
      // Without a catch a cancelled look that nobody waits for any more would end the run.
      looking.catch(() => undefined);
      const ears = new CancellationScope();
      const woken = ears.run(() => this.wakeUp(before, began));
      woken.catch(() => undefined);
      const first = await Promise.race([looking.then((found) => ({ found })), woken]);
      ears.cancel();
      if (first !== 'woken') return first.found;
      looks.cancel();
      try {
        return await looking;
      } catch (error) {
        if (!isCancellation(error)) throw error;
        // A cancel of the whole run looks the same from here: the next await tells them apart.
        if (CancellationScope.current().consideredCancelled) throw error;
      }
    }
  }

  private async wakeUp(before: number, began: number): Promise<'woken'> {
    await condition(() => this.calls > before);
    const early = began + BETWEEN_LOOKS - Date.now();
    if (early > 0) await sleep(early, { summary: 'Something has happened outside: the next look' });
    return 'woken';
  }
}
