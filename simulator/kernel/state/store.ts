import type { ArmResource } from '../arm-types';
import { groupId, keyOf, parseId, scopeChain, topLevelKey } from '../ids';
import type {
  ClassicAdministrator,
  Operation,
  Partner,
  Principal,
  ResourceGroup,
  ScopedItem,
  StoredResource,
  Subscription,
  Tenant,
} from './model';
import { referencesOf } from './references';
import { ScopedItems } from './scoped-items';

/** A move that has ended: what was where before, and the keys of what arrived. */
interface RecentMove {
  at: number;
  before: StoredResource[];
  arrived: ReadonlySet<string>;
}

/** Everything the simulated Azure knows, with the indexes that keep a request from scanning it. Keys are lower-case ids. */
export class Store {
  readonly tenants = new Map<string, Tenant>();
  readonly partners = new Map<string, Partner>();
  readonly subscriptions = new Map<string, Subscription>();
  /** Groups by subscription, then by group key, in the order of creation. */
  private readonly groupsOf = new Map<string, Map<string, ResourceGroup>>();
  private readonly resources = new Map<string, StoredResource>();
  /** Resources by group key, then by resource key. */
  private readonly membersOf = new Map<string, Map<string, StoredResource>>();
  /** Key of a top-level resource → itself and everything below it, by resource key. */
  private readonly familyOf = new Map<string, Map<string, StoredResource>>();
  /** Key of a top-level resource → keys of the resources that refer to it. */
  private readonly referrersOf = new Map<string, Set<string>>();
  readonly principals = new Map<string, Principal>();
  readonly locks = new ScopedItems();
  readonly roleAssignments = new ScopedItems();
  readonly policyAssignments = new ScopedItems();
  readonly policyDefinitions = new ScopedItems();
  readonly policySetDefinitions = new ScopedItems();
  readonly policyExemptions = new ScopedItems();
  readonly links = new ScopedItems();
  readonly operations = new Map<string, Operation>();
  /** What services keep, by the name of the slice; only `slice` looks at it. */
  readonly slices = new Map<string, object>();
  /** Service and co-administrators, by subscription id in lower case. */
  readonly classicAdministrators = new Map<string, ClassicAdministrator[]>();
  /** The last moves, for lists that have not heard of them yet. Not part of a snapshot. */
  readonly recentMoves: RecentMove[] = [];
  /** Key of a top-level resource that moved away → its id after the last move. */
  readonly relocations = new Map<string, string>();

  group(subscriptionId: string, name: string): ResourceGroup | undefined {
    return this.groupsOf.get(subscriptionId.toLowerCase())?.get(keyOf(groupId(subscriptionId, name)));
  }

  groupByKey(key: string): ResourceGroup | undefined {
    return this.groupsOf.get(key.split('/')[2] ?? '')?.get(key);
  }

  groups(subscriptionId: string): ResourceGroup[] {
    return [...(this.groupsOf.get(subscriptionId.toLowerCase())?.values() ?? [])];
  }

  putGroup(group: ResourceGroup): void {
    putInto(this.groupsOf, group.subscriptionId.toLowerCase(), keyOf(group.id), group);
  }

  /** Removes the group and all that is in it or said about it. */
  removeGroup(key: string): void {
    for (const resource of [...this.membersIn(key).values()]) this.removeResource(keyOf(resource.resource.id));
    this.groupsOf.get(key.split('/')[2] ?? '')?.delete(key);
    this.membersOf.delete(key);
    for (const items of this.scoped()) items.removeBelow(key);
  }

  find(id: string): StoredResource | undefined {
    return this.resources.get(keyOf(id));
  }

  /** What is in a group, nested resources and extensions too, in the order of creation. */
  membersIn(groupKey: string): Map<string, StoredResource> {
    return this.membersOf.get(groupKey) ?? new Map<string, StoredResource>();
  }

  /** The top-level resource that an id belongs to and everything below that one; whatever else an id says, what is in its group. */
  family(id: string): Map<string, StoredResource> {
    const top = topLevelKey(id);
    return top === undefined ? this.membersIn(groupKeyOf(id)) : (this.familyOf.get(top) ?? new Map<string, StoredResource>());
  }

  *resourcesOf(subscriptionId: string): Generator<StoredResource> {
    for (const key of this.groupsOf.get(subscriptionId.toLowerCase())?.keys() ?? []) yield* this.membersIn(key).values();
  }

  allResources(): IterableIterator<StoredResource> {
    return this.resources.values();
  }

  putResource(stored: StoredResource): void {
    const key = keyOf(stored.resource.id);
    const before = this.resources.get(key);
    if (before) this.unlink(key, before.resource);
    this.resources.set(key, stored);
    this.relocations.delete(key);
    putInto(this.membersOf, groupKeyOf(key), key, stored);
    const top = topLevelKey(key);
    if (top !== undefined) putInto(this.familyOf, top, key, stored);
    for (const target of referencesOf(stored.resource)) {
      let referrers = this.referrersOf.get(target);
      if (!referrers) this.referrersOf.set(target, (referrers = new Set()));
      referrers.add(key);
    }
  }

  /** Takes the resource away; what refers to it is left as it is. Things said about it stay with the caller. */
  removeResource(key: string): StoredResource | undefined {
    const stored = this.resources.get(key);
    if (!stored) return undefined;
    this.unlink(key, stored.resource);
    this.resources.delete(key);
    this.membersOf.get(groupKeyOf(key))?.delete(key);
    this.familyOf.get(topLevelKey(key) ?? '')?.delete(key);
    return stored;
  }

  /** Keys of the resource and of everything below it. */
  withChildren(key: string): string[] {
    const own = this.resources.has(key) ? [key] : [];
    return [...own, ...[...this.family(key).keys()].filter((other) => other.startsWith(key + '/'))];
  }

  /** Keys of the resources that refer to this top-level resource or to something below it. */
  referrers(topKey: string): ReadonlySet<string> {
    return this.referrersOf.get(topKey) ?? NONE;
  }

  /** Where a top-level resource is now, over any number of moves; undefined when it never moved away. */
  relocated(topKey: string): string | undefined {
    let to = this.relocations.get(topKey);
    for (let next = to; next !== undefined && !this.resources.has(keyOf(next));) {
      next = this.relocations.get(keyOf(next));
      if (next !== undefined) to = next;
    }
    return to;
  }

  /** References of this resource that lead nowhere now. */
  dangling(resource: ArmResource): string[] {
    return [...referencesOf(resource)].filter((target) => !this.resources.has(target));
  }

  scoped(): ScopedItems[] {
    return [this.locks, this.roleAssignments, ...this.policies(), this.links];
  }

  /** All of Azure Policy: what goes when a subscription changes its directory. */
  policies(): ScopedItems[] {
    return [this.policyAssignments, this.policyDefinitions, this.policySetDefinitions, this.policyExemptions];
  }

  /** The scopes a thing inherits from, itself last. */
  inherited(items: ScopedItems, id: string): ScopedItem[] {
    return scopeChain(id).flatMap((scope) => items.at(scope));
  }

  toJSON(): Record<string, unknown> {
    return {
      tenants: [...this.tenants.values()],
      partners: [...this.partners.values()],
      subscriptions: [...this.subscriptions.values()],
      groups: [...this.groupsOf.values()].flatMap((groups) => [...groups.values()]),
      resources: [...this.resources.values()],
      principals: [...this.principals.values()],
      locks: this.locks.all(),
      roleAssignments: this.roleAssignments.all(),
      policyAssignments: this.policyAssignments.all(),
      policyDefinitions: this.policyDefinitions.all(),
      policySetDefinitions: this.policySetDefinitions.all(),
      policyExemptions: this.policyExemptions.all(),
      links: this.links.all(),
      operations: [...this.operations.values()],
      relocations: [...this.relocations],
      classicAdministrators: [...this.classicAdministrators],
      ...Object.fromEntries(this.slices),
    };
  }

  static from(json: ReturnType<Store['toJSON']>): Store {
    const list = <T>(key: string) => structuredClone(json[key] ?? []) as T[];
    const store = new Store();
    for (const tenant of list<Tenant>('tenants')) store.tenants.set(tenant.tenantId.toLowerCase(), tenant);
    for (const partner of list<Partner>('partners')) store.partners.set(partner.tenantId.toLowerCase(), partner);
    for (const one of list<Subscription>('subscriptions')) store.subscriptions.set(one.subscriptionId.toLowerCase(), one);
    for (const group of list<ResourceGroup>('groups')) store.putGroup(group);
    for (const stored of list<StoredResource>('resources')) store.putResource(stored);
    for (const principal of list<Principal>('principals')) store.principals.set(principal.objectId.toLowerCase(), principal);
    for (const item of list<ScopedItem>('locks')) store.locks.put(item);
    for (const item of list<ScopedItem>('roleAssignments')) store.roleAssignments.put(item);
    for (const item of list<ScopedItem>('policyAssignments')) store.policyAssignments.put(item);
    for (const item of list<ScopedItem>('policyDefinitions')) store.policyDefinitions.put(item);
    for (const item of list<ScopedItem>('policySetDefinitions')) store.policySetDefinitions.put(item);
    for (const item of list<ScopedItem>('policyExemptions')) store.policyExemptions.put(item);
    for (const item of list<ScopedItem>('links')) store.links.put(item);
    for (const operation of list<Operation>('operations')) store.operations.set(operation.id, operation);
    for (const [from, to] of list<[string, string]>('relocations')) store.relocations.set(from, to);
    for (const [key, those] of list<[string, ClassicAdministrator[]]>('classicAdministrators'))
      store.classicAdministrators.set(key, those);
    // What the kernel itself does not keep is a service's slice.
    const { clock: _clock, ...kept } = json;
    const own = new Store().toJSON();
    for (const [name, state] of Object.entries(kept))
      if (!(name in own)) store.slices.set(name, structuredClone(state as object));
    return store;
  }

  private unlink(key: string, resource: ArmResource): void {
    for (const target of referencesOf(resource)) this.referrersOf.get(target)?.delete(key);
  }
}

const NONE: ReadonlySet<string> = new Set();

function putInto<T>(maps: Map<string, Map<string, T>>, of: string, key: string, value: T): void {
  const map = maps.get(of) ?? new Map<string, T>();
  maps.set(of, map.set(key, value));
}

/** Key of the group that an id lies in; the subscription's key for a resource outside of groups. */
export function groupKeyOf(id: string): string {
  const parsed = parseId(id);
  if (parsed?.subscriptionId === undefined) return '';
  return keyOf(
    parsed.resourceGroup === undefined
      ? `/subscriptions/${parsed.subscriptionId}`
      : groupId(parsed.subscriptionId, parsed.resourceGroup),
  );
}
