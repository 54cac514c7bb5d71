import type { Document } from '../../../../contracts/people/document';

const EA_PORTAL = 'https://ea.azure.com';
const ACCOUNT_CENTER = 'https://account.windowsazure.com';

interface Clicks {
  title: string;
  where: string;
  /** The account that one signs in with there. */
  as: string;
  clicks: string[];
  /** What shows that it was done; the evidence that the answer stands for. */
  seen: string;
  /** Handover looks by itself whether it was done: no answer is wanted but a no. */
  isLookedAt?: boolean;
}

/** What a person clicks in a portal of Microsoft's that has no interface for programs, and answers for. */
function clicksDocument({ title, where, as, clicks, seen, isLookedAt = false }: Clicks): Document {
  return {
    title,
    version: 1,
    sections: [
      {
        title: 'To do',
        text: [
          isLookedAt
            ? 'Microsoft gives programs no way to do this. Please do it by hand: Handover sees when it is done, and goes on without an answer. Decline when it cannot be done.'
            : 'Microsoft gives programs no way to do this. Please do it by hand and approve when it is done; your comment is kept as the evidence. Decline when it cannot be done.',
        ],
        fields: [
          { label: 'Portal', value: where },
          { label: 'Sign in as', value: as },
          ...clicks.map((value, at) => ({ label: `${at + 1}.`, value })),
          { label: 'Done when', value: seen },
        ],
      },
    ],
  };
}

const administrator = (enrolment: string) => `an Enrollment Administrator of ${enrolment}`;

/** Seed l.14546. */
export function authLevelClicks(enrolment: string, authLevel: string | undefined): Document {
  return clicksDocument({
    title: `Auth Level of the enrolment ${enrolment}`,
    where: EA_PORTAL,
    as: administrator(enrolment),
    clicks: [
      'Open Manage, then the tab Enrollment.',
      authLevel === undefined
        ? 'Set Auth Level back to what you wrote down before it was raised.'
        : `Write down the present Auth Level, then set it to ${authLevel}.`,
    ],
    seen: authLevel === undefined ? 'Auth Level shows what it was before.' : `Auth Level shows ${authLevel}.`,
  });
}

/** Seed l.14560-14600. */
export function addAccountClicks(enrolment: string, account: { name: string; owner: string; department?: string }): Document {
  return clicksDocument({
    title: `Account of ${account.owner} in the enrolment ${enrolment}`,
    where: EA_PORTAL,
    as: administrator(enrolment),
    clicks: [
      'Open Manage, the tab Account, and choose Add account.',
      `Department: ${account.department ?? 'Unassigned'}. Authentication Type: Work or School Account.`,
      `Account Name: ${account.name}. Email Address, twice: ${account.owner}.`,
      'Choose Add.',
    ],
    seen: `${account.owner} stands in the list of accounts.`,
  });
}

interface Activation {
  enrolment: string;
  owner: string;
  isLookedAt: boolean;
}

/** Seed l.14613. */
export function activateClicks({ isLookedAt, enrolment, owner }: Activation): Document {
  return clicksDocument({
    isLookedAt,
    title: `Activation of the account of ${owner}`,
    where: EA_PORTAL,
    as: owner,
    clicks: [`Sign in, and choose Continue: that joins your directory’s account to the enrolment ${enrolment}.`],
    seen: 'The account is Active.',
  });
}

export function removeAccountClicks(enrolment: string, owner: string): Document {
  return clicksDocument({
    title: `Removal of the account of ${owner}`,
    where: EA_PORTAL,
    as: administrator(enrolment),
    clicks: [
      'Open Manage, the tab Account.',
      `Select the account of ${owner}, which has no subscription any more, and remove it.`,
    ],
    seen: `${owner} no longer stands in the list of accounts.`,
  });
}

interface Transfer {
  from: string;
  to: string;
  subscriptions: readonly { subscriptionId: string; displayName: string }[];
}

/** Whoever is not yet there sees nothing: a transfer takes all roles away. */
const letIn = (owner: string) =>
  `As ${owner}, open each subscription in the Azure portal and make the application that Handover signs in with Owner; until then Handover cannot see it.`;

/** Seed l.14617-14697. */
export function transferClicks(enrolment: string, { from, to, subscriptions }: Transfer): Document {
  return clicksDocument({
    title: `Transfer of subscriptions from ${from} to ${to}`,
    where: EA_PORTAL,
    as: administrator(enrolment),
    clicks: [
      `Open Manage, the tab Account. Select the account of ${from} and choose Transfer Subscription.`,
      ...subscriptions.map(({ displayName, subscriptionId }) => `Tick ${displayName} (${subscriptionId}).`),
      `Choose Next, then the account of ${to}, then Next.`,
      'Compare source, subscriptions and target with this page, and choose Submit. It takes some minutes.',
      letIn(to),
    ],
    seen: `The subscriptions stand below the account of ${to}; Handover looks whether they are in its directory.`,
  });
}

/** Transfer of ownership (seed l.15196; learn.microsoft.com/azure/cost-management-billing/manage/billing-subscription-transfer). */
export function ownershipClicks({ from, to, subscriptions }: Transfer): Document {
  return clicksDocument({
    title: `Transfer of ownership from ${from} to ${to}`,
    where: ACCOUNT_CENTER,
    as: from,
    clicks: [
      ...subscriptions.map(
        ({ displayName, subscriptionId }) =>
          `Open ${displayName} (${subscriptionId}), choose Transfer subscription and enter ${to}.`,
      ),
      `${to} opens the link in Microsoft’s mail, signs in and accepts; the link is good for 15 days.`,
      letIn(to),
    ],
    seen: `${to} is the account administrator; Handover looks whether the subscriptions are in its directory.`,
  });
}

/** What is left of it to the recipient when Handover has made the request; `link`: Microsoft's, of this request. */
export function acceptClicks({ from, to, subscriptions, link }: Transfer & { link: string }): Document {
  return clicksDocument({
    isLookedAt: true,
    title: `Transfer of ownership from ${from} to ${to}`,
    where: link,
    as: to,
    clicks: [
      'Open the link of this page, or the one in Microsoft’s mail; it is good for 15 days.',
      ...subscriptions.map(
        ({ displayName, subscriptionId }) => `Sign in, and accept ${displayName} (${subscriptionId}) from ${from}.`,
      ),
      letIn(to),
    ],
    seen: `${to} is the account administrator; Handover looks whether the subscriptions are in its directory.`,
  });
}

/** What only the portal shows of an enrolment, looked at by the operator. */
export function enrolmentClicks(enrolment: string, subscriptions: Transfer['subscriptions']): Document {
  return clicksDocument({
    title: `Look at the enrolment ${enrolment}`,
    where: EA_PORTAL,
    as: administrator(enrolment),
    clicks: [
      `Open Manage: the enrolment ${enrolment} is there and active.`,
      'Open the tab Account: the account that owns the subscriptions is Active, and is a Work or School Account.',
      ...subscriptions.map(
        ({ displayName, subscriptionId }) => `Open the tab Subscription: ${displayName} (${subscriptionId}) is there and active.`,
      ),
    ],
    seen: 'All of this is so. Decline when anything is not.',
  });
}
