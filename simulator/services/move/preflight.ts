import { ArmError } from '../../kernel/arm-types';
import {
  badRequest,
  groupBusy,
  groupNotFound,
  invalidContent,
  missingRegistration,
  resourceNotFound,
  scopeLocked,
  subscriptionNotFound,
} from '../../kernel/http/errors';
import { groupId, keyOf, rebase } from '../../kernel/ids';
import { canonicalNamespace, isRegistrationFree } from '../providers/catalog';
import { describeId } from '../providers/resource-id';
import type { MoveFacts, MoveRequest } from './model';
import { overQuota } from './quota';

const MOST_RESOURCES = 800;

/**
 * What ARM looks at before it accepts a move: the answer of the POST itself. Order and statuses are those of the resource provider
 * contract's table of preflight errors.
 */
export function preflight(facts: MoveFacts, request: MoveRequest): ArmError | undefined {
  return subscriptionsOf(facts, request) ?? groupsOf(facts, request) ?? namesOf(facts, request) ?? targetOf(facts, request);
}

function subscriptionsOf(facts: MoveFacts, { source, target }: MoveRequest): ArmError | undefined {
  const sourceTenant = facts.tenantOf(source.subscriptionId);
  if (sourceTenant === undefined) return subscriptionNotFound(source.subscriptionId);
  const targetTenant = facts.tenantOf(target.subscriptionId);
  if (targetTenant === undefined || facts.stateOf(target.subscriptionId) === 'Deleted')
    return badRequest('SubscriptionNotFound', `The subscription '${target.subscriptionId}' could not be found.`);
  if (targetTenant.toLowerCase() !== sourceTenant.toLowerCase())
    return new ArmError(403, {
      code: 'LinkedAuthorizationFailed',
      message:
        `The client may act on '${groupId(source.subscriptionId, source.resourceGroup)}', but its tenant '${sourceTenant}' ` +
        `has no access to the linked subscription '${target.subscriptionId}'.`,
    });
  for (const { subscriptionId } of [source, target])
    if (isReadOnly(facts.stateOf(subscriptionId)))
      return new ArmError(subscriptionId === target.subscriptionId ? 400 : 409, {
        code: 'ReadOnlyDisabledSubscription',
        message: `The subscription '${subscriptionId}' is disabled and therefore marked as read only: no write is possible until it is enabled again.`,
      });
  return undefined;
}

function groupsOf(facts: MoveFacts, { source, target }: MoveRequest): ArmError | undefined {
  if (!facts.groupExists(source.subscriptionId, source.resourceGroup)) return groupNotFound(source.resourceGroup);
  if (!facts.groupExists(target.subscriptionId, target.resourceGroup))
    return badRequest('ResourceGroupNotFound', `Resource group '${target.resourceGroup}' could not be found.`);
  const [from, to] = [source, target].map((group) => keyOf(groupId(group.subscriptionId, group.resourceGroup)));
  if (from === to) return badRequest('BadRequest', 'The source and the target of a move are the same resource group.');
  for (const group of [source, target]) {
    const locks = facts.locks(group.subscriptionId, group.resourceGroup, 'ReadOnly');
    if (locks.length > 0) return scopeLocked(groupId(group.subscriptionId, group.resourceGroup), 'write', locks);
  }
  for (const group of [source, target])
    if (facts.groupIsBusy(group.subscriptionId, group.resourceGroup)) return groupBusy(group.resourceGroup, 'moving');
  return undefined;
}

function namesOf(facts: MoveFacts, { source, resources }: MoveRequest): ArmError | undefined {
  if (resources.length === 0) return invalidContent('a move names at least one resource');
  if (resources.length > MOST_RESOURCES)
    return badRequest('BadRequest', `A move takes ${MOST_RESOURCES} resources at most; this one names ${resources.length}.`);
  for (const id of resources) {
    const described = describeId(id);
    if (!described) return badRequest('InvalidResourceId', `'${id}' is not the id of a resource in a resource group.`);
    if (!described.isTopLevel) return badRequest('ResourceNotTopLevel', `Identifier '${id}' is not a top level resource.`);
    const sameGroup =
      keyOf(groupId(described.subscriptionId, described.resourceGroup)) ===
      keyOf(groupId(source.subscriptionId, source.resourceGroup));
    if (!sameGroup) return badRequest('BadRequest', `'${id}' is not in the source resource group '${source.resourceGroup}'.`);
    if (!facts.find(id)) return resourceNotFound(`${described.type}/${described.fullName}`, source.resourceGroup);
  }
  return undefined;
}

function targetOf(facts: MoveFacts, request: MoveRequest): ArmError | undefined {
  const { target, resources } = request;
  for (const id of resources) {
    const namespace = describeId(id)?.namespace ?? '';
    if (!isRegistrationFree(namespace) && !facts.isRegistered(target.subscriptionId, namespace)) return notRegistered(namespace);
  }
  const over = overQuota(facts, request);
  if (over) return over;
  const taken = resources.find((id) => facts.find(rebase(id, groupId(target.subscriptionId, target.resourceGroup))));
  return taken === undefined
    ? undefined
    : new ArmError(409, {
        code: 'Conflict',
        message: `The target resource group '${target.resourceGroup}' already has a resource of the type and name of '${taken}'.`,
        target: taken,
      });
}

function notRegistered(asSent: string): ArmError {
  return new ArmError(409, missingRegistration(canonicalNamespace(asSent) ?? asSent));
}

/** Warned and Disabled subscriptions can be read only; a past-due one still works. */
function isReadOnly(state: string | undefined): boolean {
  return state === 'Disabled' || state === 'Warned' || state === 'Deleted';
}
