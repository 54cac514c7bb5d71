/**
 * @typedef {object} Progress
 * @property {(text: string) => void} update says how far the work is
 * @property {() => void} end leaves the last live line as it stands
 */

/**
 * Progress of one long step: a live line on a terminal, elsewhere a line every ten seconds, so that a log neither floods
 * nor looks like a hang.
 *
 * @param {{stream?: NodeJS.WritableStream & {isTTY?: boolean}, everyMs?: number, now?: () => number}} [options]
 * @returns {Progress}
 */
export function startProgress({ stream = process.stderr, everyMs = 10_000, now = Date.now } = {}) {
  let lastLine = now();
  let live = false;
  return {
    update(text) {
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${text}`);
        live = true;
      } else if (now() - lastLine >= everyMs) {
        lastLine = now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (live) stream.write('\n');
    },
  };
}
