import { Context } from '@temporalio/activity';

/**
 * Acts on many things, so many at once. A cancel, or a worker that stops, lets those under way come to their end and begins no other:
 * an undo must not overtake an act. Throws what the first act threw that is not caught by the act itself.
 */
export async function eachOf<T>(things: readonly T[], atOnce: number, act: (thing: T) => Promise<void>): Promise<void> {
  const { cancelled, cancellationSignal } = Context.current();
  const waiting = [...things];
  let failed = false;
  const lane = async () => {
    for (let thing = waiting.shift(); thing !== undefined && !failed && !cancellationSignal.aborted; thing = waiting.shift()) {
      try {
        await act(thing);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, things.length) }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (cancellationSignal.aborted) await cancelled;
}
