import { ArmError, type ArmResource } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { notImplemented, resourceNotFound } from '../../../kernel/http/errors';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../../kernel/http/request';
import { keyOf, parseId, typeOf } from '../../../kernel/ids';
import { canonicalNamespace } from '../../providers/catalog';
import { behaviourOf, providerContext } from '../../providers/context';
import { embeddedChild } from './embedded';
import { existingGroup } from './groups';
import { type Target, targetOf } from './resource-target';

/** The resource as its provider shows it. */
export function shown(azure: Azure, request: ArmRequest, resource: ArmResource): ArmResource {
  return behaviourOf(resource.type)?.view?.(providerContext(azure, request), resource, option(request, '$expand')) ?? resource;
}

export function etagHeader(resource: ArmResource): Record<string, string> {
  return typeof resource.etag === 'string' ? { etag: resource.etag } : {};
}

/** The resource of its own, or as it stands in its parent's body. */
export function findResource(azure: Azure, target: Target): ArmResource | undefined {
  return azure.store.find(target.id)?.resource ?? embeddedChild(azure.store, target.id, target.type);
}

/** GET of one resource. @throws ArmError 404 ResourceGroupNotFound or ResourceNotFound */
export function getResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  existingGroup(azure, target.subscriptionId, target.group);
  const resource = findResource(azure, target);
  if (!resource) throw resourceNotFound(target.typeAndName, target.group);
  return { status: 200, body: shown(azure, request, resource), headers: etagHeader(resource) };
}

export function headResource(azure: Azure, request: ArmRequest): Answer {
  return { status: findResource(azure, targetOf(request.path)) ? 204 : 404 };
}

/** GET of a type in a group, of a type in the subscription, or of the children of one resource: full bodies. */
export function listByType(azure: Azure, request: ArmRequest): Answer {
  const parsed = parseId(request.path);
  const part = parsed?.providers.at(-1);
  if (!parsed?.subscriptionId || !part) throw notImplemented(request.path);
  if (canonicalNamespace(part.namespace) === undefined)
    throw new ArmError(404, {
      code: 'InvalidResourceNamespace',
      message: `The resource namespace '${part.namespace}' is invalid.`,
    });
  const type = keyOf(typeOf(part));
  const prefix = keyOf(request.path).split('/').slice(0, -1).join('/');
  const pool =
    parsed.resourceGroup === undefined
      ? azure.store.resourcesOf(parsed.subscriptionId)
      : azure.store.membersIn(keyOf(existingGroup(azure, parsed.subscriptionId, parsed.resourceGroup).id)).values();
  const found: ArmResource[] = [];
  for (const { resource } of pool) {
    if (keyOf(resource.type) === type && (part.names.length === 0 || keyOf(resource.id).startsWith(`${prefix}/`)))
      found.push(resource);
  }
  if (found.length === 0 && part.names.length > 0) found.push(...embeddedList(azure, request.path, typeOf(part)));
  return page(
    request,
    found.map((one) => shown(azure, request, one)),
  );
}

function embeddedList(azure: Azure, path: string, type: string): ArmResource[] {
  const parts = path.split('/');
  const parent = azure.store.find(parts.slice(0, -1).join('/'))?.resource;
  if (!parent)
    throw new ArmError(404, {
      code: 'ParentResourceNotFound',
      message: `Can not perform requested operation on nested resource. Parent resource '${parts.at(-2)}' not found.`,
    });
  const wanted = parts.at(-1)?.toLowerCase();
  const list = Object.entries(parent.properties ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
  return Array.isArray(list) ? (list as ArmResource[]).map((one) => ({ ...one, type })) : [];
}
