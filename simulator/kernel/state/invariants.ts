import { keyOf, parseId } from '../ids';
import { groupKeyOf, type Store } from './store';

/** Something that must hold and does not. */
export interface Breach {
  invariant: string;
  detail: string;
}

type Say = (invariant: string, detail: string) => void;

function resourcesAreInPlace(store: Store, say: Say): void {
  const places = new Map<string, string>();
  for (const { resource, knownDangling } of store.allResources()) {
    const guid = resource.properties?.['resourceGuid'];
    if (typeof guid === 'string' && guid !== '') {
      const other = places.get(guid);
      if (other !== undefined) say('a resource is in one place', `resourceGuid ${guid}: ${other} and ${resource.id}`);
      places.set(guid, resource.id);
    }
    if (!store.groupByKey(groupKeyOf(resource.id))) say('a resource is in a group that exists', resource.id);
    for (const target of store.dangling(resource)) {
      if (!knownDangling.includes(target))
        say(
          'a reference leads somewhere',
          `${resource.id} refers to ${target}, which is not there${store.relocated(target) === undefined ? '' : ` (it is ${store.relocated(target)} now)`}`,
        );
    }
  }
  for (const [from, to] of store.relocations) {
    if (store.find(from)) say('an id is in one place', `${from} is at its old place and at ${to}`);
  }
}

function subscriptionsAreWhole(store: Store, say: Say): void {
  for (const subscription of store.subscriptions.values()) {
    if (!store.tenants.has(keyOf(subscription.tenantId))) say('a subscription belongs to a tenant', subscription.subscriptionId);
    for (const group of store.groups(subscription.subscriptionId)) {
      for (const { operation: id } of group.busy)
        if (store.operations.get(id)?.state !== 'running')
          say('a group is locked only while something works on it', `${group.id}: ${id}`);
    }
  }
}

function locksProtect(store: Store, say: Say): void {
  for (const lock of store.locks.all()) {
    const parsed = parseId(lock.scope);
    if (parsed && parsed.providers.length > 0 && parsed.resourceGroup !== undefined && !store.find(lock.scope)) {
      const parent = lock.scope.split('/').slice(0, 9).join('/');
      if (!store.find(parent)) say('a lock protects something', lock.id);
    }
  }
}

/** What must hold of subscriptions, groups, resources and locks, whatever was done: everything found broken. */
export function storeInvariants(store: Store): Breach[] {
  const broken: Breach[] = [];
  const say = (invariant: string, detail: string) => broken.push({ invariant, detail });
  resourcesAreInPlace(store, say);
  subscriptionsAreWhole(store, say);
  locksProtect(store, say);
  return broken;
}
