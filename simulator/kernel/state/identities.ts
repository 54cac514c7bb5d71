import { keyOf } from '../ids';
import type { Store } from './store';

/** The principal of a system-assigned identity goes when what has it goes, or changes its directory. */
export function forgetIdentity(store: Store, identity: unknown): void {
  const { type, principalId } = (identity ?? {}) as { type?: unknown; principalId?: unknown };
  if (/SystemAssigned/i.test(String(type)) && typeof principalId === 'string') store.principals.delete(keyOf(principalId));
}
