import type { Azure } from '../azure';
import { ArmError, type ArmResource, type ProviderContext, type PutOutcome } from '../contracts';
import { badRequest, notImplemented, resourceNotFound } from '../errors';
import { newGuid } from '../guids';
import { objectBody, option, type Answer, type ArmRequest } from '../http';
import { groupId, keyOf, parseId, topLevelKey, typeOf } from '../ids';
import { canonicalNamespace, canonicalType, factsOf, isRegistrationFree } from '../providers/catalog';
import { LOCATIONS, normalLocation } from '../providers/locations';
import type { Operation, StoredResource } from '../state/model';
import { removeWithChildren } from '../state/removal';
import { groupKeyOf } from '../state/store';
import { behaviours } from '../providers';
import { embeddedChild, setEmbeddedChild } from './embedded';
import { existingGroup, tagsOf } from './groups';
import { providerHeaders, underEffects } from './operations';
import { page } from './paging';
import { deniedBy } from './policy';
import { assertDeletable, assertNotBusy, assertWritable } from './scopeGuards';

/** What a path to a resource says of it. */
interface Target {
  id: string;
  subscriptionId: string;
  group: string;
  namespace: string;
  type: string;
  name: string;
  /** `Microsoft.Network/virtualNetworks/vnet1/subnets/default` */
  typeAndName: string;
}

/** @throws ArmError 404 when ARM has no such namespace */
export function targetOf(path: string): Target {
  const parsed = parseId(path);
  const part = parsed?.providers.at(-1);
  if (!parsed?.subscriptionId || !parsed.resourceGroup || !part)
    throw notImplemented(`resources outside of resource groups: ${path}`);
  const namespace = canonicalNamespace(part.namespace);
  if (namespace === undefined)
    throw new ArmError(404, {
      code: 'InvalidResourceNamespace',
      message: `The resource namespace '${part.namespace}' is invalid.`,
    });
  const type = canonicalType(typeOf(part));
  const types = type.split('/').slice(1);
  const own = types.map((one, at) => `${one}/${part.names[at]}`).join('/');
  const group = groupId(parsed.subscriptionId, parsed.resourceGroup);
  const before = parsed.providers
    .slice(0, -1)
    .map((one) => `/providers/${one.namespace}/${one.types.map((t, at) => `${t}/${one.names[at]}`).join('/')}`)
    .join('');
  return {
    id: `${group}${before}/providers/${namespace}/${own}`,
    subscriptionId: parsed.subscriptionId,
    group: parsed.resourceGroup,
    namespace,
    type,
    name: part.names.at(-1) as string,
    typeAndName: `${namespace}/${own}`,
  };
}

const behaviourOf = (type: string) => behaviours.get(keyOf(type));

function context(azure: Azure, request: ArmRequest): ProviderContext {
  return {
    now: () => new Date(azure.clock.now()),
    newGuid,
    apiVersion: request.apiVersion,
    find: (id) => azure.store.find(id)?.resource,
    list: (subscriptionId) => [...azure.store.resourcesOf(subscriptionId)].map((stored) => stored.resource),
    near: (id) => [...azure.store.membersIn(groupKeyOf(id)).values()].map((stored) => stored.resource),
    referrers: (id) => [...azure.store.referrers(topLevelKey(id) ?? '')].flatMap((key) => azure.store.find(key)?.resource ?? []),
  };
}

function shown(azure: Azure, request: ArmRequest, resource: ArmResource): ArmResource {
  return behaviourOf(resource.type)?.view?.(context(azure, request), resource, option(request, '$expand')) ?? resource;
}

function etagHeader(resource: ArmResource): Record<string, string> {
  return typeof resource.etag === 'string' ? { etag: resource.etag } : {};
}

function assertCondition(request: ArmRequest, there: ArmResource | undefined): void {
  const wanted = request.headers['if-match'];
  const unwanted = request.headers['if-none-match'];
  const failed =
    (wanted !== undefined && (there === undefined || (wanted !== '*' && wanted !== there.etag))) ||
    (unwanted === '*' && there !== undefined);
  if (failed)
    throw new ArmError(412, {
      code: 'PreconditionFailed',
      message: 'The condition of the request (If-Match or If-None-Match) is not met.',
    });
}

function find(azure: Azure, target: Target): ArmResource | undefined {
  return azure.store.find(target.id)?.resource ?? embeddedChild(azure.store, target.id, target.type);
}

/** GET of one resource. @throws ArmError 404 ResourceGroupNotFound or ResourceNotFound */
export function getResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  existingGroup(azure, target.subscriptionId, target.group);
  const resource = find(azure, target);
  if (!resource) throw resourceNotFound(target.typeAndName, target.group);
  return { status: 200, body: shown(azure, request, resource), headers: etagHeader(resource) };
}

export function headResource(azure: Azure, request: ArmRequest): Answer {
  return { status: find(azure, targetOf(request.path)) ? 204 : 404 };
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

function assertParent(azure: Azure, target: Target): void {
  const parts = target.id.split('/');
  if (parts.length < 11 || parts.at(-4)?.toLowerCase() === 'providers') return;
  const parentId = parts.slice(0, -2).join('/');
  if (azure.store.find(parentId) || embeddedChild(azure.store, parentId, '')) return;
  throw new ArmError(404, {
    code: 'ParentResourceNotFound',
    message: `Can not perform requested operation on nested resource. Parent resource '${parts
      .slice(8, -2)
      .filter((_, at) => at % 2 === 0)
      .join('/')}' not found.`,
  });
}

function assertRegistered(azure: Azure, target: Target): void {
  const state = azure.store.subscriptions.get(keyOf(target.subscriptionId))?.registrations[keyOf(target.namespace)];
  if (isRegistrationFree(target.namespace) || state === 'Registered') return;
  const message = `The subscription is not registered to use namespace '${target.namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  throw new ArmError(409, {
    code: 'MissingSubscriptionRegistration',
    message,
    details: [{ code: 'MissingSubscriptionRegistration', target: target.namespace, message }],
  });
}

function assertLocation(target: Target, body: Record<string, unknown>, there: ArmResource | undefined): void {
  if (!factsOf(target.type)?.tracked) return;
  if (typeof body['location'] !== 'string')
    throw badRequest('LocationRequired', 'The location property is required for this definition.');
  const location = normalLocation(body['location']);
  if (location !== 'global' && !LOCATIONS.has(location)) {
    throw badRequest(
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type '${target.type}'. List of available regions for the resource type is '${[...LOCATIONS.keys()].join(',')}'.`,
    );
  }
  if (there?.location !== undefined && normalLocation(there.location) !== location) {
    throw new ArmError(409, {
      code: 'InvalidResourceLocation',
      message: `The resource '${target.name}' already exists in location '${there.location}' in resource group '${target.group}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    });
  }
}

/** What a type without a behaviour of its own does: keeps what it is given. */
function plainPut(target: Target, body: Record<string, unknown>, existing: ArmResource | undefined): PutOutcome {
  const { id: _id, name: _name, type: _type, ...rest } = body;
  const properties = { ...(rest['properties'] as Record<string, unknown> | undefined), provisioningState: 'Succeeded' };
  const location = typeof rest['location'] === 'string' ? { location: normalLocation(rest['location']) } : {};
  return {
    status: existing ? 200 : 201,
    resource: {
      id: existing?.id ?? target.id,
      name: existing?.name ?? target.name,
      type: target.type,
      ...rest,
      ...location,
      properties,
    },
  };
}

/** Stores what a write has come to and gives the answer; long operations leave the resource on its way until they end. */
function settle(azure: Azure, request: ArmRequest, target: Target, outcome: PutOutcome): Answer {
  const now = azure.clock.now();
  const existing = azure.store.find(target.id);
  const { resource, settling } = outcome;
  const denied = deniedBy(azure, resource);
  if (denied) throw new ArmError(403, denied);
  const onItsWay = settling
    ? { ...resource, properties: { ...resource.properties, provisioningState: settling.state } }
    : resource;
  if (!existing && setEmbeddedChild(azure.store, target.id, resource, now)) {
    if (!settling) return { status: outcome.status, body: shown(azure, request, resource), headers: etagHeader(resource) };
  } else {
    const stored: StoredResource = {
      resource: onItsWay,
      createdAt: existing?.createdAt ?? now,
      changedAt: now,
      knownDangling: azure.store.dangling(onItsWay),
    };
    azure.store.putResource(stored);
  }
  const body = shown(azure, request, onItsWay);
  if (!settling) return { status: outcome.status, body, headers: etagHeader(resource) };
  const operation = underEffects(
    request,
    {
      id: newGuid(),
      kind: 'provision',
      subscriptionId: target.subscriptionId,
      startedAt: now,
      state: 'running',
      successStatus: 200,
      body: settling.body,
      resourceId: resource.id,
      settled: resource,
    } satisfies Operation,
    settling.seconds,
  );
  azure.begin(operation);
  const headers = providerHeaders(azure, request, operation, {
    namespace: target.namespace,
    location: resource.location ?? azure.store.group(target.subscriptionId, target.group)?.location ?? 'westus',
    path: settling.path ?? 'operations',
    headers: settling.headers,
  });
  return { status: outcome.status, ...(outcome.status === 202 ? {} : { body }), headers };
}

function assertMayWrite(azure: Azure, target: Target): void {
  existingGroup(azure, target.subscriptionId, target.group);
  assertRegistered(azure, target);
  assertNotBusy(azure, target.id);
  assertWritable(azure, target.id);
}

/** PUT of a whole resource, created or replaced. */
export function putResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  assertMayWrite(azure, target);
  const body = objectBody(request);
  tagsOf(body['tags']);
  const existing = find(azure, target);
  assertCondition(request, existing);
  assertParent(azure, target);
  assertLocation(target, body, existing);
  const behaviour = behaviourOf(target.type);
  return settle(
    azure,
    request,
    target,
    behaviour
      ? behaviour.put(context(azure, request), existing?.id ?? target.id, body, existing)
      : plainPut(target, body, existing),
  );
}

/** PATCH: tags are replaced, properties merged one level deep, everything else replaced. */
export function patchResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  assertMayWrite(azure, target);
  const existing = find(azure, target);
  if (!existing) throw resourceNotFound(target.typeAndName, target.group);
  assertCondition(request, existing);
  const body = objectBody(request);
  tagsOf(body['tags']);
  const merged: Record<string, unknown> = {
    ...existing,
    ...body,
    properties: { ...existing.properties, ...(body['properties'] as Record<string, unknown> | undefined) },
  };
  const behaviour = behaviourOf(target.type);
  const outcome = behaviour
    ? behaviour.put(context(azure, request), existing.id, merged, existing)
    : plainPut(target, merged, existing);
  return settle(azure, request, target, outcome);
}

/** DELETE: 200, or 202 where the type takes its time; 204 when it was not there. */
export function deleteResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  existingGroup(azure, target.subscriptionId, target.group);
  assertNotBusy(azure, target.id);
  assertDeletable(azure, target.id);
  const existing = find(azure, target);
  if (!existing) return { status: 204 };
  assertCondition(request, existing);
  const settling = behaviourOf(target.type)?.remove?.(context(azure, request), existing).settling;
  const now = azure.clock.now();
  if (!settling) {
    if (azure.store.find(target.id)) removeWithChildren(azure.store, target.id);
    else setEmbeddedChild(azure.store, target.id, undefined, now);
    return { status: 200 };
  }
  const operation = underEffects(
    request,
    {
      id: newGuid(),
      kind: 'deleteResource',
      subscriptionId: target.subscriptionId,
      startedAt: now,
      state: 'running',
      successStatus: 204,
      body: settling.body,
      resourceId: existing.id,
    },
    settling.seconds,
  );
  azure.begin(operation);
  const headers = providerHeaders(azure, request, operation, {
    namespace: target.namespace,
    location: existing.location ?? 'westus',
    path: settling.path ?? 'operations',
    headers: settling.headers,
  });
  return { status: 202, headers };
}
