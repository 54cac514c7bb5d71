/** Acts on each, so many at once. After the first failure nothing new is begun; what runs is waited for, then the failure is thrown. */
export async function several<T>(things: readonly T[], atOnce: number, act: (thing: T) => Promise<void>): Promise<void> {
  const waiting = [...things];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let thing = waiting.shift(); thing !== undefined && failures.length === 0; thing = waiting.shift()) {
      try {
        await act(thing);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (failures.length > 0) throw failures[0];
}
