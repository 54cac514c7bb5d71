import { keyOf } from '../ids';
import type { ScopedItem } from './model';

/** Things said about scopes (locks, role assignments, policies), found by id and by scope. */
export class ScopedItems {
  private readonly byId = new Map<string, ScopedItem>();
  private readonly byScope = new Map<string, Map<string, ScopedItem>>();

  get(id: string): ScopedItem | undefined {
    return this.byId.get(keyOf(id));
  }

  put(item: ScopedItem): void {
    const key = keyOf(item.id);
    this.byId.set(key, item);
    let at = this.byScope.get(item.scope);
    if (!at) this.byScope.set(item.scope, (at = new Map<string, ScopedItem>()));
    at.set(key, item);
  }

  remove(id: string): ScopedItem | undefined {
    const key = keyOf(id);
    const item = this.byId.get(key);
    if (!item) return undefined;
    this.byId.delete(key);
    this.byScope.get(item.scope)?.delete(key);
    return item;
  }

  /** Lists what is said at exactly this scope. */
  at(scopeKey: string): ScopedItem[] {
    const items = this.byScope.get(scopeKey);
    return items ? [...items.values()] : [];
  }

  /** Lists what is said at this scope and everything under it. */
  below(scopeKey: string): ScopedItem[] {
    const found: ScopedItem[] = [];
    for (const [scope, items] of this.byScope)
      if (scope === scopeKey || scope.startsWith(scopeKey + '/')) found.push(...items.values());
    return found;
  }

  removeBelow(scopeKey: string): void {
    for (const item of this.below(scopeKey)) this.remove(item.id);
  }

  all(): ScopedItem[] {
    return [...this.byId.values()];
  }
}
