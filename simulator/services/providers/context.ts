import type { ProviderContext, TypeBehaviour } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import type { ArmRequest } from '../../kernel/http/request';
import { keyOf, topLevelKey } from '../../kernel/ids';
import { behaviours } from './behaviours';

/** What a type does beyond keeping what it is given; undefined for the types that do just that. */
export function behaviourOf(type: string): TypeBehaviour | undefined {
  return behaviours.get(keyOf(type));
}

/** The world as a provider looks at it while it answers one request, or makes what that version's request would make. */
export function providerContext({ clock, store }: Azure, { apiVersion }: Pick<ArmRequest, 'apiVersion'>): ProviderContext {
  return {
    now: () => new Date(clock.now()),
    newGuid,
    apiVersion,
    find: (id) => store.find(id)?.resource,
    list: (subscriptionId) => [...store.resourcesOf(subscriptionId)].map((stored) => stored.resource),
    near: (id) => [...store.family(id).values()].map((stored) => stored.resource),
    referrers: (id) => [...store.referrers(topLevelKey(id) ?? '')].flatMap((key) => store.find(key)?.resource ?? []),
  };
}
