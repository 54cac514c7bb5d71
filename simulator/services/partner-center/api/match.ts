import type { ArmRequest } from '../../../kernel/http/request';

interface Match<H> {
  pattern: string;
  params: Record<string, string>;
  handler: H;
}

const compiled = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`, 'i');
    compiled.set(pattern, expression);
  }
  return expression;
}

/**
 * The first route that fits; `otherMethod` when only ones of another method do; undefined when the path is none of theirs.
 * A literal path has to stand before a pattern that would take it too.
 */
export function matchRoute<H>(
  routes: readonly (readonly [method: string, pattern: string, handler: H])[],
  request: Pick<ArmRequest, 'method' | 'path'>,
): Match<H> | 'otherMethod' | undefined {
  let known = false;
  for (const [method, pattern, handler] of routes) {
    const parts = expressionOf(pattern).exec(request.path);
    if (!parts) continue;
    if (method === request.method) return { pattern, params: { ...parts.groups }, handler };
    known = true;
  }
  return known ? 'otherMethod' : undefined;
}
