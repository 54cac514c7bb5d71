import type { ArmResource } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../../kernel/http/request';
import { groupId, keyOf, parseId } from '../../../kernel/ids';
import type { StoredResource } from '../../../kernel/state/model';
import { factsOf } from '../../providers/catalog';
import { matchesFilter, parseFilter } from '../http/filter';
import { existingGroup } from './groups';

interface Listing {
  /** The name in a list: nested resources have their parents' in front. */
  name: string;
  isListed: boolean;
}

const listings = new WeakMap<ArmResource, Listing>();

/** How lists treat a resource. Resources are replaced, never changed, so each is looked at once. */
function listingOf(resource: ArmResource): Listing {
  let listing = listings.get(resource);
  if (!listing) {
    const providers = parseId(resource.id)?.providers ?? [];
    const hasPlace = resource.location !== undefined || factsOf(resource.type)?.tracked === true;
    const isExtension = providers.length > 1;
    const isNested = (providers[0]?.names.length ?? 0) > 1;
    listing = { name: providers.at(-1)?.names.join('/') ?? resource.name, isListed: !isExtension && (!isNested || hasPlace) };
    listings.set(resource, listing);
  }
  return listing;
}

/** Lists show what has a place of its own: top-level resources, and nested ones that have a location. Extensions never. */
export function isListed(resource: ArmResource): boolean {
  return listingOf(resource).isListed;
}

function summary({ resource, createdAt, changedAt }: StoredResource, expand: Set<string>): Record<string, unknown> {
  const { id, type, location, tags, kind, managedBy, sku, plan, identity, zones } = resource;
  const shown = { id, name: listingOf(resource).name, type, kind, managedBy, location, sku, plan, identity, zones, tags };
  return {
    ...Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)),
    ...(expand.has('createdtime') ? { createdTime: new Date(createdAt).toISOString() } : {}),
    ...(expand.has('changedtime') ? { changedTime: new Date(changedAt).toISOString() } : {}),
    ...(expand.has('provisioningstate') ? { provisioningState: resource.properties?.['provisioningState'] ?? 'Succeeded' } : {}),
  };
}

/** Lists everything below a key: what is there, or, while a move is still spreading, what was there before it. */
function seenBelow(azure: Azure, key: string, now: Iterable<StoredResource>): StoredResource[] {
  const unheard = azure.store.recentMoves.filter((move) => !azure.consistency.isVisible(move.at));
  if (unheard.length === 0) return [...now];
  const arrived = new Set(unheard.flatMap((move) => [...move.arrived]));
  const seen = [...now].filter(({ resource }) => !arrived.has(keyOf(resource.id)));
  const departed = unheard.flatMap((move) => move.before).filter(({ resource }) => keyOf(resource.id).startsWith(`${key}/`));
  return [...seen, ...departed];
}

function answer(request: ArmRequest, resources: StoredResource[]): Answer {
  const filter = option(request, '$filter');
  const clauses = filter === undefined ? [] : parseFilter(filter);
  const expand = new Set((option(request, '$expand') ?? '').split(',').map(keyOf));
  const found = resources.filter(
    ({ resource }) =>
      isListed(resource) && (clauses.length === 0 || matchesFilter(clauses, { ...resource, name: listingOf(resource).name })),
  );
  const listed = page(request, found);
  const { value, ...rest } = listed.body as { value: StoredResource[] };
  return { ...listed, body: { value: value.map((one) => summary(one, expand)), ...rest } };
}

/** GET /subscriptions/{s}/resources. A filter by group looks at that group alone. */
export function listSubscriptionResources(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const filter = option(request, '$filter');
  const group =
    filter === undefined
      ? undefined
      : parseFilter(filter).find((one) => one.field === 'resourcegroup' && one.operator === 'eq')?.value;
  const { store } = azure;
  const key = keyOf(group === undefined ? `/subscriptions/${subscriptionId}` : groupId(subscriptionId, group));
  return answer(
    request,
    seenBelow(azure, key, group === undefined ? store.resourcesOf(subscriptionId) : store.membersIn(key).values()),
  );
}

/** GET …/resourceGroups/{g}/resources */
export function listGroupResources(azure: Azure, request: ArmRequest, subscriptionId: string, group: string): Answer {
  const key = keyOf(existingGroup(azure, subscriptionId, group).id);
  return answer(request, seenBelow(azure, key, azure.store.membersIn(key).values()));
}
