import Table from 'cli-table3';
import { colours as pc } from '../words/colours';

export const FORMATS = ['table', 'json', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** Data goes to standard output, all else to standard error: a pipe carries data alone. */
export interface Output {
  format: Format;
  /** Writes data: JSON as asked, `table()` for a person. */
  data: (value: unknown, table: () => string) => void;
  /** Writes many of a kind: an array for json, one line each for jsonl. */
  list: (values: readonly unknown[], table: () => string) => void;
  /** A line about what goes on. */
  say: (line: string) => void;
}

interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
}

export const PROCESS_STREAMS: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

export function createOutput(format: Format, streams: Streams = PROCESS_STREAMS): Output {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    format,
    data(value, table) {
      streams.out(format === 'json' ? pretty(value) : format === 'jsonl' ? line(value) : `${table()}\n`);
    },
    list(values, table) {
      streams.out(format === 'json' ? pretty(values) : format === 'jsonl' ? values.map(line).join('') : `${table()}\n`);
    },
    say: (text) => streams.err(`${text}\n`),
  };
}

const NO_BORDER = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map((part) => [part, '']),
);
const NO_LINES = { ...NO_BORDER, left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };

/** Columns of text without lines around them, as az and temporal print them. Long cells wrap at their column's width. */
export function columns(head: string[], rows: (string | number)[][], widths?: (number | null)[]): string {
  const table = new Table({
    head: head.map((title) => pc.bold(title)),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    ...(widths === undefined ? {} : { colWidths: widths, wordWrap: true }),
  });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((text) => text.trimEnd())
    .join('\n');
}
