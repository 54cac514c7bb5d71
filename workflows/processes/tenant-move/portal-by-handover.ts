import { askDocument } from '../../asking/ask-document';
import { activateClicks } from './documents/portal-steps';
import { fail } from '../../base/failures';
import type { EaMove, PortalHands } from './portal-hands';
import { sendOnce } from '../../acts/send-once';
import type { TenantMoveState } from './state';

/** Handover works in the EA portal itself, signed in as the enrolment's administrator. */
export function byItself(state: TenantMoveState): PortalHands {
  const { source, input } = state;
  const at = { as: state.sourceTenantId, enrolment: state.enrolment };
  const sent = ({ from, to, subscriptions }: EaMove) => ({
    ...at,
    from,
    to,
    subscriptions: subscriptions.map(({ subscriptionId }) => subscriptionId),
  });
  const look = (move: EaMove) => source.lookAtEaTransfer('Look what has become of the transfer', sent(move));
  return {
    async setAuthLevel(authLevel = state.authLevelBefore ?? '') {
      const { before } = await source.setAuthLevel(`Set the Auth Level to ${authLevel}`, { ...at, authLevel });
      return before !== authLevel;
    },
    async addAccount(account) {
      await source.addEaAccount(`Add the account of ${account.owner}`, { ...at, ...account });
    },
    async removeAccount(owner) {
      return (await source.removeEaAccount(`Remove the account of ${owner}`, { ...at, owner })).removed;
    },
    async activated(owner) {
      const { status } = await source.eaAccount('Look at the account', { ...at, owner });
      if (status === 'Active') return;
      await askDocument(state, {
        step: 'activate',
        what: `sign in to the EA portal as ${owner} and press Continue`,
        document: activateClicks({ enrolment: state.enrolment, owner, isLookedAt: true }),
        parties: ['customer'],
        withinDays: input.deadlines.account,
        link: 'https://ea.azure.com',
        orSeen: () => source.awaitEaAccount('Look whether the account is Active', { ...at, owner, everyMs: state.pace(60) }),
      });
    },
    async transfer(move) {
      await sendOnce({
        send: () => source.startEaTransfer(`Transfer ${move.subscriptions.length} subscriptions to ${move.to}`, sent(move)),
        look: async () => (await look(move)).seen,
      });
      if ((await look(move)).seen === 'didNotHappen')
        throw fail('TransferRefused', `the EA portal took the transfer to ${move.to} and did not carry it out: look there why`);
    },
    isTransferred: async (move) => (await look(move)).seen === 'happened',
  };
}
