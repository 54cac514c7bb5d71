import type { Azure } from '../../../kernel/azure';
import { badRequest } from '../../../kernel/http/errors';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { around, assertScope, missing, type ScopedPath, view } from './scoped-items';

const TYPE = 'Microsoft.Resources/links';

const idOf = ({ scope, name }: ScopedPath) => `${scope}/providers/${TYPE}/${name}`;
const withSlash = (id: string) => `${id.replace(/\/+$/, '')}/`;

/** Links between resources. They say nothing about moves: a link stays where it is. */
export function listLinks(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  return page(request, around(azure, azure.store.links, scope).map(view));
}

export function getLink(azure: Azure, path: ScopedPath): Answer {
  const link = azure.store.links.get(idOf(path));
  if (!link) throw missing('ResourceLinkNotFound', `The resource link '${path.name}' could not be found.`);
  return { status: 200, body: view(link) };
}

export function putLink(azure: Azure, request: ArmRequest, path: ScopedPath): Answer {
  assertScope(azure, path.scope);
  const properties = objectBody(request)['properties'] as Record<string, unknown> | undefined;
  if (typeof properties?.['targetId'] !== 'string')
    throw badRequest('InvalidRequestContent', "The property 'properties.targetId' is required.");
  const there = azure.store.links.get(idOf(path));
  const link = {
    id: idOf(path),
    name: path.name as string,
    type: TYPE,
    scope: keyOf(path.scope),
    properties: {
      sourceId: withSlash(path.scope),
      targetId: withSlash(properties['targetId']),
      ...(typeof properties['notes'] === 'string' ? { notes: properties['notes'] } : {}),
    },
    createdAt: there?.createdAt ?? azure.clock.now(),
  };
  azure.store.links.put(link);
  return { status: there ? 200 : 201, body: view(link) };
}

export function deleteLink(azure: Azure, path: ScopedPath): Answer {
  return { status: azure.store.links.remove(idOf(path)) ? 200 : 204 };
}
