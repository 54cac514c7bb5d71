/** Azure keeps the first four addresses of a subnet for itself. */
const FIRST = 4;

/** The lowest IPv4 address of the prefix (`10.0.0.0/24`) that is not taken. Falls back to the first when the prefix cannot be read or is full. */
export function freeAddress(prefix: string, taken: ReadonlySet<string>): string {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(prefix);
  const octets = match ? match.slice(1, 5).map(Number) : [10, 0, 0, 0];
  const bits = match ? Number(match[5]) : 24;
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - Math.min(Math.max(bits, 0), 32));
  for (let offset = FIRST; offset < size - 1; offset += 1) {
    const address = written(base + offset);
    if (!taken.has(address)) return address;
  }
  return written(base + FIRST);
}

function written(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
