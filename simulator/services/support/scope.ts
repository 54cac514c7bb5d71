import { ArmError } from '../../kernel/arm-types';
import type { ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';

/** The owner of the tickets and workspaces that a path is about: a subscription, or, without one, the caller's tenant. */
export interface SupportScope {
  /** `/subscriptions/{id}`, or nothing. */
  prefix: string;
  subscriptionId?: string;
  tenantId?: string;
}

export function scopeOf(request: ArmRequest, subscriptionId: string | undefined): SupportScope {
  if (subscriptionId !== undefined) return { prefix: `/subscriptions/${subscriptionId}`, subscriptionId };
  const { tenantId } = request.caller;
  return { prefix: '', ...(tenantId === undefined ? {} : { tenantId }) };
}

export function idIn(scope: SupportScope, kind: 'supportTickets' | 'fileWorkspaces', name: string): string {
  return `${scope.prefix}/providers/Microsoft.Support/${kind}/${name}`;
}

/** What a ticket or workspace is found by: its id, below its tenant when it belongs to no subscription. */
export function supportKey(scope: SupportScope, kind: 'supportTickets' | 'fileWorkspaces', name: string): string {
  return keyOf(`${scope.subscriptionId === undefined ? `/tenants/${scope.tenantId ?? ''}` : ''}${idIn(scope, kind, name)}`);
}

/** `what` is `The support ticket 'x'`. */
export function supportNotFound(what: string): ArmError {
  return new ArmError(404, { code: 'ResourceNotFound', message: `${what} was not found.` });
}

/** Another request under a name that is taken: names are given once (checkNameAvailability). */
export function nameTaken(what: string): ArmError {
  return new ArmError(409, { code: 'Conflict', message: `${what} exists already, with other content. Choose another name.` });
}
