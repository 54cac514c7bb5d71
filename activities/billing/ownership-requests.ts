import type { Partner } from '../../contracts/people/organisation';
import type { Billing, BillingAccount, BillingTransfer, CustomerPath, Product } from '../ports/billing';
import type { Dependencies } from '../ports/dependencies';
import { assertSigned, type Signed } from '../common/assert-signed';
import { wayOut } from '../failures/billing';
import { answerOn, failure } from '../failures/failure';
import { same } from '../common/same-text';

/** A partner's request, by where it was opened and its name. */
export interface OpenedRef {
  partnerTenantId: string;
  at: CustomerPath;
  name: string;
}

/** The same request as the one sees it who is asked. */
interface ReceivedRef {
  /** Whose identity answers. */
  tenantId: string;
  name: string;
}

/** What stands in the way of a product, and who has to do what about it. */
export interface Finding {
  /** Microsoft's: `NoActiveAzurePlan`. */
  code: string;
  message: string;
  fix: string;
}

export interface CheckedProduct {
  /** A lower-case GUID. */
  subscriptionId: string;
  findings: Finding[];
}

interface TransferredProduct {
  subscriptionId: string;
  /** `NotStarted`, `InProgress`, `Completed`, `Failed`. */
  status: string;
  finding?: Finding;
}

/** A request as its partner sees it. */
export interface BillingRequest {
  name: string;
  /** `Pending`, `InProgress`, `Completed`, `CompletedWithErrors`, `Failed`, `Canceled`, `Declined`, `Expired`. */
  status: string;
  /** ISO 8601; empty where Azure does not say. */
  expirationTime: string;
  /** None before it is accepted. */
  products: TransferredProduct[];
}

/** While a request is in one of these states, nobody else may ask for the same. */
const OPEN = ['Pending', 'InProgress'];

const PARTNER_AGREEMENT = 'MicrosoftPartnerAgreement';

const asFinding = ({ code, message }: { code: string; message: string }): Finding => ({ code, message, fix: wayOut(code) });
const asProducts = (subscriptions: readonly string[]) =>
  subscriptions.map((productId): Product => ({ productType: 'AzureSubscription', productId }));

function asRequest({ name, status, expirationTime, products }: BillingTransfer): BillingRequest {
  return {
    name,
    status,
    expirationTime,
    products: products.map(({ productId, status: became, error }) => ({
      subscriptionId: productId,
      status: became,
      ...(error ? { finding: asFinding(error) } : {}),
    })),
  };
}

/** Requests for billing ownership (Microsoft.Billing 2024-04-01): the partner's steps with its own sign-in, the recipient's with its own. */
export function createBillingOwnershipActivities({ billing, settings }: Dependencies) {
  const opened = ({ partnerTenantId, at, name }: OpenedRef) => billing.billing(partnerTenantId).openedTransfer(at, name);

  return {
    /**
     * The partner can bill the customer: it has an account of the partner agreement, the customer is below it, with an active Azure plan, and no
     * request of its own to this recipient is open. Answers where to open one. Throws `NotThisPartner`, `NoRelationship`, `TransferRefused`,
     * `Conflict`, each with the input's path and the way out. Nothing is written.
     */
    async checkBillingPartner({
      partner,
      customer,
      recipientEmail,
    }: {
      partner: Partner;
      customer: { tenantId: string; name: string };
      recipientEmail: string;
    }): Promise<{ at: CustomerPath }> {
      const port = billing.billing(partner.tenantId);
      const accounts = await partnerAccounts(port);
      if (accounts.length === 0)
        throw failure(
          'NotThisPartner',
          `partner.tenantId: the directory of ${partner.name} (${partner.tenantId}) has no billing account of a Microsoft Partner Agreement, or its identity may not see it: only such a partner can ask for billing ownership`,
        );
      const at = await placeOf(port, accounts, customer.tenantId);
      if (!at)
        throw failure(
          'NoRelationship',
          `customer.tenantId: ${customer.name} (${customer.tenantId}) is no customer of ${partner.name} in Microsoft.Billing: start customer-onboarding first`,
        );
      if ((await port.azurePlans(at.account, at.customer)).length === 0)
        throw failure(
          'TransferRefused',
          `partner: NoActiveAzurePlan: ${customer.name} has no active Azure plan with ${partner.name}: start customer-onboarding with destination.offerId MS-AZR-0017G first`,
        );
      assertNobodyAsks(
        (await port.openedTransfers(at)).filter((one) => same(one.recipientEmail, recipientEmail)),
        'cancels it there',
      );
      return { at };
    },

    /** Whether the customer has an active Azure plan with the partner. */
    async azurePlanOf({
      partnerTenantId,
      customerTenantId,
    }: {
      partnerTenantId: string;
      customerTenantId: string;
    }): Promise<{ active: boolean }> {
      const port = billing.billing(partnerTenantId);
      const at = await placeOf(port, await partnerAccounts(port), customerTenantId);
      return { active: at !== undefined && (await port.azurePlans(at.account, at.customer)).length > 0 };
    },

    /** No other partner's request to this recipient is open. Where the identity sees none there may be one all the same. Throws `Conflict`. */
    async checkNobodyElseAsks({ tenantId, recipientEmail }: { tenantId: string; recipientEmail: string }): Promise<void> {
      const received = await billing
        .billing(tenantId)
        .receivedTransfers()
        .catch(answerOn(['AccessDenied', 'NotFound'], []));
      assertNobodyAsks(
        received.filter((one) => same(one.recipientEmail, recipientEmail)),
        'cancels it, or its recipient declines it',
      );
    },

    /** Asks. The same name twice is one request; one that has ended stays as it is. */
    async openBillingRequest({ recipientEmail, ...ref }: OpenedRef & { recipientEmail: string }): Promise<BillingRequest> {
      return asRequest(await billing.billing(ref.partnerTenantId).openTransfer(ref.at, ref.name, { recipientEmail }));
    },

    /** Reads the request as its partner sees it; answers nothing when there is none of that name. */
    async lookAtBillingRequest(ref: OpenedRef): Promise<{ request?: BillingRequest }> {
      const found = await opened(ref);
      return found ? { request: asRequest(found) } : {};
    },

    /** Answers once the request is in none of these states; until then `StillRunning`, tried again. */
    async awaitBillingRequest({
      whileIn,
      everyMs,
      ...ref
    }: OpenedRef & { whileIn: string[]; everyMs: number }): Promise<BillingRequest> {
      const found = await opened(ref);
      if (!found) throw failure('NotFound', `the request ${ref.name} is not at its partner`);
      if (!whileIn.includes(found.status)) return asRequest(found);
      throw failure('StillRunning', `the request ${ref.name} is ${found.status}`, { retryAfterMs: everyMs });
    },

    /** Cancels while it is Pending. Answers what it is then; `status` is absent when there is none. */
    async cancelBillingRequest(ref: OpenedRef): Promise<{ cancelled: boolean; status?: string }> {
      const found = await opened(ref);
      if (!found) return { cancelled: false };
      // Only its own partner can cancel a request: this is an earlier attempt's.
      if (found.status === 'Canceled') return { cancelled: true, status: found.status };
      if (found.status !== 'Pending') return { cancelled: false, status: found.status };
      await billing.billing(ref.partnerTenantId).cancelTransfer(ref.at, ref.name);
      const status = (await opened(ref))?.status ?? '';
      if (status === 'Canceled') return { cancelled: true, status };
      throw failure('NotReplicated', `the request ${ref.name} was cancelled and still is ${status}`);
    },

    /** Whether this identity may answer the request: Microsoft shows it to its recipient alone. */
    async receivesBillingRequest({ tenantId, name }: ReceivedRef): Promise<{ received: boolean }> {
      const found = await billing
        .billing(tenantId)
        .receivedTransfer(name)
        .catch(answerOn(['AccessDenied', 'SignInFailed'], undefined));
      return { received: found !== undefined };
    },

    /** Azure's own validation: of every product what stands in its way. Changes nothing. */
    async validateBillingRequest({
      tenantId,
      name,
      subscriptions,
    }: ReceivedRef & { subscriptions: string[] }): Promise<CheckedProduct[]> {
      const checks = await billing.billing(tenantId).validateTransfer(name, asProducts(subscriptions));
      return subscriptions.map((subscriptionId) => {
        const check = checks.find(({ productId }) => same(productId, subscriptionId));
        if (!check) throw failure('UnknownAzureError', `Azure's validation of ${name} says nothing of ${subscriptionId}`);
        const findings = check.results.filter(({ level }) => level === 'Error').map(asFinding);
        if (check.status !== 'Succeeded' && findings.length === 0)
          findings.push(asFinding({ code: 'Other', message: `the validation says ${check.status}` }));
        return { subscriptionId, findings };
      });
    },

    /** The point of no return, sent once: accepts what the customer has approved by name, and nothing else. Throws `DecisionRefused`. */
    async acceptBillingRequest({
      tenantId,
      name,
      subscriptions,
      signed,
    }: ReceivedRef & { subscriptions: string[]; signed: Signed }): Promise<{ status: string }> {
      assertSigned(settings, signed, ['customer']);
      const approved = JSON.stringify(signed.document);
      const foreign = subscriptions.find((id) => !approved.includes(id));
      if (foreign !== undefined) throw failure('DecisionRefused', `what was approved does not name the subscription ${foreign}`);
      const { status } = await billing.billing(tenantId).acceptTransfer(name, asProducts(subscriptions));
      return { status };
    },

    /** Declines while it is Pending. Answers false when it had ended by itself. */
    async declineBillingRequest({ tenantId, name }: ReceivedRef): Promise<{ declined: boolean }> {
      const port = billing.billing(tenantId);
      const found = await port.receivedTransfer(name);
      if (found?.status !== 'Pending') return { declined: found?.status === 'Declined' };
      return { declined: (await port.declineTransfer(name)).status === 'Declined' };
    },
  };
}

async function partnerAccounts(port: Billing): Promise<BillingAccount[]> {
  return (await port.accounts()).filter(({ agreementType }) => agreementType === PARTNER_AGREEMENT);
}

/** Finds the account, the profile and the customer under which a partner has this customer. */
async function placeOf(
  port: Billing,
  accounts: readonly { name: string }[],
  customerTenantId: string,
): Promise<CustomerPath | undefined> {
  for (const { name: account } of accounts) {
    const found = (await port.customers(account)).find(({ name }) => same(name, customerTenantId));
    if (!found) continue;
    const profile = found.billingProfile || (await port.profiles(account))[0]?.name;
    if (profile) return { account, profile, customer: found.name };
  }
  return undefined;
}

/** What a request is about is not said before it is accepted: any that is open may be about the same subscriptions. */
function assertNobodyAsks(transfers: readonly BillingTransfer[], way: string): void {
  const open = transfers.find(({ status }) => OPEN.includes(status));
  if (!open) return;
  throw failure(
    'Conflict',
    `subscriptions: ${open.initiatorEmail ?? 'somebody'} has a request to ${open.recipientEmail} that is ${open.status} already (${open.name}, until ${open.expirationTime}): whoever opened it ${way}, or it is waited for; then start again`,
  );
}
