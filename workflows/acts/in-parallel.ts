/** Acts on every item, at most so many at once, in their order. After a failure nothing new is begun; what runs is waited for, then the failure is thrown. */
export async function inParallel<T>(atOnce: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
      await act(item).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
