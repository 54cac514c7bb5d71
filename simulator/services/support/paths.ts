import type { ArmPath } from '../../kernel/destination';
import type { Answer } from '../../kernel/http/request';
import { CATALOGUE_CALLS, POLLS, SCOPED_CALLS, type SupportCall } from './calls';
import { scopeOf } from './scope';

function described({ action }: SupportCall): Record<string, unknown> {
  const [operation = '', ...above] = action.split('/').reverse();
  const resource = above.reverse().join('/');
  return {
    name: `Microsoft.Support/${action}`,
    display: { provider: 'Microsoft Support', resource, operation, description: `${operation} ${resource}` },
  };
}

/** GET operations: an entry for each action, in the order of the calls. */
function listOperations(): Answer {
  const all = [...SCOPED_CALLS, ...POLLS, ...CATALOGUE_CALLS, OPERATIONS];
  return { status: 200, body: { value: [...new Map(all.map((one) => [one.action, described(one)])).values()] } };
}

const OPERATIONS: SupportCall = { method: 'GET', path: 'operations', action: 'operations/read', answer: listOperations };

function ownPath({ method, path, action, answer }: SupportCall, prefix: string, isOpen: boolean): ArmPath {
  const pattern = new RegExp(`^${prefix}/providers/Microsoft\\.Support/${path.replaceAll('*', '([^/]+)')}$`, 'i');
  return [
    method,
    pattern,
    (azure, request, parts) => {
      const names = parts.slice(1);
      const scope = scopeOf(request, prefix === '' ? undefined : names.shift());
      return {
        operation: `Microsoft.Support/${action}`,
        ...(isOpen ? { isOpen: true } : {}),
        scope: scope.prefix || '/',
        handle: () => answer({ azure, request, scope, names }),
      };
    },
  ];
}

/** Microsoft.Support 2024-04-01, for the table of ARM's paths. Tickets without a subscription take a role at the root. */
export const SUPPORT_PATHS: readonly ArmPath[] = [
  ...['/subscriptions/([^/]+)', ''].flatMap((prefix) => [
    ...SCOPED_CALLS.map((one) => ownPath(one, prefix, false)),
    ...POLLS.map((one) => ownPath(one, prefix, true)),
  ]),
  ...[...CATALOGUE_CALLS, OPERATIONS].map((one) => ownPath(one, '', true)),
];
