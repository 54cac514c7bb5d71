import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { QUOTE_IT } from '../../contracts/schema';
import { checked } from '../../contracts/schema-issues';
import { HandoverError, messageOf, type Problem } from './errors';

/** What was read from a file → the same with every scalar as the text that stands there: a number tells no more how it was written. */
const WRITTEN = new WeakMap<object, unknown>();

/** Reads a YAML or JSON file (`-`: standard input). Throws HandoverError `badInput` with the line of each mistake. */
export function readDocument(file: string, option = '--input'): unknown {
  const text = readText(file, option);
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new HandoverError('badInput', `${file} is neither YAML nor JSON.`, {
      problems: document.errors.map((error) => ({ path: option, message: error.message.split('\n')[0] ?? error.message })),
    });
  }
  const value: unknown = document.toJS();
  if (typeof value === 'object' && value !== null)
    WRITTEN.set(value, parseDocument(text, { schema: 'failsafe' }).toJS() as unknown);
  return value;
}

/** Text of a file (`-`: standard input). Throws HandoverError `badInput`. */
export function readText(file: string, option: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new HandoverError('badInput', `${file} cannot be read.`, {
      problems: [{ path: option, message: messageOf(cause) }],
      cause,
    });
  }
}

/** Checks what was read. Throws HandoverError `badInput` with every problem at once, each with its path. */
export function check<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = checked(schema, value);
  const written = typeof value === 'object' && value !== null ? WRITTEN.get(value) : undefined;
  const problems =
    'data' in result
      ? changedTexts(value, written, result.data, '')
      : result.issues
          .map((issue) =>
            issue.code === 'invalid_format' && isRewritten(value, written, issue.path) ? { ...issue, message: QUOTE_IT } : issue,
          )
          .flatMap(problemsOf);
  if ('data' in result && problems.length === 0) return result.data;
  throw new HandoverError('badInput', `${file} cannot be used:`, { problems, wayOut: 'Nothing was started.' });
}

/** Numbers that were taken as a text which is not the one that stands in the file: `0123`, `1e6`. */
function changedTexts(read: unknown, written: unknown, taken: unknown, path: string): Problem[] {
  if (typeof read === 'number') {
    const isChanged = typeof taken === 'string' && written !== undefined && taken !== written;
    return isChanged ? [{ path, message: QUOTE_IT }] : [];
  }
  if (typeof read !== 'object' || read === null) return [];
  return Object.keys(read).flatMap((key) =>
    changedTexts(at(read, key), at(written, key), at(taken, key), joined(path, Array.isArray(read) ? Number(key) : key)),
  );
}

/** Whether what stands there has become a number that is written otherwise. */
function isRewritten(read: unknown, written: unknown, path: readonly PropertyKey[]): boolean {
  const value = path.reduce(at, read);
  const text = path.reduce(at, written);
  return typeof value === 'number' && text !== undefined && text !== String(value);
}

function at(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

/** An unknown key is reported under its own path, because that is where the reader has to look. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const place = (path: PropertyKey[]) => path.reduce<string>(joined, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: place([...issue.path, key]), message: 'is not known here' }));
  }
  return [{ path: place(issue.path), message: issue.message }];
}

function joined(path: string, part: PropertyKey): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  return path === '' ? String(part) : `${path}.${String(part)}`;
}
