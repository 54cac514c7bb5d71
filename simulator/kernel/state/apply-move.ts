import type { ArmResource } from '../arm-types';
import { newGuid } from '../guids';
import { keyOf, rebase, topLevelKey } from '../ids';
import type { Operation, StoredResource } from './model';
import { rewriteIds, translator } from './references';
import type { Store } from './store';

/** What a move of resources works on. */
export interface MoveWork {
  sourceGroup: string;
  targetGroup: string;
  /** Ids as they were sent. */
  resources: string[];
  /** Only this many go; then the operation fails. */
  partial?: number;
}

/** What an operation moves; undefined for one that is no move. */
export function moveWork(operation: Operation | undefined): MoveWork | undefined {
  return operation?.kind === 'move' ? (operation.work as MoveWork) : undefined;
}

/** The same resource with a new etag wherever it had its old one: its embedded children share it. */
function withNewEtag(resource: ArmResource): ArmResource {
  const old = resource.etag ?? resource.properties?.['etag'];
  if (typeof old !== 'string') return resource;
  return JSON.parse(JSON.stringify(resource).replaceAll(JSON.stringify(old), JSON.stringify(`W/"${newGuid()}"`))) as ArmResource;
}

/** How many moves lists may be behind. */
const REMEMBERED_MOVES = 20;

function rememberMove(store: Store, at: number, going: [string, StoredResource][], moved: Map<string, string>): void {
  const arrived = going.map(([key]) => {
    const top = topLevelKey(key) as string;
    return keyOf((moved.get(top) ?? top) + key.slice(top.length));
  });
  store.recentMoves.push({ at, before: going.map(([, stored]) => stored), arrived: new Set(arrived) });
  if (store.recentMoves.length > REMEMBERED_MOVES) store.recentMoves.shift();
}

/**
 * Moves top-level resources with everything below them. Ids change in what moves, and in resources of the target's subscription
 * that refer to it: those providers are told. Resources that stay elsewhere keep the old ids. Locks go along; role assignments
 * stay behind under the old id.
 */
export function applyMove(
  store: Store,
  sourceGroupKey: string,
  targetGroupKey: string,
  ids: readonly string[],
  at: number,
): void {
  const targetGroup = store.groupByKey(targetGroupKey);
  if (!targetGroup || ids.length === 0) return;
  const named = new Set(ids.map(keyOf));
  const going = [...store.membersIn(sourceGroupKey)].filter(([key]) => named.has(topLevelKey(key) ?? ''));
  const moved = new Map<string, string>();
  for (const [key, stored] of going) if (named.has(key)) moved.set(key, rebase(stored.resource.id, targetGroup.id));
  const translate = translator(moved);
  const translateOrCatchUp = (id: string): string | undefined => {
    const top = topLevelKey(id) as string;
    if (moved.has(top) || store.find(top)) return translate(id);
    const gone = store.relocated(top);
    return gone === undefined ? undefined : gone + id.slice(top.length);
  };

  const staying = new Map<string, StoredResource>();
  for (const top of moved.keys()) {
    for (const referrer of store.referrers(top)) {
      if (
        moved.has(topLevelKey(referrer) as string) ||
        !referrer.startsWith(keyOf(`/subscriptions/${targetGroup.subscriptionId}/`))
      )
        continue;
      const stored = store.find(referrer);
      if (stored) staying.set(referrer, stored);
    }
  }

  rememberMove(store, at, going, moved);
  for (const [key] of going) store.removeResource(key);
  for (const [key, stored] of going) {
    store.putResource({
      ...stored,
      resource: withNewEtag(
        rewriteIds(stored.resource, (id) => (topLevelKey(id) === undefined ? undefined : translateOrCatchUp(id))),
      ),
      changedAt: at,
    });
    if (named.has(key)) store.relocations.set(key, moved.get(key) as string);
  }
  for (const stored of staying.values()) store.putResource({ ...stored, resource: rewriteIds(stored.resource, translate) });
  for (const [top, to] of moved) {
    for (const lock of store.locks.below(top)) {
      store.locks.remove(lock.id);
      const scope = keyOf(to) + lock.scope.slice(top.length);
      store.locks.put({ ...lock, scope, id: to + lock.id.slice(top.length) });
    }
  }
}
