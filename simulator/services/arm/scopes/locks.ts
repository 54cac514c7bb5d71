import type { Azure } from '../../../kernel/azure';
import { badRequest } from '../../../kernel/http/errors';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { around, assertScope, missing, type ScopedPath, view } from './scoped-items';

const TYPE = 'Microsoft.Authorization/locks';

const idOf = ({ scope, name }: ScopedPath) => `${scope}/providers/${TYPE}/${name}`;

function existing(azure: Azure, path: ScopedPath) {
  const lock = azure.store.locks.get(idOf(path));
  if (!lock) throw missing('LockNotFound', `The lock '${path.name}' could not be found.`);
  return lock;
}

/** Lists the locks of a scope: its own, those it inherits, and those of everything below it. `atScope()` leaves the last ones out. */
export function listLocks(azure: Azure, request: ArmRequest, { scope }: ScopedPath): Answer {
  assertScope(azure, scope);
  const atScope = [...request.query].some(
    ([key, value]) => key.toLowerCase() === '$filter' && /^atScope\(\)$/i.test(value.trim()),
  );
  const locks = atScope ? azure.store.inherited(azure.store.locks, scope) : around(azure, azure.store.locks, scope);
  return page(request, locks.map(view));
}

export function getLock(azure: Azure, path: ScopedPath): Answer {
  return { status: 200, body: view(existing(azure, path)) };
}

export function putLock(azure: Azure, request: ArmRequest, path: ScopedPath): Answer {
  assertScope(azure, path.scope);
  const properties = objectBody(request)['properties'] as Record<string, unknown> | undefined;
  const level = properties?.['level'];
  if (level !== 'CanNotDelete' && level !== 'ReadOnly')
    throw badRequest('InvalidLockLevel', `The lock level '${String(level)}' is invalid: CanNotDelete or ReadOnly.`);
  const there = azure.store.locks.get(idOf(path));
  const notes = properties?.['notes'];
  const lock = {
    id: there?.id ?? idOf(path),
    name: there?.name ?? path.name ?? '',
    type: TYPE,
    scope: keyOf(path.scope),
    properties: { level, ...(typeof notes === 'string' ? { notes } : {}) },
    createdAt: there?.createdAt ?? azure.clock.now(),
  };
  azure.store.locks.put(lock);
  return { status: there ? 200 : 201, body: view(lock) };
}

/** Answers 200, or 204 when there was no such lock. */
export function deleteLock(azure: Azure, path: ScopedPath): Answer {
  return { status: azure.store.locks.remove(idOf(path)) ? 200 : 204 };
}
