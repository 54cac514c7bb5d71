import type { Azure } from '../azure';
import type { ArmResource } from '../contracts';
import { option, type Answer, type ArmRequest } from '../http';
import { groupId, keyOf, parseId } from '../ids';
import { factsOf } from '../providers/catalog';
import { isTopLevel } from '../state/store';
import type { StoredResource } from '../state/model';
import { matchesFilter, parseFilter } from './filter';
import { existingGroup } from './groups';
import { page } from './paging';

/** Lists show what has a place of its own: top-level resources, and nested ones that have a location. Extensions never. */
export function isListed(resource: ArmResource): boolean {
  if (isTopLevel(resource.id)) return true;
  return (
    (resource.location !== undefined || factsOf(resource.type)?.tracked === true) && parseId(resource.id)?.providers.length === 1
  );
}

/** Name as a list shows it: nested resources with their parents. */
function listedName(resource: ArmResource): string {
  return parseId(resource.id)?.providers.at(-1)?.names.join('/') ?? resource.name;
}

function summary({ resource, createdAt, changedAt }: StoredResource, expand: Set<string>): Record<string, unknown> {
  const { id, type, location, tags, kind, managedBy, sku, plan, identity, zones } = resource;
  const shown = { id, name: listedName(resource), type, kind, managedBy, location, sku, plan, identity, zones, tags };
  return {
    ...Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)),
    ...(expand.has('createdtime') ? { createdTime: new Date(createdAt).toISOString() } : {}),
    ...(expand.has('changedtime') ? { changedTime: new Date(changedAt).toISOString() } : {}),
    ...(expand.has('provisioningstate') ? { provisioningState: resource.properties?.['provisioningState'] ?? 'Succeeded' } : {}),
  };
}

function answer(request: ArmRequest, resources: Iterable<StoredResource>): Answer {
  const filter = option(request, '$filter');
  const clauses = filter === undefined ? [] : parseFilter(filter);
  const expand = new Set((option(request, '$expand') ?? '').split(',').map(keyOf));
  const found = [...resources].filter(
    ({ resource }) => isListed(resource) && matchesFilter(clauses, { ...resource, name: listedName(resource) }),
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
  return answer(
    request,
    group === undefined
      ? azure.store.resourcesOf(subscriptionId)
      : azure.store.membersIn(keyOf(groupId(subscriptionId, group))).values(),
  );
}

/** GET …/resourceGroups/{g}/resources */
export function listGroupResources(azure: Azure, request: ArmRequest, subscriptionId: string, group: string): Answer {
  return answer(request, azure.store.membersIn(keyOf(existingGroup(azure, subscriptionId, group).id)).values());
}
