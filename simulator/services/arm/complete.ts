import type { ArmResource } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { keyOf } from '../../kernel/ids';
import type { Service } from '../../kernel/service';
import type { Operation } from '../../kernel/state/model';
import { releaseGroup } from '../../kernel/state/release-group';
import { removeWithChildren } from '../../kernel/state/removal';

/** What the deletion of a group works on. */
export interface GroupDeletion {
  groupId: string;
}

/** What the creation or change of a resource works on. */
export interface Provisioning {
  /** What the resource is when it is settled. */
  settled: ArmResource;
}

function deleteGroup({ store }: Azure, operation: Operation): void {
  const key = keyOf((operation.work as GroupDeletion).groupId);
  if (operation.failure) releaseGroup(store, key, operation);
  else store.removeGroup(key);
}

function provision({ store }: Azure, operation: Operation): void {
  const stored = store.find(operation.resourceId ?? '');
  if (!stored) return;
  const resource = operation.failure
    ? { ...stored.resource, properties: { ...stored.resource.properties, provisioningState: 'Failed' } }
    : (operation.work as Provisioning).settled;
  store.putResource({ ...stored, resource, changedAt: operation.dueAt as number });
}

function deleteResource({ store }: Azure, operation: Operation): void {
  if (!operation.failure && operation.resourceId !== undefined) removeWithChildren(store, operation.resourceId);
}

export const completeArm: NonNullable<Service['complete']> = { deleteGroup, provision, deleteResource };
