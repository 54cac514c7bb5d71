import type { BillingTransferResult } from '../../../contracts/processes/billing-transfer';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { Rig } from '../../support/rig';
import type { Ended } from './endings';
import type { BeginOptions, TenantMoves, TenantRun } from './tenant-moves';
import { CONTOSO, FABRIKAM } from './organisations';

/** What the simulator knows of a request for billing ownership. */
export interface SeenRequest {
  name: string;
  status: string;
  recipientEmail: string;
  products: { productId: string; status: string }[];
}

/** Owner of an account that nobody else has: a request goes to a person, and one of a person's is open at a time. */
export const accountOf = (name: string) =>
  `${name
    .replace(/[^a-z]+/gi, '-')
    .replace(/-$/, '')
    .toLowerCase()}@fabrikam.onmicrosoft.com`;

export interface BillingOptions extends BeginOptions {
  /** A second subscription of the same account, by its id. */
  second?: string;
  /** Owner of the account. */
  owner?: string;
}

/** A subscription of the customer's own enrolment, in its directory, whose billing the partner asks for. */
export async function beginBilling(moves: TenantMoves, name: string, options: BillingOptions = {}): Promise<TenantRun> {
  const { second, owner = accountOf(name), input = {}, account = {}, subscription = {}, subscriptions = [], ...rest } = options;
  const more = second === undefined ? [] : [second];
  return moves.begin(name, {
    type: 'billingTransfer',
    variant: 'customerEa',
    ...rest,
    subscription: { accountOwner: owner, ...subscription },
    subscriptions: [
      ...more.map((subscriptionId) => ({
        subscriptionId,
        displayName: `Second of ${name}`,
        tenantId: FABRIKAM,
        offerId: 'MS-AZR-0017P',
        accountOwner: owner,
      })),
      ...subscriptions,
    ],
    sameAccount: more,
    account: { owner, ...account },
    input: (ids) => ({
      subscriptions: [ids.source, ...more],
      sourceTenantId: undefined,
      admin: undefined,
      destination: undefined,
      ...(typeof input === 'function' ? input(ids) : input),
    }),
  });
}

export const secondOf = (name: string) => guidFrom('second subscription', name);

/** Requests that were sent to this run's account, as the simulator has them. */
export async function requestsOf({ azure }: Rig, owner: string): Promise<SeenRequest[]> {
  const { billing } = await azure.get<{ billing: { transfers: SeenRequest[] } }>('snapshot');
  return billing.transfers.filter(({ recipientEmail }) => recipientEmail === owner);
}

/** Who sells a subscription and under which offer, by the simulator. */
export async function soldUnder(
  { azure }: Rig,
  subscriptionId: string,
): Promise<{ offerId: string; partner: string | undefined }> {
  interface Sold {
    subscriptionId: string;
    offerId: string;
    partnerTenantId?: string;
  }
  const { subscriptions } = await azure.get<{ subscriptions: Sold[] }>('snapshot');
  const found = subscriptions.find((one) => one.subscriptionId === subscriptionId);
  return { offerId: found?.offerId ?? '', partner: found?.partnerTenantId };
}

export const OF_PARTNER = { offerId: 'MS-AZR-0017G', partner: CONTOSO };

export const billingOf = ({ result }: Ended) =>
  (result as BillingTransferResult | undefined)?.subscriptions.map(({ outcome, reason }) => [
    outcome,
    ...(reason === undefined ? [] : [reason]),
  ]);
