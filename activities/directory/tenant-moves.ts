import { BUILT_IN_ROLES } from '../../contracts/processes/access-handover';
import type { MigrationVariant, MovedSubscription } from '../../contracts/processes/tenant-move';
import type { Dependencies } from '../ports/dependencies';
import type { AccountFacts, EaAccountFacts } from '../ports/ea-portal-and-directory';
import { lastPart } from '../common/authorization-ids';
import { enrolmentOf, portalOf } from '../reading/enrolment';
import { answerOn, failure, isFailure } from '../failures/failure';
import { same } from '../common/same-text';
import type { SubscriptionFacts } from '../ports/arm';

interface CheckTenantMoveInput {
  variant: MigrationVariant;
  subscriptions: string[];
  enrolment?: string;
  /** Directories where the subscriptions may be, the likely one first. */
  directories: string[];
  customerTenantId: string;
  /** The portals are read as this directory's administrator. */
  portalTenantId: string;
  /** False: people look there. */
  portal: boolean;
  /** What the input says of the account that owns them. */
  sourceAccount?: string;
}

interface CheckedTenantMove {
  subscriptions: MovedSubscription[];
  /** Those of them that have to get another owner or directory. */
  moving: string[];
  /** The enrolment's Auth Level before anything was changed. */
  authLevel?: string;
  /** Owners of the enrolment's accounts, and whether they are Active: only the ones this is about. */
  accounts: Record<string, string>;
}

/** A subscription in one of these states can be transferred. */
const USABLE = ['Enabled'];

/** Path at which the input names the destination subscription. */
const DESTINATION = 'destination.subscriptionId';

const isEa = (variant: MigrationVariant) => variant === 'partnerEa' || variant === 'customerEa';

export function createTenantMoveActivities(deps: Dependencies) {
  const { azure, directory, directoryBound } = deps;

  const notYet = (message: string, retryAfterMs: number) => failure('StillRunning', message, { retryAfterMs });

  async function find(id: string, path: string, directories: readonly string[]): Promise<SubscriptionFacts> {
    for (const tenantId of directories) {
      try {
        const facts = await azure.arm(tenantId).subscription(id);
        if (same(facts.tenantId, tenantId)) return facts;
      } catch (error) {
        if (!isFailure(error, 'SubscriptionNotFound', 'NotFound', 'OtherTenant', 'AccessDenied')) throw error;
      }
    }
    throw failure(
      'OtherTenant',
      `${path}: ${id} is not visible in ${directories.join(' or ')}: check ${path === DESTINATION ? 'the id' : 'the id and sourceTenantId'}, and that the identity of that directory has a role on it`,
    );
  }

  /** Everything the portals show about who owns a subscription; without them, what ARM still tells. */
  async function ownerOf(
    input: CheckTenantMoveInput,
    { subscriptionId, tenantId }: SubscriptionFacts,
  ): Promise<Partial<AccountFacts>> {
    if (input.portal) return portalOf(deps).account(tenantId, subscriptionId);
    const administrators = await directoryBound(tenantId).classicAdministrators(subscriptionId);
    const accountOwner = administrators.find(({ roles }) => roles.includes('AccountAdministrator'))?.email ?? input.sourceAccount;
    return accountOwner === undefined ? {} : { accountOwner };
  }

  return {
    /**
     * The subscriptions are there, enabled, owned by an active account of the enrolment, and of a kind that the variant can do.
     * Throws `OtherTenant`, `SubscriptionDisabled`, `NotFound` (enrolment; not in it), `TransferRefused` (inactive account),
     * `MicrosoftAccount`, `InvalidInput`, each with the input's path and the way out. Nothing is written.
     */
    async checkTenantMove(input: CheckTenantMoveInput): Promise<CheckedTenantMove> {
      const { variant, customerTenantId } = input;
      const enrolment =
        isEa(variant) && input.portal
          ? await enrolmentOf(portalOf(deps), input.portalTenantId, input.enrolment ?? '')
          : undefined;
      const subscriptions: MovedSubscription[] = [];
      const accounts: Record<string, string> = {};
      const moving: string[] = [];
      for (const [at, id] of input.subscriptions.entries()) {
        const path = `subscriptions.${at}`;
        const account = enrolment && accountIn(enrolment.accounts, enrolment.number, id, path);
        const facts = await find(id, path, input.directories);
        if (!USABLE.includes(facts.state))
          throw failure('SubscriptionDisabled', `${path}: ${facts.displayName} is ${facts.state}: enable it first`);
        const { accountOwner, accountOwnerType } = await ownerOf(input, facts);
        if (input.sourceAccount !== undefined && accountOwner !== undefined && !same(accountOwner, input.sourceAccount))
          throw failure(
            'InvalidInput',
            `${path}: ${facts.displayName} belongs to ${accountOwner}, not to sourceAccount ${input.sourceAccount}`,
          );
        const isMicrosoftAccount = accountOwnerType === 'Microsoft Account';
        if (variant === 'customerEa' && isMicrosoftAccount)
          throw failure(
            'MicrosoftAccount',
            `${path}: ${facts.displayName} belongs to the Microsoft Account ${accountOwner}; transfer it to an account of the directory first (EA portal > Manage > Account > Transfer Subscription), then start again`,
          );
        if (account) accounts[account.owner] = account.status;
        const isElsewhere = !same(facts.tenantId, customerTenantId);
        if (variant !== 'customerEa' && (isElsewhere || isMicrosoftAccount)) moving.push(id);
        subscriptions.push({
          subscriptionId: id,
          displayName: facts.displayName,
          tenantBefore: facts.tenantId,
          tenantAfter: facts.tenantId,
          ...(accountOwner === undefined ? {} : { ownerBefore: accountOwner }),
        });
      }
      return { subscriptions, moving, accounts, ...(enrolment ? { authLevel: enrolment.authLevel } : {}) };
    },

    /**
     * The subscription to move to, and the administrator, are in the customer's directory. Answers of which of the `sources` that one is Owner
     * already. Throws `OtherTenant`, `SubscriptionDisabled`, `NotFound`.
     */
    async checkTargetOwner(input: {
      tenantId: string;
      destination: string;
      objectId: string;
      userPrincipalName: string;
      sources: string[];
    }): Promise<{ ownerOf: string[] }> {
      const facts = await find(input.destination, DESTINATION, [input.tenantId]);
      if (!USABLE.includes(facts.state))
        throw failure(
          'SubscriptionDisabled',
          `destination.subscriptionId: ${facts.displayName} is ${facts.state}: enable it first`,
        );
      const names = await directory.namesOf(input.tenantId, [input.objectId]);
      if (!names.has(input.objectId.toLowerCase()))
        throw failure(
          'NotFound',
          `admin.objectId: ${input.userPrincipalName} (${input.objectId}) is not in the directory ${input.tenantId}`,
        );
      const ownerOf: string[] = [];
      for (const id of input.sources) if (await isOwner(input.tenantId, id, input.objectId)) ownerOf.push(id);
      return { ownerOf };
    },

    /** Directory of a subscription as ARM shows it in the directories named; undefined where none of them shows it. */
    async directoryOf({
      subscriptionId,
      directories,
    }: {
      subscriptionId: string;
      directories: string[];
    }): Promise<{ tenantId?: string }> {
      const found = await find(subscriptionId, 'subscription', directories).catch(answerOn('OtherTenant', undefined));
      return found ? { tenantId: found.tenantId } : {};
    },

    /** Answers once ARM shows all of them in this directory; until then `StillRunning`, tried again. */
    async awaitDirectory({
      subscriptions,
      tenantId,
      everyMs,
    }: {
      subscriptions: string[];
      tenantId: string;
      everyMs: number;
    }): Promise<void> {
      for (const id of subscriptions) {
        await find(id, id, [tenantId]).catch((error: unknown) => {
          if (isFailure(error, 'OtherTenant')) throw notYet(`${id} is not in the directory ${tenantId} yet`, everyMs);
          throw error;
        });
      }
    },

    /** Answers once somebody is Owner of the subscription, whoever has made them so. */
    async awaitOwner({
      tenantId,
      subscriptionId,
      principalId,
      everyMs,
    }: {
      tenantId: string;
      subscriptionId: string;
      principalId: string;
      everyMs: number;
    }): Promise<void> {
      if (!(await isOwner(tenantId, subscriptionId, principalId)))
        throw notYet(`${principalId} is not Owner of ${subscriptionId} yet`, everyMs);
    },

    /** All are in one directory, and the target owner is Owner of each (seed l.14716). Throws `NotReplicated`, tried again. */
    async verifyTenantMove(input: { tenantId: string; subscriptions: string[]; principalId: string }): Promise<void> {
      for (const id of input.subscriptions) {
        await find(id, id, [input.tenantId]);
        if (!(await isOwner(input.tenantId, id, input.principalId)))
          throw failure('NotReplicated', `${input.principalId} is not seen as Owner of ${id} yet`);
      }
    },
  };

  async function isOwner(tenantId: string, subscriptionId: string, principalId: string): Promise<boolean> {
    const assignments = await azure.arm(tenantId).roleAssignmentsAt(`/subscriptions/${subscriptionId}`);
    return assignments.some(
      (one) => same(one.principalId, principalId) && same(lastPart(one.roleDefinitionId), BUILT_IN_ROLES.Owner),
    );
  }
}

/** The account that the subscription is in. Throws `NotFound`, `TransferRefused`. */
function accountIn(accounts: readonly EaAccountFacts[], enrolment: string, id: string, path: string): EaAccountFacts {
  const account = accounts.find(({ subscriptions }) => subscriptions.some(({ subscriptionId }) => same(subscriptionId, id)));
  if (!account) throw failure('NotFound', `${path}: ${id} is in no account of the enrolment ${enrolment}: check both numbers`);
  if (account.status !== 'Active')
    throw failure(
      'TransferRefused',
      `${path}: the account of ${account.owner} is ${account.status}; its owner signs in to the EA portal and presses Continue, then start again`,
    );
  return account;
}
