import type { Azure } from '../../../kernel/azure';
import { badRequest, notImplemented } from '../../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../../kernel/http/request';
import { keyOf, parseId } from '../../../kernel/ids';
import { text } from '../../../kernel/json';
import { assertNotBusy, assertWritable } from '../scopes/scope-guards';
import { assertScope, type ScopedPath } from '../scopes/scoped-items';
import { tagsOf } from './groups';

type Tags = Record<string, string>;

function read(azure: Azure, scope: string): Tags {
  const parsed = parseId(scope);
  if (parsed?.subscriptionId === undefined || parsed.resourceGroup === undefined) throw notImplemented('tags of subscriptions');
  assertScope(azure, scope);
  const tags =
    parsed.providers.length > 0
      ? azure.store.find(scope)?.resource.tags
      : azure.store.group(parsed.subscriptionId, parsed.resourceGroup)?.tags;
  return tags ?? {};
}

function write(azure: Azure, scope: string, tags: Tags): void {
  const parsed = parseId(scope);
  const stored = azure.store.find(scope);
  if (stored) azure.store.putResource({ ...stored, resource: { ...stored.resource, tags }, changedAt: azure.clock.now() });
  const group = parsed?.providers.length === 0 ? azure.store.groupByKey(keyOf(scope)) : undefined;
  if (group) group.tags = tags;
}

function body(scope: string, tags: Tags): Answer {
  return {
    status: 200,
    body: {
      id: `${scope}/providers/Microsoft.Resources/tags/default`,
      name: 'default',
      type: 'Microsoft.Resources/tags',
      properties: { tags },
    },
  };
}

function given(request: ArmRequest): Tags {
  const tags = tagsOf((objectBody(request)['properties'] as Record<string, unknown> | undefined)?.['tags']);
  if (!tags) throw badRequest('InvalidTagsRequest', "The property 'properties.tags' is required.");
  return tags;
}

export function getTags(azure: Azure, { scope }: ScopedPath): Answer {
  return body(scope, read(azure, scope));
}

/** PUT replaces all tags. */
export function putTags(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  const tags = given(request);
  read(azure, scope);
  assertNotBusy(azure, scope);
  assertWritable(azure, scope);
  write(azure, scope, tags);
  return body(scope, tags);
}

/** PATCH: Merge, Replace or Delete. */
export function patchTags(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  const operation = (text(objectBody(request)['operation']) || 'Merge').toLowerCase();
  const tags = given(request);
  const before = read(azure, scope);
  assertNotBusy(azure, scope);
  assertWritable(azure, scope);
  const doomed = new Set(Object.keys(tags).map(keyOf));
  const results: Record<string, Tags> = {
    merge: { ...before, ...tags },
    replace: tags,
    delete: Object.fromEntries(Object.entries(before).filter(([name]) => !doomed.has(keyOf(name)))),
  };
  const after = results[operation];
  if (!after) throw badRequest('InvalidTagsRequest', `The operation '${operation}' is not Merge, Replace or Delete.`);
  write(azure, scope, after);
  return body(scope, after);
}

export function deleteTags(azure: Azure, { scope }: ScopedPath): Answer {
  read(azure, scope);
  assertNotBusy(azure, scope);
  assertWritable(azure, scope);
  write(azure, scope, {});
  return { status: 200 };
}
