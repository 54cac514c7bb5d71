import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { checked } from '../contracts/schema-issues';
import { HandoverError, messageOf, type Problem } from './api/errors';

/** Reads a YAML or JSON file (`-`: standard input). Throws HandoverError `badInput` with the line of each mistake. */
export function readDocument(file: string, option = '--input'): unknown {
  const document = parseDocument(readText(file, option), { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new HandoverError('badInput', `${file} is neither YAML nor JSON.`, {
      problems: document.errors.map((error) => ({ path: option, message: error.message.split('\n')[0] ?? error.message })),
    });
  }
  return document.toJS();
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
  if ('data' in result) return result.data;
  throw new HandoverError('badInput', `${file} cannot be used:`, {
    problems: result.issues.flatMap(problemsOf),
    wayOut: 'Nothing was started.',
  });
}

/** An unknown key is reported under its own path, because that is where the reader has to look. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const at = (path: PropertyKey[]) => path.reduce<string>(joined, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: at([...issue.path, key]), message: 'is not known here' }));
  }
  return [{ path: at(issue.path), message: issue.message }];
}

function joined(path: string, part: PropertyKey): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  return path === '' ? String(part) : `${path}.${String(part)}`;
}
