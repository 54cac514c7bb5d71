import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { Caller } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import type { Store } from '../../kernel/state/store';
import { type AuthType, enterpriseState } from './model';

/** Directory that an e-mail's person is of: by a user of that name, else by the domain. Undefined: a Microsoft Account. */
export function tenantOf(store: Store, email: string): string | undefined {
  const name = keyOf(email);
  for (const one of store.principals.values())
    if (one.userPrincipalName !== undefined && keyOf(one.userPrincipalName) === name) return one.tenantId;
  const domain = name.slice(name.indexOf('@') + 1);
  return [...store.tenants.values()].find((tenant) => keyOf(tenant.domain) === domain)?.tenantId;
}

export function authTypeOf(store: Store, email: string): AuthType {
  return tenantOf(store, email) === undefined ? 'Microsoft Account' : 'Work or School Account';
}

/** The person's directory; for a Microsoft Account those that its subscriptions are in, where it last gave one away first. */
function directoriesOf(store: Store, email: string): string[] {
  const home = tenantOf(store, email);
  if (home !== undefined) return [home];
  const before = enterpriseState.of(store).homes[keyOf(email)];
  const own = [...store.subscriptions.values()].filter((one) => keyOf(one.accountOwner ?? '') === keyOf(email));
  return [...(before === undefined ? [] : [before]), ...own.map(({ tenantId }) => tenantId)];
}

/** The directory of the subscriptions that a person gets; undefined for a Microsoft Account that never had one. */
export function directoryOf(store: Store, email: string): string | undefined {
  return directoriesOf(store, email)[0];
}

/**
 * Whether the caller may act as this person. People sign in to these portals with a password; here an application of their directory
 * stands for them, and for a Microsoft Account one of a directory that its subscriptions are or were in.
 */
export function speaksFor({ store }: Azure, caller: Caller, email: string): boolean {
  const { isDevelopment, tenantId } = caller;
  return isDevelopment || directoriesOf(store, email).some((one) => tenantId !== undefined && keyOf(one) === keyOf(tenantId));
}

/** @throws ArmError 403 */
export function assertSpeaksFor(azure: Azure, caller: Caller, emails: readonly string[], what: string): void {
  if (emails.some((email) => speaksFor(azure, caller, email))) return;
  throw new ArmError(403, { code: 'AccessDenied', message: `'${caller.name}' may not ${what}: ${emails.join(', ')} may.` });
}
