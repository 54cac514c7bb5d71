import { groupId } from '../ids';
import type { Store } from './store';

/** Makes a resource group; tags are added to one that is there. */
export function addGroup(
  store: Store,
  group: {
    subscriptionId: string;
    name: string;
    location: string;
    tags?: Record<string, string> | undefined;
    managedBy?: string | undefined;
  },
  now: number,
): void {
  const there = store.group(group.subscriptionId, group.name);
  if (there) {
    if (group.tags) there.tags = { ...there.tags, ...group.tags };
    return;
  }
  store.putGroup({
    id: groupId(group.subscriptionId, group.name),
    name: group.name,
    subscriptionId: group.subscriptionId,
    location: group.location.toLowerCase().replaceAll(' ', ''),
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    ...(group.managedBy === undefined ? {} : { managedBy: group.managedBy }),
    createdAt: now,
    busy: [],
  });
}
