import type { Azure } from '../kernel/azure';
import { ArmError } from './arm-types';
import { newGuid } from './guids';
import type { Answer, ArmRequest } from './http/request';
import type { Operation } from './state/model';

/** What Azure asks clients to wait between polls, virtual milliseconds. */
const POLL_EVERY = 15_000;
const PROVIDER_POLL_EVERY = 10_000;

/** The opaque name of one of ARM's own jobs, in the form that ARM gives them. */
export function jobName(kind: string, group: string, location: string): string {
  const jobId = `${kind}-${group.replace(/[^a-z0-9]/gi, (c) => `:${c.charCodeAt(0).toString(16).toUpperCase()}`).toUpperCase()}-${newGuid().replaceAll('-', '').slice(0, 16).toUpperCase()}-${location.toUpperCase()}`;
  return Buffer.from(JSON.stringify({ jobId, jobLocation: location })).toString('base64url');
}

/** The 202 of one of ARM's own jobs: Location only, no body. */
export function acceptedJob(azure: Azure, request: ArmRequest, operation: Operation): Answer {
  return { status: 202, headers: jobHeaders(azure, request, operation) };
}

function jobHeaders(azure: Azure, request: ArmRequest, operation: Operation): Record<string, string> {
  return {
    location: `${request.origin}/subscriptions/${operation.subscriptionId}/operationresults/${operation.id}?api-version=${request.apiVersion}`,
    'retry-after': String(azure.clock.realSeconds(POLL_EVERY)),
  };
}

/** GET /subscriptions/{s}/operationresults/{job}: 202 while it runs, then its success status or its error. */
export function pollJob(azure: Azure, request: ArmRequest, id: string): Answer {
  const operation = azure.store.operations.get(id);
  if (!operation) throw new ArmError(404, { code: 'NotFound', message: `The operation '${id}' was not found.` });
  if (operation.state === 'running') return acceptedJob(azure, request, operation);
  if (operation.failure) throw new ArmError(operation.failure.status, operation.failure.error);
  return { status: operation.successStatus };
}

/** Headers of a provider's long operation. `path` is `locations/{l}/operations`, `resultPath` its twin for Location. */
export function providerHeaders(
  azure: Azure,
  request: ArmRequest,
  operation: Operation,
  options: { namespace: string; location: string; path: string; headers: 'azure-asyncoperation' | 'location' | 'both' },
): Record<string, string> {
  const base = `${request.origin}/subscriptions/${operation.subscriptionId}/providers/${options.namespace}/locations/${options.location}`;
  const query = `?api-version=${request.apiVersion}`;
  const status = `${base}/${options.path}/${operation.id}${query}`;
  const result = `${base}/${options.path === 'operations' ? 'operationResults' : options.path}/${operation.id}${query}${options.path === 'operations' ? '' : '&monitor=true'}`;
  return {
    ...(options.headers === 'location' ? {} : { 'azure-asyncoperation': status }),
    ...(options.headers === 'azure-asyncoperation' ? {} : { location: result }),
    'retry-after': String(azure.clock.realSeconds(PROVIDER_POLL_EVERY)),
  };
}

/** GET of what Azure-AsyncOperation names: always 200, the status in the body. */
export function pollStatus(azure: Azure, id: string): Answer {
  const operation = azure.store.operations.get(id);
  if (!operation) throw new ArmError(404, { code: 'NotFound', message: `The operation '${id}' was not found.` });
  const status = { running: 'InProgress', succeeded: 'Succeeded', failed: 'Failed' }[operation.state];
  const times = {
    startTime: new Date(operation.startedAt).toISOString(),
    ...(operation.state === 'running' ? {} : { endTime: new Date(operation.dueAt ?? 0).toISOString() }),
  };
  return {
    status: 200,
    body: {
      ...(operation.body === 'full' ? { name: operation.id, ...times } : {}),
      status,
      ...(operation.failure ? { error: operation.failure.error } : {}),
    },
    headers: operation.state === 'running' ? { 'retry-after': String(azure.clock.realSeconds(PROVIDER_POLL_EVERY)) } : {},
  };
}

/** GET of what a provider's Location names: 202 while it runs, then the resource, or 204 when it is gone. */
export function pollResult(azure: Azure, request: ArmRequest, id: string): Answer {
  const operation = azure.store.operations.get(id);
  if (!operation) throw new ArmError(404, { code: 'NotFound', message: `The operation '${id}' was not found.` });
  if (operation.state === 'running')
    return {
      status: 202,
      headers: {
        location: `${request.origin}${request.rawUrl}`,
        'retry-after': String(azure.clock.realSeconds(PROVIDER_POLL_EVERY)),
      },
    };
  if (operation.failure) throw new ArmError(operation.failure.status, operation.failure.error);
  const resource = operation.resourceId === undefined ? undefined : azure.store.find(operation.resourceId)?.resource;
  return resource === undefined ? { status: 204 } : { status: 200, body: resource };
}

/** How a fault changes the end of a long operation that is about to begin. */
export function underEffects(request: ArmRequest, operation: Operation, plannedSeconds: number): Operation {
  const { lro, neverEnds } = request.effects;
  if (lro) {
    const dueAt = operation.startedAt + (lro.afterSeconds ?? plannedSeconds) * 1000;
    return { ...operation, dueAt, failure: { status: lro.status, error: { code: lro.code, message: lro.message } } };
  }
  if (!neverEnds) return { ...operation, dueAt: operation.startedAt + plannedSeconds * 1000 };
  const { dueAt: _never, ...endless } = operation;
  return endless;
}
