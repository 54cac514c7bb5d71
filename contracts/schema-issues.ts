import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Checks a value. Answers it complete with all defaults, or every problem with its own path. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): { data: z.output<T> } | { issues: Issue[] } {
  // Without its input an issue does not tell a field that is missing from one of another kind.
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? { data: result.data } : { issues: flat(result.error.issues) };
}

/**
 * Problems with their own paths. Of alternatives the one is taken whose keys are all known: what was meant is plain from them, and "invalid
 * input" for the whole would say nothing.
 */
function flat(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined) return [{ ...issue, message: 'is missing' }];
    if (issue.code !== 'invalid_union') return [issue];
    const unknown = (branch: readonly Issue[]) => branch.filter(({ code }) => code === 'unrecognized_keys').length;
    const [meant] = [...issue.errors].sort((a, b) => unknown(a) - unknown(b) || a.length - b.length);
    if (!meant || meant.length === 0) return [issue];
    return flat(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}
