/** Stands for what an example leaves out: `{...}`. Nothing is compared below it. */
export const LEFT_OUT = '\u2026';

type Reader = { text: string; at: number };

const BLANK = /(?:\s|,|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
const STRING = /"((?:[^"\\]|\\[\s\S])*)"?/y;
const BARE = /<[^>]*>?|[^\s,:{}[\]"]+/y;
const ELISION = /\{\s*\.\.\.\s*\}|\.\.\./y;

function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.at;
  const found = expression.exec(reader.text);
  if (found) reader.at = expression.lastIndex;
  return found ?? undefined;
}

function next(reader: Reader): string {
  take(reader, BLANK);
  return reader.text.charAt(reader.at);
}

function word(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function key(reader: Reader): string | undefined {
  const quoted = take(reader, STRING);
  const name = quoted ? quoted[1] : take(reader, BARE)?.[0];
  if (next(reader) === ':') reader.at += 1;
  return name;
}

function object(reader: Reader): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  reader.at += 1;
  for (;;) {
    const start = next(reader);
    if (start === '}' || start === '') break;
    if (take(reader, ELISION)) continue;
    if (start === '{') {
      Object.assign(read, object(reader));
      continue;
    }
    const name = key(reader);
    if (name === undefined) reader.at += 1;
    else read[name.replace(/:$/, '')] = value(reader);
  }
  reader.at += 1;
  return read;
}

function list(reader: Reader): unknown[] {
  const read: unknown[] = [];
  reader.at += 1;
  for (;;) {
    const start = next(reader);
    if (start === ']' || start === '') break;
    // A list that is never closed ends with what it stands in.
    if (start === '}') return read;
    read.push(value(reader));
  }
  reader.at += 1;
  return read;
}

function value(reader: Reader): unknown {
  const start = next(reader);
  if (take(reader, ELISION)) return LEFT_OUT;
  if (start === '{') return object(reader);
  if (start === '[') return list(reader);
  const quoted = take(reader, STRING);
  if (quoted) return quoted[1]?.replace(/\\(.)/g, '$1');
  const bare = take(reader, BARE);
  if (!bare) {
    reader.at += 1;
    return undefined;
  }
  return word(bare[0]);
}

/**
 * Reads JSON as people write it into documentation: comments, missing commas, names without quotes, `<placeholders>`, `{...}`, a
 * doubled brace, and an end that was cut off. Undefined when there is no object or list in it.
 */
export function readWrittenJson(text: string): unknown {
  const at = text.search(/[{[]/);
  // A name whose closing quote stands behind the colon.
  const repaired = text.replace(/"(\w+):"(?=[^\s,:}\]])/g, '"$1":"');
  return at < 0 ? undefined : value({ text: repaired, at });
}
