import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWrittenJson } from './partner-center-json';

const FILE = join(__dirname, '../../../../shared/azure/partner-center-examples.jsonl');

/** The documented examples lie beside the repository. */
export const hasExamples = existsSync(FILE);

export interface Example {
  page: string;
  method: string;
  /** Path and query, as the page writes them. */
  path: string;
  body: unknown;
  status: number;
  expected: unknown;
}

interface Written {
  page: string;
  request: { method: string; uri: string; body: unknown } | null;
  response: { status: number; body: unknown };
}

function bodyOf(written: unknown): unknown {
  const unparsed = (written as { $unparsed?: unknown } | null)?.$unparsed;
  if (typeof unparsed !== 'string') return written ?? undefined;
  // A page that prints a second message in place of the body, or a dump of one, shows no body to send or to compare.
  return /^(GET|POST|PUT|PATCH) |_content/m.test(unparsed) ? undefined : readWrittenJson(unparsed);
}

/** Pages with a second answer to the request that the first example shows. */
const SECOND_ANSWERS = new Set([
  'assign-licenses-to-a-user',
  'get-a-customer-subscription-meter-usage-records',
  'get-a-list-of-available-licenses-by-license-group',
  'get-a-subscription-by-id',
  'get-partner-by-mpn-id',
  'verify-domain-availability',
]);

/** Microsoft's documented examples that tell what is sent. What tells an answer only is left out, but for second answers to a request. */
export function documentedExamples(): Example[] {
  const lines = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  let before: Written['request'] = null;
  return lines.flatMap((line) => {
    const { page, request, response } = JSON.parse(line) as Written;
    before = request ?? (SECOND_ANSWERS.has(page) ? before : null);
    if (before === null) return [];
    return [
      {
        page: request === null ? `${page} (second answer)` : page,
        method: before.method,
        path: before.uri.replace(/^https?:\/\/[^/]+/, ''),
        body: bodyOf(before.body),
        status: response.status,
        expected: bodyOf(response.body),
      },
    ];
  });
}
