import type { Dependencies } from '../ports/dependencies';
import type { OwnershipTransferFacts } from '../ports/ea-portal-and-directory';
import { failure } from '../failures/failure';
import { portalOf } from '../reading/enrolment';
import { same } from '../common/same-text';

interface AtEnrolment {
  /** The enrolment administrator's directory: the portal is used as that person. */
  as: string;
  enrolment: string;
}

/** What Handover does in the EA portal and the Account Center where it has an address of them (enterprisePorts.ts). */
export function createEaPortalActivities(deps: Dependencies) {
  const portal = () => portalOf(deps);
  const accountOf = async ({ as, enrolment, owner }: AtEnrolment & { owner: string }) =>
    (await portal().enrolment(as, enrolment)).accounts.find((one) => same(one.owner, owner));

  return {
    async setAuthLevel({ as, enrolment, authLevel }: AtEnrolment & { authLevel: string }): Promise<{ before: string }> {
      const { authLevel: before } = await portal().enrolment(as, enrolment);
      if (before !== authLevel) await portal().setAuthLevel(as, enrolment, authLevel);
      return { before };
    },

    /** Whether there is one of this owner, and its status. */
    async eaAccount(of: AtEnrolment & { owner: string }): Promise<{ status?: string }> {
      const account = await accountOf(of);
      return account ? { status: account.status } : {};
    },

    async addEaAccount({
      as,
      enrolment,
      ...account
    }: AtEnrolment & { owner: string; name: string; department?: string }): Promise<void> {
      await portal().addAccount(as, enrolment, account);
    },

    async removeEaAccount(of: AtEnrolment & { owner: string }): Promise<{ removed: boolean }> {
      if (!(await accountOf(of))) return { removed: false };
      await portal().removeAccount(of.as, of.enrolment, of.owner);
      return { removed: true };
    },

    /** Answers once the account is Active. */
    async awaitEaAccount({ everyMs, ...of }: AtEnrolment & { owner: string; everyMs: number }): Promise<void> {
      if ((await accountOf(of))?.status !== 'Active')
        throw failure('StillRunning', `${of.owner} has not signed in and pressed Continue yet`, { retryAfterMs: everyMs });
    },

    /** Sent once. */
    async startEaTransfer({ as, enrolment, from, to, subscriptions }: EaTransferInput): Promise<void> {
      await portal().transfer(as, enrolment, from, to, subscriptions);
    },

    /**
     * What has become of it: all at the target account; still at the source with nothing under way; or between (`StillRunning`, tried again).
     * A transfer that Microsoft let fail is `TransferRefused`.
     */
    async lookAtEaTransfer({
      as,
      enrolment,
      to,
      subscriptions,
    }: EaTransferInput): Promise<{ seen: 'happened' | 'didNotHappen' }> {
      const transfers = await portal().transfers(as, enrolment);
      const about = transfers.filter((one) => one.subscriptions.some((id) => subscriptions.some((other) => same(id, other))));
      if (about.some(({ status }) => status === 'InProgress'))
        throw failure('StillRunning', 'the EA portal is transferring', {
          retryAfterMs: Math.max(500, 60_000 / deps.settings.timeScale),
        });
      const account = await accountOf({ as, enrolment, owner: to });
      const there = new Set(account?.subscriptions.map(({ subscriptionId }) => subscriptionId.toLowerCase()));
      return { seen: subscriptions.every((id) => there.has(id.toLowerCase())) ? 'happened' : 'didNotHappen' };
    },

    /** Sent once. */
    async requestOwnership({
      as,
      subscriptionId,
      recipient,
    }: {
      as: string;
      subscriptionId: string;
      recipient: string;
    }): Promise<void> {
      await portal().requestOwnership(as, subscriptionId, recipient);
    },

    /** The newest request for this subscription to this recipient; the owner now. */
    async lookAtOwnership(of: {
      as: string;
      subscriptionId: string;
      recipient: string;
    }): Promise<{ request?: OwnershipTransferFacts }> {
      const all = await portal().ownershipTransfers(of.as, of.subscriptionId);
      const request = all.filter(({ recipient }) => same(recipient, of.recipient)).at(-1);
      return request ? { request } : {};
    },

    /** Answers how the request has ended: `Completed`, `Declined`, `Expired`, `Canceled`; until then `StillRunning`. */
    async awaitOwnership({
      everyMs,
      id,
      ...of
    }: {
      as: string;
      subscriptionId: string;
      id: string;
      everyMs: number;
    }): Promise<{ status: string }> {
      const request = (await portal().ownershipTransfers(of.as, of.subscriptionId)).find((one) => one.id === id);
      if (!request || ['Pending', 'InProgress'].includes(request.status))
        throw failure('StillRunning', `the request is ${request?.status ?? 'not there'}`, { retryAfterMs: everyMs });
      return { status: request.status };
    },

    async cancelOwnership({ as, id }: { as: string; id: string }): Promise<void> {
      await portal().cancelOwnership(as, id);
    },
  };
}

interface EaTransferInput extends AtEnrolment {
  from: string;
  to: string;
  subscriptions: string[];
}
