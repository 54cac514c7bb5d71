import type { Azure } from '../../../kernel/azure';
import type { ArmPath, Destination } from '../../../kernel/destination';
import { methodNotAllowed, notImplemented } from '../../../kernel/http/errors';
import type { Answer, ArmRequest } from '../../../kernel/http/request';
import { parseId, typeOf } from '../../../kernel/ids';
import { canonicalNamespace, canonicalType } from '../../providers/catalog';
import { getResource, headResource, listByType } from '../resources/resource-reads';
import { deleteResource, patchResource, putResource } from '../resources/resource-writes';
import { scopedDestination, VERBS } from './scoped-paths';

/** Namespaces whose resources are in resource groups but whose services are not modelled at all. */
const ELSEWHERE = new Set([
  'microsoft.support',
  'microsoft.billing',
  'microsoft.consumption',
  'microsoft.commerce',
  'microsoft.management',
  'microsoft.subscription',
  'microsoft.managementpartner',
  'microsoft.insights/eventtypes',
  'microsoft.resources/deployments',
  'microsoft.authorization',
  'microsoft.resources',
  'microsoft.features',
  'microsoft.resourcegraph',
]);

const RESOURCE: Record<string, (azure: Azure, request: ArmRequest) => Answer> = {
  GET: getResource,
  HEAD: headResource,
  PUT: putResource,
  PATCH: patchResource,
  DELETE: deleteResource,
};

/** Resources of any type, by name or as a list. */
function generic(azure: Azure, request: ArmRequest): Destination {
  const parsed = parseId(request.path);
  const part = parsed?.providers.at(-1);
  if (!parsed || !part) throw notImplemented(`${request.method} ${request.path}`);
  const namespace = canonicalNamespace(part.namespace) ?? part.namespace;
  if (ELSEWHERE.has(namespace.toLowerCase()) || ELSEWHERE.has(`${namespace}/${part.types[0]}`.toLowerCase()))
    throw notImplemented(`${namespace}/${part.types.join('/')}`);
  const isCollection = part.types.length > part.names.length;
  const type = canonicalType(typeOf(part));
  const destination = (handle: () => Answer): Destination => ({
    operation: `${type}/${VERBS[request.method]}`,
    scope: request.path,
    handle,
  });
  if (request.method === 'GET' && isCollection) return destination(() => listByType(azure, request));
  const handle = RESOURCE[request.method];
  if (request.method === 'POST' || parsed.resourceGroup === undefined) throw notImplemented(`${request.method} ${type}`);
  if (!handle || isCollection) throw methodNotAllowed(request.method);
  return destination(() => handle(azure, request));
}

export type FindDestination = (azure: Azure, request: ArmRequest) => Destination;

/**
 * Makes what finds who answers a request: by one of these paths, by the item that it names at a scope, or by the type of its resource.
 * It throws an ArmError: 501 by name for what is not modelled, 405 for a method that a path does not take.
 */
export function destinations(paths: readonly ArmPath[]): FindDestination {
  return (azure, request) => {
    let known = false;
    for (const [method, pattern, make] of paths) {
      const parts = pattern.exec(request.path);
      if (!parts) continue;
      if (method === request.method) return make(azure, request, parts);
      known = true;
    }
    if (known) throw methodNotAllowed(request.method);
    return scopedDestination(azure, request) ?? generic(azure, request);
  };
}
