import type { Azure } from '../azure';
import type { ProviderContext, TypeBehaviour } from '../contracts';
import { newGuid } from '../guids';
import type { ArmRequest } from '../http';
import { keyOf, topLevelKey } from '../ids';
import { behaviours } from '../providers';
import { groupKeyOf } from '../state/store';

/** What a type does beyond keeping what it is given; undefined for the types that do just that. */
export function behaviourOf(type: string): TypeBehaviour | undefined {
  return behaviours.get(keyOf(type));
}

/** The world as a provider looks at it while it answers one request. */
export function providerContext(azure: Azure, request: ArmRequest): ProviderContext {
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
