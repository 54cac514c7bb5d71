import { keyOf } from '../../kernel/ids';
import type { Store } from '../../kernel/state/store';
import { type Enrolment, enterpriseState } from './model';
import { tenantOf } from './people';

/** The enrolments whose administrators are in a directory: those that the directory has bought. */
export function enrolmentsOf(store: Store, tenantId: string): Enrolment[] {
  return enterpriseState
    .of(store)
    .enrolments.filter((one) => one.administrators.some((email) => keyOf(tenantOf(store, email) ?? '') === keyOf(tenantId)));
}

/** Takes a subscription out of its account, and so out of the enrolment. */
export function leaveEnrolment(store: Store, subscriptionId: string): void {
  for (const account of enterpriseState.of(store).enrolments.flatMap((one) => one.accounts))
    account.subscriptions = account.subscriptions.filter((id) => keyOf(id) !== keyOf(subscriptionId));
}
