import { CROSS_TENANT_AUTH_LEVEL, type MovedSubscription } from '../../../contracts/processes/tenant-move';
import { handsOf } from './portal';
import type { EaMove, PortalHands } from './portal-hands';
import { seenIn } from './portal-by-people';
import type { Undo } from '../../acts/undo';
import { acceptLosses, restoreBack } from './losses';
import type { TenantMoveState } from './state';

/** Auth Level, account, activation, warnings, transfer: partner EA (seed l.14546-14700). Everything is undone newest first. */
export async function transferInEnrolment(state: TenantMoveState, undo: Undo): Promise<void> {
  const { input, run } = state;
  const { userPrincipalName: owner } = input.admin;
  const hands = handsOf(state);

  state.enter('authLevel');
  await run.pause.resumed();
  undo('set the Auth Level back', () => hands.setAuthLevel(undefined));
  await hands.setAuthLevel(CROSS_TENANT_AUTH_LEVEL);

  state.enter('account');
  await run.pause.resumed();
  await addAccount(state, hands, undo, owner);

  state.enter('activate');
  await hands.activated(owner);

  await acceptLosses(state);

  state.enter('transfer');
  for (const [from, subscriptions] of state.movingByOwner) {
    await run.pause.resumed();
    await transfer(state, hands, undo, { from, to: owner, subscriptions });
  }
}

async function addAccount(state: TenantMoveState, hands: PortalHands, undo: Undo, owner: string): Promise<void> {
  // An account that was there before stays there.
  if (state.hasPortal) {
    const { status } = await state.source.eaAccount('Look for the account', {
      as: state.sourceTenantId,
      enrolment: state.enrolment,
      owner,
    });
    if (status !== undefined) return;
  }
  undo(`remove the account of ${owner}`, () => hands.removeAccount(owner));
  const { name, department } = state.input.account;
  await hands.addAccount({ name, owner, ...(department === undefined ? {} : { department }) });
}

async function transfer(state: TenantMoveState, hands: PortalHands, undo: Undo, move: EaMove): Promise<void> {
  undo(`transfer ${names(move.subscriptions)} back to ${move.from}`, async () => {
    if (!(await hands.isTransferred(move))) return false;
    const back: EaMove = { ...move, from: move.to, to: move.from };
    await hands.transfer(back);
    await seenIn(state, state.sourceTenantId, move.subscriptions);
    await restoreBack(state, move.subscriptions);
    return true;
  });
  await hands.transfer(move);
  await seenIn(state, state.input.customer.tenantId, move.subscriptions);
  arrived(state, move.subscriptions, move.to);
}

function names(subscriptions: readonly { displayName: string }[]): string {
  return subscriptions.map(({ displayName }) => displayName).join(', ');
}

/** @param owner left out where nobody knows it */
export function arrived(
  state: TenantMoveState,
  subscriptions: readonly { subscriptionId: string }[],
  owner: string | undefined,
): void {
  const ids = subscriptions.map(({ subscriptionId }) => subscriptionId);
  state.subscriptions = state.subscriptions.map((one): MovedSubscription =>
    ids.includes(one.subscriptionId)
      ? { ...one, tenantAfter: state.input.customer.tenantId, ...(owner === undefined ? {} : { ownerAfter: owner }) }
      : one,
  );
}
