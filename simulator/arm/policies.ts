import type { Azure } from '../azure';
import { badRequest } from '../errors';
import { objectBody, type Answer, type ArmRequest } from '../http';
import { keyOf } from '../ids';
import { builtInDefinition } from './builtInPolicies';
import { page } from './paging';
import { around, assertScope, missing, view, type ScopedPath } from './scopedItems';

type Kind = 'policyAssignments' | 'policyDefinitions';

const WORDS = {
  policyAssignments: ['PolicyAssignmentNotFound', 'policy assignment'],
  policyDefinitions: ['PolicyDefinitionNotFound', 'policy definition'],
} as const;

const idOf = (kind: Kind, { scope, name }: ScopedPath) => `${scope}/providers/Microsoft.Authorization/${kind}/${name}`;

export function listPolicies(azure: Azure, request: ArmRequest, kind: Kind, { scope }: ScopedPath): Answer {
  assertScope(azure, scope);
  return page(request, around(azure, azure.store[kind], scope).map(view));
}

export function getPolicy(azure: Azure, kind: Kind, path: ScopedPath): Answer {
  const id = idOf(kind, path);
  const item = azure.store[kind].get(id);
  const builtIn = item || kind === 'policyAssignments' || path.scope !== '' ? undefined : builtInDefinition(id);
  if (builtIn) return { status: 200, body: builtIn };
  if (!item) throw missing(WORDS[kind][0], `The ${WORDS[kind][1]} '${path.name}' could not be found.`);
  return { status: 200, body: view(item) };
}

/** Both kinds are kept as they come; only rules whose effect is deny are acted on. */
export function putPolicy(azure: Azure, request: ArmRequest, kind: Kind, path: ScopedPath): Answer {
  assertScope(azure, path.scope);
  const properties = objectBody(request)['properties'] as Record<string, unknown> | undefined;
  if (!properties) throw badRequest('InvalidRequestContent', "The property 'properties' is required.");
  const there = azure.store[kind].get(idOf(kind, path));
  const item = {
    id: idOf(kind, path),
    name: path.name as string,
    type: `Microsoft.Authorization/${kind}`,
    scope: keyOf(path.scope),
    properties: { ...properties, ...(kind === 'policyAssignments' ? { scope: path.scope } : { policyType: 'Custom' }) },
    createdAt: there?.createdAt ?? azure.clock.now(),
  };
  azure.store[kind].put(item);
  return { status: kind === 'policyDefinitions' && there ? 200 : 201, body: view(item) };
}

export function deletePolicy(azure: Azure, kind: Kind, path: ScopedPath): Answer {
  const item = azure.store[kind].remove(idOf(kind, path));
  return item ? { status: 200, body: view(item) } : { status: 204 };
}
