import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import { groupId, keyOf } from '../../kernel/ids';
import { isRegistrationFree } from '../providers/catalog';
import { arrivingAt } from '../quotas/arriving';
import { limitOf, quotaNamed } from '../quotas/limits';
import type { MoveFacts } from './model';

/** The world as the rules of a move look at it. */
export function moveFacts(azure: Azure, apiVersion: string): MoveFacts {
  const { store } = azure;
  const lists = new Map<string, ReturnType<MoveFacts['list']>>();
  return {
    now: () => new Date(azure.clock.now()),
    newGuid,
    apiVersion,
    find: (id) => store.find(id)?.resource,
    list: (subscriptionId) => {
      const key = keyOf(subscriptionId);
      let list = lists.get(key);
      if (!list) lists.set(key, (list = [...store.resourcesOf(key)].map((stored) => stored.resource)));
      return list;
    },
    tenantOf: (id) => store.subscriptions.get(keyOf(id))?.tenantId,
    stateOf: (id) => store.subscriptions.get(keyOf(id))?.state,
    isRegistered: (id, namespace) =>
      isRegistrationFree(namespace) || store.subscriptions.get(keyOf(id))?.registrations[keyOf(namespace)] === 'Registered',
    quota: (id, location, name) => {
      const subscription = store.subscriptions.get(keyOf(id));
      const quota = quotaNamed(name);
      return subscription && quota && limitOf(subscription, location, quota);
    },
    arriving: (id) => arrivingAt(store, id),
    groupExists: (id, group) => store.group(id, group) !== undefined,
    locks: (id, group, level) =>
      store
        .inherited(store.locks, groupId(id, group))
        .filter((lock) => lock.properties['level'] === level)
        .map((lock) => lock.id),
    groupIsBusy: (id, group) => (store.group(id, group)?.busy.length ?? 0) > 0,
  };
}
