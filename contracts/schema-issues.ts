import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Problems with their own paths. Of alternatives the one is taken whose keys are all known: what was meant is plain from them, and "invalid
 * input" for the whole would say nothing.
 */
export function flatIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const unknown = (branch: readonly Issue[]) => branch.filter(({ code }) => code === 'unrecognized_keys').length;
    const [meant] = [...issue.errors].sort((a, b) => unknown(a) - unknown(b) || a.length - b.length);
    if (!meant || meant.length === 0) return [issue];
    return flatIssues(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}
