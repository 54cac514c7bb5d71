import { CROSS_TENANT_AUTH_LEVEL, type MovedSubscription } from '../../../contracts/processes/tenant-move';
import { type EaMove, handsOf, type PortalHands } from './portal';
import { seenIn } from './portal-by-people';
import type { Undo } from '../../acts/undo';
import { acceptLosses, restoreBack } from './losses';
import type { TenantJob } from './state';

/** Auth Level, account, activation, warnings, transfer: partner EA (seed l.14546-14700). Everything is undone newest first. */
export async function transferInEnrolment(job: TenantJob, undo: Undo): Promise<void> {
  const { input, run } = job;
  const { userPrincipalName: owner } = input.admin;
  const hands = handsOf(job);

  job.enter('authLevel');
  await run.hold.released();
  undo('set the Auth Level back', () => hands.setAuthLevel(undefined));
  await hands.setAuthLevel(CROSS_TENANT_AUTH_LEVEL);

  job.enter('account');
  await run.hold.released();
  await addAccount(job, hands, undo, owner);

  job.enter('activate');
  await hands.activated(owner);

  await acceptLosses(job);

  job.enter('transfer');
  for (const [from, subscriptions] of job.movingByOwner) {
    await run.hold.released();
    await transfer(job, hands, undo, { from, to: owner, subscriptions });
  }
}

async function addAccount(job: TenantJob, hands: PortalHands, undo: Undo, owner: string): Promise<void> {
  // An account that was there before stays there.
  if (job.hasPortal) {
    const { status } = await job.source.eaAccount('Look for the account', {
      as: job.sourceTenantId,
      enrolment: job.enrolment,
      owner,
    });
    if (status !== undefined) return;
  }
  undo(`remove the account of ${owner}`, () => hands.removeAccount(owner));
  const { name, department } = job.input.account;
  await hands.addAccount({ name, owner, ...(department === undefined ? {} : { department }) });
}

async function transfer(job: TenantJob, hands: PortalHands, undo: Undo, move: EaMove): Promise<void> {
  undo(`transfer ${names(move.subscriptions)} back to ${move.from}`, async () => {
    if (!(await hands.isTransferred(move))) return false;
    const back: EaMove = { ...move, from: move.to, to: move.from };
    await hands.transfer(back);
    await seenIn(job, job.sourceTenantId, move.subscriptions);
    await restoreBack(job, move.subscriptions);
    return true;
  });
  await hands.transfer(move);
  await seenIn(job, job.input.customer.tenantId, move.subscriptions);
  arrived(job, move.subscriptions, move.to);
}

export function names(subscriptions: readonly { displayName: string }[]): string {
  return subscriptions.map(({ displayName }) => displayName).join(', ');
}

/** @param owner left out where nobody knows it */
export function arrived(job: TenantJob, subscriptions: readonly { subscriptionId: string }[], owner: string | undefined): void {
  const ids = subscriptions.map(({ subscriptionId }) => subscriptionId);
  job.subscriptions = job.subscriptions.map((one): MovedSubscription =>
    ids.includes(one.subscriptionId)
      ? { ...one, tenantAfter: job.input.customer.tenantId, ...(owner === undefined ? {} : { ownerAfter: owner }) }
      : one,
  );
}
