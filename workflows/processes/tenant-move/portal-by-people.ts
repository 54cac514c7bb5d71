import { askDocument } from '../../asking/ask-document';
import type { Document } from '../../../contracts/people/document';
import type { Party } from '../../../contracts/people/parties';
import type { TenantMoveStep } from '../../../contracts/processes/tenant-move';
import { activateClicks, addAccountClicks, authLevelClicks, removeAccountClicks, transferClicks } from './documents/portal-steps';
import { DAY } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail, kindOf } from '../../base/failures';
import type { EaMove, PortalHands } from './portal-hands';
import type { TenantMoveState } from './state';

/** What the portal calls some minutes; after this somebody has to look there. */
const CARRIED_OUT_WITHIN_DAYS = 2;

/** People click, and answer for it; Handover looks at what can be looked at: the directory that ARM shows. */
export function byHand(state: TenantMoveState): PortalHands {
  const { input, enrolment } = state;
  const customerTenantId = input.customer.tenantId;
  /** Asked and not declined: these may have been done, even where nobody has answered in time. */
  const maybeDone = new Set<TenantMoveStep>();
  const act = async (step: TenantMoveStep, what: string, document: Document): Promise<void> => {
    maybeDone.add(step);
    await clickedByOperator(state, step, what, document).catch((error: unknown) => {
      if (kindOf(error) === 'Declined') maybeDone.delete(step);
      throw error;
    });
  };
  const undoByHand = async (step: TenantMoveStep, what: string, document: Document): Promise<boolean> => {
    if (!maybeDone.has(step)) return false;
    await clickedByOperator(state, step, what, document);
    return true;
  };
  /** Directory that subscriptions are in when they are this account's. */
  const directoryOf = (owner: string) => (owner === input.admin.userPrincipalName ? customerTenantId : state.sourceTenantId);
  return {
    async setAuthLevel(authLevel) {
      const [what, document] = ['change the Auth Level in the EA portal', authLevelClicks(enrolment, authLevel)] as const;
      if (authLevel === undefined) return undoByHand('authLevel', what, document);
      await act('authLevel', what, document);
      return true;
    },
    addAccount: (account) => act('account', 'add the customer’s account in the EA portal', addAccountClicks(enrolment, account)),
    removeAccount: (owner) =>
      undoByHand('account', 'remove the customer’s account in the EA portal', removeAccountClicks(enrolment, owner)),
    async activated(owner) {
      const what = `activate the account of ${owner} in the EA portal`;
      const document = activateClicks({ enrolment, owner, isLookedAt: false });
      await clicked(state, 'activate', what, document, ['customer', 'operator'], input.deadlines.account);
    },
    async transfer(move) {
      await clickedByOperator(
        state,
        'transfer',
        `transfer the subscriptions to ${move.to} in the EA portal`,
        transferClicks(enrolment, move),
      );
      await seenIn(state, directoryOf(move.to), move.subscriptions);
    },
    async isTransferred(move) {
      const ids = move.subscriptions.map(({ subscriptionId }) => subscriptionId);
      const { operator, source } = state;
      const looker = directoryOf(move.to) === customerTenantId ? operator : source;
      for (const subscriptionId of ids) {
        const { tenantId } = await looker.directoryOf('Look where the subscription is', {
          subscriptionId,
          directories: [directoryOf(move.to)],
        });
        if (tenantId === undefined) return false;
      }
      return true;
    },
  };
}

/** Asks the operator to click and waits for the word. Throws `Expired`, `Declined`. */
export function clickedByOperator(state: TenantMoveState, step: TenantMoveStep, what: string, document: Document): Promise<void> {
  return clicked(state, step, what, document, ['operator'], state.input.deadlines.ruling);
}

async function clicked(
  state: TenantMoveState,
  step: TenantMoveStep,
  what: string,
  document: Document,
  parties: Party[],
  withinDays: number,
): Promise<void> {
  const outcome = await askDocument(state, { step, what, document, parties, withinDays, evidence: true });
  if (outcome.choice === 'sendBack')
    throw fail('Declined', `${step} was sent back: ${outcome.by.comment ?? 'no comment'}`, { party: outcome.by.party });
}

/** Looks until ARM shows them in the directory. Throws `OutcomeUnknown` when it does not in time. */
export async function seenIn(state: TenantMoveState, tenantId: string, subscriptions: EaMove['subscriptions']): Promise<void> {
  const looker = tenantId === state.input.customer.tenantId ? state.operator : state.source;
  const seen = await within(CARRIED_OUT_WITHIN_DAYS * DAY, 'Deadline for the transfer', () =>
    looker.awaitDirectory('Look whether the subscriptions have arrived', {
      subscriptions: subscriptions.map(({ subscriptionId }) => subscriptionId),
      tenantId,
      everyMs: state.pace(5),
    }),
  );
  if (seen === 'late')
    throw fail(
      'OutcomeUnknown',
      `the subscriptions are not seen in the directory ${tenantId} after ${CARRIED_OUT_WITHIN_DAYS} days: look in the portal`,
    );
}
