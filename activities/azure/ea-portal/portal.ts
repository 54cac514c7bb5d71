import { ServiceClient } from '@azure/core-client';
import type {
  AccountFacts,
  EaPortal,
  EaTransferFacts,
  EnrolmentFacts,
  OwnershipTransferFacts,
} from '../../ports/ea-portal-and-directory';
import { failure, isFailure } from '../../failures/failure';
import type { Connection } from '../http/connection';
import { refused, send, translated } from '../http/request';
import { EA_PORTAL_CODES } from './codes';

type Nullable<T> = { [K in keyof T]: T[K] | null };

/** Answers that say: what was wanted is there already. */
const settled = async (call: Promise<unknown>, type: 'Conflict' | 'NotFound'): Promise<void> => {
  await call.catch((error: unknown) => {
    if (!isFailure(error, type)) throw error;
  });
};

/**
 * The EA portal and the Account Center as the local Azure has them, below one address. Real ones have no interface: leave `azure.eaPortal`
 * out there, and people are asked to click.
 *
 * @param url without a slash at the end
 */
export function createEaPortal(connection: Connection, url: string): EaPortal {
  const clients = new Map<string, ServiceClient>();
  const client = (tenantId: string, once: boolean): ServiceClient => {
    const key = `${tenantId} ${once}`;
    const options = once ? connection.onceOptions : connection.options;
    const known = clients.get(key) ?? new ServiceClient({ ...options, credential: connection.credential(tenantId) });
    clients.set(key, known);
    return known;
  };
  const ask = <T>(
    as: string,
    doing: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<T> =>
    translated(doing, async () => {
      const answer = await send(client(as, false), method, `${url}${path}`, body);
      if (answer.status >= 300) throw refused(answer, doing, EA_PORTAL_CODES);
      return answer.body as T;
    });
  /** A lost answer is for the caller to look up: nothing here sends it again. */
  const askOnce = async (as: string, doing: string, path: string, body: unknown): Promise<void> => {
    try {
      await translated(doing, async () => {
        const answer = await send(client(as, true), 'POST', `${url}${path}`, body);
        if (answer.status >= 300) throw refused(answer, doing, EA_PORTAL_CODES);
      });
    } catch (error) {
      if (isFailure(error, 'AzureUnavailable')) throw failure('OutcomeUnknown', error.message, {}, error);
      throw error;
    }
  };
  const part = encodeURIComponent;

  return {
    enrolment: (as, number) => ask<EnrolmentFacts>(as, `read the enrolment ${number}`, 'GET', `/ea/enrolments/${part(number)}`),
    async setAuthLevel(as, number, authLevel) {
      await ask(as, `change the Auth Level of ${number}`, 'PATCH', `/ea/enrolments/${part(number)}`, { authLevel });
    },
    async addAccount(as, number, account) {
      const body = { ...account, authType: 'Work or School Account' };
      await settled(
        ask(as, `add the account of ${account.owner}`, 'POST', `/ea/enrolments/${part(number)}/accounts`, body),
        'Conflict',
      );
    },
    async removeAccount(as, number, owner) {
      const path = `/ea/enrolments/${part(number)}/accounts/${part(owner)}`;
      await settled(ask(as, `remove the account of ${owner}`, 'DELETE', path), 'NotFound');
    },
    transfer: (as, number, sourceAccount, targetAccount, subscriptions) =>
      askOnce(
        as,
        `transfer ${subscriptions.length} subscriptions to ${targetAccount}`,
        `/ea/enrolments/${part(number)}/transfers`,
        {
          sourceAccount,
          targetAccount,
          subscriptions,
        },
      ),
    async transfers(as, number) {
      const path = `/ea/enrolments/${part(number)}/transfers`;
      return (await ask<{ value: EaTransferFacts[] }>(as, `list the transfers of ${number}`, 'GET', path)).value;
    },
    async account(as, subscriptionId) {
      const doing = `read the account of ${subscriptionId}`;
      const seen = await ask<Nullable<AccountFacts>>(as, doing, 'GET', `/account/subscriptions/${subscriptionId}`);
      return {
        subscriptionId,
        displayName: seen.displayName ?? subscriptionId,
        state: seen.state ?? '',
        tenantId: seen.tenantId ?? '',
        offerId: seen.offerId ?? '',
        accountOwner: seen.accountOwner ?? '',
        accountOwnerType: seen.accountOwnerType ?? '',
        serviceAdministrator: seen.serviceAdministrator ?? '',
        coAdministrators: seen.coAdministrators ?? [],
        partnerId: seen.partnerId ?? '',
        credit: seen.credit ?? 0,
      };
    },
    async editAccount(as, subscriptionId, change) {
      await ask(as, `edit the account of ${subscriptionId}`, 'PATCH', `/account/subscriptions/${subscriptionId}`, change);
    },
    requestOwnership: (as, subscriptionId, recipient) =>
      askOnce(as, `offer ${subscriptionId} to ${recipient}`, `/account/subscriptions/${subscriptionId}/transfers`, { recipient }),
    async ownershipTransfers(as, subscriptionId) {
      const doing = `list the requests for ${subscriptionId}`;
      const path = `/account/subscriptions/${subscriptionId}/transfers`;
      return (await ask<{ value: OwnershipTransferFacts[] }>(as, doing, 'GET', path)).value;
    },
    async cancelOwnership(as, transferId) {
      await settled(ask(as, 'withdraw the request', 'POST', `/account/transfers/${part(transferId)}/cancel`), 'Conflict');
    },
  };
}
