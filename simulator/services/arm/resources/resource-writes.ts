import { ArmError, type ArmResource, type PutOutcome } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { newGuid } from '../../../kernel/guids';
import { resourceNotFound } from '../../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../../kernel/http/request';
import { providerHeaders, underEffects } from '../../../kernel/operations';
import type { Operation, StoredResource } from '../../../kernel/state/model';
import { removeWithChildren } from '../../../kernel/state/removal';
import { assertNotClassic } from '../../classic/arm-guards';
import { behaviourOf, providerContext } from '../../providers/context';
import { merged } from '../../providers/envelope';
import { objectOf } from '../../providers/json';
import { normalLocation } from '../../providers/locations';
import { refusedGrowth } from '../../quotas/refused-growth';
import type { Provisioning } from '../complete';
import { deniedBy } from '../scopes/policy';
import { assertDeletable, assertNotBusy, assertWritable } from '../scopes/scope-guards';
import { setEmbeddedChild } from './embedded';
import { existingGroup, tagsOf } from './groups';
import { assertCondition, assertLocation, assertParent, assertRegistered } from './resource-checks';
import { etagHeader, findResource, shown } from './resource-reads';
import { type Target, targetOf } from './resource-target';

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
  const overLimit = refusedGrowth(azure, existing?.resource, resource);
  if (overLimit) throw overLimit;
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
      work: { settled: resource } satisfies Provisioning,
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
  assertNotClassic(target.type);
}

/** PUT of a whole resource, created or replaced. */
export function putResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  assertMayWrite(azure, target);
  const body = objectBody(request);
  tagsOf(body['tags']);
  const existing = findResource(azure, target);
  assertCondition(request, existing);
  assertParent(azure, target);
  assertLocation(target, body, existing);
  const behaviour = behaviourOf(target.type);
  return settle(
    azure,
    request,
    target,
    behaviour
      ? behaviour.put(providerContext(azure, request), existing?.id ?? target.id, body, existing)
      : plainPut(target, body, existing),
  );
}

/** PATCH: tags are replaced, properties merged (one level deep where the type has no behaviour of its own), everything else replaced. */
export function patchResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  assertMayWrite(azure, target);
  const existing = findResource(azure, target);
  if (!existing) throw resourceNotFound(target.typeAndName, target.group);
  assertCondition(request, existing);
  const body = objectBody(request);
  tagsOf(body['tags']);
  const behaviour = behaviourOf(target.type);
  const before = existing.properties ?? {};
  const given = objectOf(body['properties']);
  const whole = { ...existing, ...body, properties: behaviour ? merged(before, given) : { ...before, ...given } };
  const outcome = behaviour
    ? behaviour.put(providerContext(azure, request), existing.id, whole, existing)
    : plainPut(target, whole, existing);
  return settle(azure, request, target, outcome);
}

/** DELETE: 200, or 202 where the type takes its time; 204 when it was not there. */
export function deleteResource(azure: Azure, request: ArmRequest): Answer {
  const target = targetOf(request.path);
  existingGroup(azure, target.subscriptionId, target.group);
  assertNotBusy(azure, target.id);
  assertDeletable(azure, target.id);
  assertNotClassic(target.type);
  const existing = findResource(azure, target);
  if (!existing) return { status: 204 };
  assertCondition(request, existing);
  const settling = behaviourOf(target.type)?.remove?.(providerContext(azure, request), existing).settling;
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
