import type { Azure } from '../../../azure';
import { completeMigration } from '../../classic/complete';
import { keyOf } from '../../../kernel/ids';
import type { Operation } from '../../../kernel/state/model';
import { applyMove } from '../../../kernel/state/apply-move';
import { removeWithChildren } from '../../../kernel/state/removal';
import { completeCommunication, completeTicket } from '../../support/creations';

function release(azure: Azure, groupKey: string, operation: Operation): void {
  const group = azure.store.groupByKey(groupKey);
  if (group) group.busy = group.busy.filter((one) => one.operation !== operation.id);
}

/** What happens when an operation's time has come. Plain functions of its data, so that a snapshot may hold a running one. */
const COMPLETE: Record<Operation['kind'], (azure: Azure, operation: Operation) => void> = {
  validateMove: () => undefined,
  move: (azure, operation) => {
    const { move } = operation;
    if (!move) return;
    const going = operation.failure ? move.resources.slice(0, move.partial ?? 0) : move.resources;
    applyMove(azure.store, move.sourceGroup, move.targetGroup, going, operation.dueAt as number);
    for (const key of [move.sourceGroup, move.targetGroup]) release(azure, key, operation);
  },
  deleteGroup: (azure, operation) => {
    const key = keyOf(operation.groupId ?? '');
    if (operation.failure) release(azure, key, operation);
    else azure.store.removeGroup(key);
  },
  provision: (azure, operation) => {
    const stored = azure.store.find(operation.resourceId ?? '');
    if (!stored || !operation.settled) return;
    const resource = operation.failure
      ? { ...stored.resource, properties: { ...stored.resource.properties, provisioningState: 'Failed' } }
      : operation.settled;
    azure.store.putResource({ ...stored, resource, changedAt: operation.dueAt as number });
  },
  deleteResource: (azure, operation) => {
    if (!operation.failure && operation.resourceId !== undefined) removeWithChildren(azure.store, operation.resourceId);
  },
  register: (azure, operation) => {
    const subscription = azure.store.subscriptions.get(keyOf(operation.subscriptionId));
    if (subscription && operation.namespace !== undefined) subscription.registrations[operation.namespace] = 'Registered';
  },
  unregister: (azure, operation) => {
    const subscription = azure.store.subscriptions.get(keyOf(operation.subscriptionId));
    if (subscription && operation.namespace !== undefined) subscription.registrations[operation.namespace] = 'Unregistered';
  },
  openTicket: (azure, operation) => completeTicket(azure.store, operation),
  addCommunication: (azure, operation) => completeCommunication(azure.store, operation),
  classicMigration: completeMigration,
};

/** Ends a running operation the way it was bound to end. */
export function complete(azure: Azure, operation: Operation): void {
  COMPLETE[operation.kind](azure, operation);
  operation.state = operation.failure ? 'failed' : 'succeeded';
}
