import { keyOf } from '../../kernel/ids';
import { administratorsOf, setAdministrators } from '../../kernel/state/administrators';
import type { Subscription } from '../../kernel/state/model';
import type { Store } from '../../kernel/state/store';
import { changeDirectory } from '../access-control/change-directory';
import { enterpriseState } from './model';
import { directoryOf, tenantOf } from './people';

/**
 * Gives a subscription to another account owner, with all that follows (seed l.14655-14668): administrators stay only between two
 * organisational accounts of one tenant, else the new owner becomes service administrator and all others are lost; the partner id is lost
 * always; the directory becomes the new owner's.
 */
export function changeOwner(store: Store, subscription: Subscription, owner: string, now: number): void {
  const [from, to] = [tenantOf(store, subscription.accountOwner ?? ''), tenantOf(store, owner)];
  const isWithinTenant = from !== undefined && to !== undefined && keyOf(from) === keyOf(to);
  const directory = directoryOf(store, owner);
  const administrators = isWithinTenant ? administratorsOf(store, subscription.subscriptionId) : [];
  if (subscription.accountOwner !== undefined)
    enterpriseState.of(store).homes[keyOf(subscription.accountOwner)] = subscription.tenantId;
  subscription.accountOwner = owner;
  delete subscription.partnerOfRecord;
  setAdministrators(store, subscription.subscriptionId, administrators);
  if (directory !== undefined) changeDirectory(store, subscription, directory, now);
}
