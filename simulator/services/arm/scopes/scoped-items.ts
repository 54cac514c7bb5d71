import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { groupNotFound, resourceNotFound } from '../../../kernel/http/errors';
import { keyOf, parseId, typeOf } from '../../../kernel/ids';
import type { ScopedItem } from '../../../kernel/state/model';
import { embeddedChild } from '../resources/embedded';

/** `{scope}/providers/Microsoft.Authorization/locks/{name}` taken apart. */
export interface ScopedPath {
  scope: string;
  name: string | undefined;
}

/** The scope as it was written, and the item's name; undefined when the path does not end in such an item or collection. */
export function scopedPath(path: string, namespace: string, kind: string): ScopedPath | undefined {
  const match = new RegExp(`^(.*)/providers/${namespace.replace('.', '\\.')}/${kind}(?:/([^/]+))?/?$`, 'i').exec(path);
  return match ? { scope: match[1] as string, name: match[2] } : undefined;
}

/** @throws ArmError 404 when the scope's subscription, group or resource is not there */
export function assertScope(azure: Azure, scope: string): void {
  const parsed = parseId(scope);
  if (parsed?.subscriptionId === undefined || parsed.resourceGroup === undefined) return;
  if (!azure.store.group(parsed.subscriptionId, parsed.resourceGroup)) throw groupNotFound(parsed.resourceGroup);
  const part = parsed.providers.at(-1);
  if (!part || azure.store.find(scope) || embeddedChild(azure.store, scope, '')) return;
  throw resourceNotFound(`${typeOf(part)}/${part.names.join('/')}`, parsed.resourceGroup);
}

export function view(item: ScopedItem): Record<string, unknown> {
  return { properties: item.properties, id: item.id, type: item.type, name: item.name };
}

export function missing(code: string, message: string): ArmError {
  return new ArmError(404, { code, message });
}

/** Lists the items at, above and below a scope, as lists of Microsoft.Authorization do. */
export function around(azure: Azure, items: Azure['store']['locks'], scope: string): ScopedItem[] {
  return [...new Set([...azure.store.inherited(items, scope), ...items.below(keyOf(scope))])];
}
