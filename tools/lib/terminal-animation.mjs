/**
 * Draws what a command printed as an animated SVG: each line appears after the one before it, and the whole starts again. A picture in a
 * README may not run scripts, so style sheets alone move it; where motion is not wanted, all lines stand still.
 */

/** @typedef {{at: number, text: string}} Line `at`: milliseconds since the command began */

/** Pixels. */
const LINE_HEIGHT = 19;
const PADDING = 16;
const WIDTH = 1000;
/** Milliseconds. A wait of the command is shortened to this, so that the reader does not have to sit through it. */
const LONGEST_WAIT = 1_400;
const SHORTEST_WAIT = 220;
/** The last picture stands this long before the story starts again. */
const STANDS_FOR = 7_000;
const CHARACTERS = 118;

/** @type {readonly [RegExp, string][]} The first pattern that a line matches gives its class. */
const TONES = [
  [/^\$ /, 'prompt'],
  [/scripted: /, 'person'],
  [/simulated: |tried again/, 'trouble'],
  [/^Moved|^Stayed| done\b/, 'good'],
];

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {string} text */
const cut = (text) => (text.length <= CHARACTERS ? text : `${text.slice(0, CHARACTERS - 1)}…`);

/**
 * When each line appears, with waits of a length that a reader bears.
 *
 * @param {Line[]} lines
 * @returns {number[]} milliseconds since the animation began
 */
function shownAt(lines) {
  let now = 0;
  return lines.map(({ at }, nth) => {
    const wait = nth === 0 ? 0 : at - (lines[nth - 1]?.at ?? 0);
    now += nth === 0 ? 0 : Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, wait));
    return now;
  });
}

/**
 * @param {Line[]} lines in the order in which they were printed
 * @param {string} description what is to be seen, for who cannot see it
 * @returns {string} an SVG document
 */
export function terminalAnimation(lines, description) {
  const times = shownAt(lines);
  const total = (times.at(-1) ?? 0) + STANDS_FOR;
  const height = PADDING * 2 + LINE_HEIGHT * lines.length;
  const texts = lines.map(({ text }, nth) => {
    const tone = TONES.find(([pattern]) => pattern.test(text))?.[1] ?? 'plain';
    const y = PADDING + LINE_HEIGHT * (nth + 0.75);
    return `<text class="${tone}" x="${PADDING}" y="${y}" style="animation-name:l${nth}">${escaped(cut(text))}</text>`;
  });
  const frames = times.map((time, nth) => {
    const percent = ((time / total) * 100).toFixed(2);
    return `@keyframes l${nth}{0%,${percent}%{opacity:0}${(Number(percent) + 0.01).toFixed(2)}%,100%{opacity:1}}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(description)}">
<style>
rect{fill:#0d1117}
text{font:13.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre;animation-duration:${total}ms;animation-iteration-count:infinite;animation-timing-function:step-end}
.plain{fill:#c9d1d9}.prompt{fill:#ffffff;font-weight:600}.person{fill:#79c0ff}.trouble{fill:#e3b341}.good{fill:#7ee787}
@media (prefers-reduced-motion:reduce){text{animation:none}}
${frames.join('\n')}
</style>
<rect width="${WIDTH}" height="${height}" rx="8"/>
${texts.join('\n')}
</svg>
`;
}
