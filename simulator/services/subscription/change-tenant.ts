import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { badRequest, invalidContent } from '../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { OWNER } from '../../kernel/identity/built-in-roles';
import { keyOf } from '../../kernel/ids';
import { saleOf } from '../../kernel/offers';
import type { Principal } from '../../kernel/state/model';
import { roleAssignment } from '../../kernel/state/role-assignment';
import { authorize } from '../access-control/authorize';
import { changeDirectory } from '../access-control/change-directory';
import { type DirectoryChange, subscriptionState } from './model';
import { assertMayEnter, assertMayLeave } from './policies';

/** The way of a subscription into another directory. Source: Microsoft.Subscription 2025-11-01-preview. */

/** A request is good for a day, as in the published example. */
const EXPIRES_AFTER = 24 * 3_600_000;
const TAKES = 10 * 60_000;

const iso = (at: number) => new Date(at).toISOString();

function properties(one: DirectoryChange): Record<string, unknown> {
  return {
    subscriptionId: one.subscriptionId,
    sourceTenantId: one.sourceTenantId,
    sourceOwnerId: one.sourceOwnerId,
    sourceOwnerEmail: one.sourceOwnerEmail ?? null,
    destinationTenantId: one.destinationTenantId,
    destinationOwnerId: one.destinationOwnerId,
    status: one.status,
    createdDate: iso(one.createdAt),
    acceptedDate: one.acceptedAt === undefined ? null : iso(one.acceptedAt),
    expiresOn: iso(one.expiresAt),
  };
}

function view(one: DirectoryChange): Record<string, unknown> {
  return {
    id: `/subscriptions/${one.subscriptionId}/providers/Microsoft.Subscription/changeTenantRequest/default`,
    name: 'default',
    type: 'Microsoft.Subscription/changeTenantRequest',
    properties: properties(one),
  };
}

function changeOf(azure: Azure, subscriptionId: string): DirectoryChange | undefined {
  return subscriptionState.of(azure.store).directoryChanges.find((one) => keyOf(one.subscriptionId) === keyOf(subscriptionId));
}

/** @throws ArmError 404 when there is none, or it has expired */
function named(azure: Azure, subscriptionId: string): DirectoryChange {
  const found = changeOf(azure, subscriptionId);
  if (found) return found;
  throw new ArmError(404, {
    code: 'ChangeTenantRequestNotFound',
    message: `There is no request to change the directory of the subscription '${subscriptionId}'.`,
  });
}

/** Finds the owner by object id, or by the name that a person signs in with. @throws ArmError 400 */
function ownerIn(azure: Azure, tenantId: string, owner: string): Principal {
  const found = [...azure.store.principals.values()].find(
    (one) =>
      keyOf(one.tenantId) === keyOf(tenantId) &&
      ['User', 'ServicePrincipal'].includes(one.type) &&
      [one.objectId, one.userPrincipalName ?? ''].some((name) => keyOf(name) === keyOf(owner)),
  );
  if (!found) throw badRequest('InvalidDestinationOwner', `'${owner}' was not found in the directory '${tenantId}'.`);
  return found;
}

/**
 * PUT: asks. The same request again is the one that is there, another one takes its place while it is not accepted.
 * @throws ArmError 403 unless the caller is Owner, or a policy forbids it; 400 for a CSP subscription or a destination that is none; 409 once accepted
 */
export function putChangeRequest(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  authorize(azure, request.caller, 'Microsoft.Authorization/roleAssignments/write', `/subscriptions/${subscriptionId}`);
  const { destinationTenantId, destinationOwnerId } = (objectBody(request)['properties'] ?? {}) as Record<string, unknown>;
  if (typeof destinationTenantId !== 'string' || typeof destinationOwnerId !== 'string')
    throw invalidContent('properties.destinationTenantId and destinationOwnerId are required');
  if (saleOf(subscription.offerId) !== undefined)
    throw badRequest(
      'ChangeTenantNotSupported',
      'The directory of a subscription sold by a cloud solution provider cannot be changed.',
    );
  const destination = azure.store.tenants.get(keyOf(destinationTenantId));
  if (!destination) throw badRequest('InvalidDestinationTenant', `There is no directory '${destinationTenantId}'.`);
  if (keyOf(destination.tenantId) === keyOf(subscription.tenantId))
    throw badRequest('InvalidDestinationTenant', 'The subscription is in this directory already.');
  assertMayLeave(azure, request.caller, subscription.tenantId);
  const owner = ownerIn(azure, destination.tenantId, destinationOwnerId);
  const there = changeOf(azure, subscriptionId);
  if (there?.status === 'InProgress')
    throw new ArmError(409, { code: 'ChangeTenantInProgress', message: 'The directory of the subscription is being changed.' });
  const isSame = there?.status === 'Initialized' && there.destinationOwnerId === owner.objectId;
  if (there && isSame) return { status: 200, body: view(there) };
  const now = azure.clock.now();
  const email = azure.store.principals.get(keyOf(request.caller.objectId))?.userPrincipalName;
  const made: DirectoryChange = {
    subscriptionId: subscription.subscriptionId,
    sourceTenantId: subscription.tenantId,
    sourceOwnerId: request.caller.objectId,
    ...(email === undefined ? {} : { sourceOwnerEmail: email }),
    destinationTenantId: destination.tenantId,
    destinationOwnerId: owner.objectId,
    status: 'Initialized',
    createdAt: now,
    expiresAt: now + EXPIRES_AFTER,
  };
  subscriptionState.of(azure.store).directoryChanges = [
    ...subscriptionState.of(azure.store).directoryChanges.filter((one) => one !== there),
    made,
  ];
  return { status: 200, body: view(made) };
}

export function getChangeRequest(azure: Azure, _request: ArmRequest, subscriptionId: string): Answer {
  return { status: 200, body: view(named(azure, subscriptionId)) };
}

export function listChangeRequests(azure: Azure, _request: ArmRequest, subscriptionId: string): Answer {
  const found = changeOf(azure, subscriptionId);
  return { status: 200, body: { value: found ? [view(found)] : [] } };
}

/** @throws ArmError 404, 409 once accepted */
export function deleteChangeRequest(azure: Azure, _request: ArmRequest, subscriptionId: string): Answer {
  const found = named(azure, subscriptionId);
  if (found.status !== 'Initialized')
    throw new ArmError(409, { code: 'ChangeTenantInProgress', message: `The request is ${found.status}: it cannot be deleted.` });
  subscriptionState.of(azure.store).directoryChanges = subscriptionState
    .of(azure.store)
    .directoryChanges.filter((one) => one !== found);
  return { status: 200 };
}

/** One that the caller is to accept. @throws ArmError 404, 403 */
function forAcceptor(azure: Azure, { caller }: ArmRequest, subscriptionId: string): DirectoryChange {
  const found = named(azure, subscriptionId);
  if (!caller.isDevelopment && keyOf(caller.objectId) !== keyOf(found.destinationOwnerId))
    throw new ArmError(403, {
      code: 'AuthorizationFailed',
      message: `The client '${caller.name}' is not the owner whom the subscription is offered to.`,
    });
  return found;
}

/** @throws ArmError 404, 403 for another than the destination owner or by the destination's policy, 409 once accepted */
export function acceptChange(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const found = forAcceptor(azure, request, subscriptionId);
  assertMayEnter(azure, request.caller, found.destinationTenantId);
  if (found.status !== 'Initialized')
    throw new ArmError(409, { code: 'ChangeTenantInProgress', message: `The request is ${found.status} already.` });
  const now = azure.clock.now();
  const { neverEnds, lro } = request.effects;
  Object.assign(found, {
    status: 'InProgress',
    acceptedAt: now,
    ...(lro ? { willFail: true } : {}),
    ...(neverEnds ? {} : { dueAt: now + (lro?.afterSeconds === undefined ? TAKES : lro.afterSeconds * 1000) }),
  });
  return { status: 204 };
}

/** POST, as published: what became of it, for the one who accepts. */
export function changeStatus(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  return { status: 200, body: properties(forAcceptor(azure, request, subscriptionId)) };
}

/** Carries out what was accepted, and forgets what nobody accepted in time and what a fault ends. The destination owner becomes Owner. */
export function settleDirectoryChanges(azure: Azure): void {
  const now = azure.clock.now();
  const { store } = azure;
  subscriptionState.of(store).directoryChanges = subscriptionState
    .of(store)
    .directoryChanges.filter(
      ({ status, expiresAt, dueAt, willFail }) =>
        !(status === 'Initialized' && expiresAt <= now) && !(status === 'InProgress' && willFail && (dueAt ?? now) <= now),
    );
  for (const one of subscriptionState.of(store).directoryChanges) {
    if (one.status !== 'InProgress' || one.dueAt === undefined || one.dueAt > now) continue;
    const subscription = store.subscriptions.get(keyOf(one.subscriptionId));
    if (!subscription) continue;
    changeDirectory(store, subscription, one.destinationTenantId, now);
    const type = store.principals.get(keyOf(one.destinationOwnerId))?.type ?? 'User';
    const scope = `/subscriptions/${subscription.subscriptionId}`;
    store.roleAssignments.put(roleAssignment(scope, OWNER, one.destinationOwnerId, type, now));
    one.status = 'Completed';
  }
}
