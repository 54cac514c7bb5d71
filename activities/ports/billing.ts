import type { RateCard, UsageLine } from '../../contracts/azure/usage';

/** An account, a profile or a customer of Microsoft.Billing. */
interface BillingNode {
  /** Last part of the id. */
  name: string;
  displayName: string;
}

export interface BillingAccount extends BillingNode {
  /** `Enterprise`, `Individual`, `Partner`. */
  accountType: string;
  /** `EnterpriseAgreement`, `MicrosoftCustomerAgreement`, `MicrosoftOnlineServicesProgram`, `MicrosoftPartnerAgreement`. */
  agreementType: string;
}

interface BillingProfile extends BillingNode {
  currency: string;
}

interface BillingCustomer extends BillingNode {
  /** Name of its billing profile; empty where Azure does not say. */
  billingProfile: string;
}

/** A partner opens transfers under these names, which are no ids. */
export interface CustomerPath {
  account: string;
  profile: string;
  customer: string;
}

export type ProductType = 'AzureSubscription' | 'AzureReservation' | 'SavingsPlan' | 'SAAS' | 'Department';

export interface Product {
  productType: ProductType;
  /** A subscription's Azure id, a lower-case GUID. */
  productId: string;
}

export interface ProductOfTransfer extends Product {
  /** `NotStarted`, `InProgress`, `Completed`, `Failed`. */
  status: string;
  error?: { code: string; message: string };
}

/** A request for billing ownership (Microsoft.Billing 2024-04-01 transfers), as the one who asks or the one who is asked sees it. */
export interface BillingTransfer {
  name: string;
  /** `Pending`, `InProgress`, `Completed`, `CompletedWithErrors`, `Failed`, `Canceled`, `Declined`, `Expired`. */
  status: string;
  recipientEmail: string;
  initiatorEmail?: string;
  /** ISO 8601; empty where Azure does not say. */
  creationTime: string;
  /** 30 days later. */
  expirationTime: string;
  /** None before it is accepted. */
  products: ProductOfTransfer[];
}

/** What would become of one product. */
export interface ProductCheck {
  productId: string;
  /** `Succeeded`, `Failed`. */
  status: string;
  results: { level: string; code: string; message: string }[];
}

/**
 * What activities need of Microsoft.Billing, with the identity that this worker holds in one tenant. Reads may be repeated. All methods throw
 * failures of contracts/run/failures.ts. The partner opens and cancels; the recipient (who bills the subscriptions so far) validates, accepts, declines.
 */
export interface Billing {
  accounts(): Promise<BillingAccount[]>;
  /** Profiles of a partner's account. */
  profiles(account: string): Promise<BillingProfile[]>;
  /** Every page. A partner's customers go by their tenant's id. */
  customers(account: string): Promise<BillingCustomer[]>;
  /** Names of the Azure plans that a partner's customer has, active ones: none can be billed under without one. */
  azurePlans(account: string, customer: string): Promise<string[]>;
  /** Opens a transfer under a name of ours, of lower-case letters and digits: the same name twice is one transfer. `resellerId`: MPN id of an indirect reseller. */
  openTransfer(at: CustomerPath, name: string, ask: { recipientEmail: string; resellerId?: string }): Promise<BillingTransfer>;
  /** Reads a transfer as the partner sees it; undefined when there is none of that name. */
  openedTransfer(at: CustomerPath, name: string): Promise<BillingTransfer | undefined>;
  openedTransfers(at: CustomerPath): Promise<BillingTransfer[]>;
  /** Cancels a transfer that is Pending; one that is Canceled already stays so. Throws `TransferRefused` when it is too late. */
  cancelTransfer(at: CustomerPath, name: string): Promise<BillingTransfer>;
  /** Reads a transfer as the recipient sees it. */
  receivedTransfer(name: string): Promise<BillingTransfer | undefined>;
  receivedTransfers(): Promise<BillingTransfer[]>;
  /** Changes nothing. */
  validateTransfer(name: string, products: Product[]): Promise<ProductCheck[]>;
  /** Sent once: the point of no return. A lost answer is `OutcomeUnknown`. */
  acceptTransfer(name: string, products: Product[]): Promise<BillingTransfer>;
  /** Declines a transfer that is Pending; one that is Declined already stays so. */
  declineTransfer(name: string): Promise<BillingTransfer>;
}

export interface TenantChange {
  subscriptionId: string;
  destinationTenantId: string;
  destinationOwnerId: string;
  /** `Initialized`, `InProgress`, `Completed`. */
  status: string;
  expiresOn: string;
}

interface TenantPolicy {
  blockSubscriptionsLeavingTenant: boolean;
  blockSubscriptionsIntoTenant: boolean;
  exemptedPrincipals: string[];
}

/**
 * The way of a subscription into another directory (Microsoft.Subscription changeTenantRequest, preview 2025-11-01). Refused for CSP
 * subscriptions. When it is done all role assignments are gone and managed identities are broken: learn.microsoft.com, transfer-subscription.
 */
export interface SubscriptionTenant {
  /** The subscription policy of the tenant that this worker signs in to. */
  policy(): Promise<TenantPolicy>;
  /** PUT: the same request twice is one. By the owner in the tenant it leaves. */
  requestChange(subscriptionId: string, to: { destinationTenantId: string; destinationOwnerId: string }): Promise<TenantChange>;
  /** Reads a change as the owner in the tenant it leaves sees it; undefined when there is none, or it has expired. */
  change(subscriptionId: string): Promise<TenantChange | undefined>;
  /** One that is not there counts as withdrawn. */
  withdrawChange(subscriptionId: string): Promise<void>;
  /** The owner in the tenant it goes to accepts. Sent once: a lost answer is `OutcomeUnknown`. */
  acceptChange(subscriptionId: string): Promise<void>;
  /** The request as the one sees it who accepts: after it has been carried out, nobody else can. */
  offeredChange(subscriptionId: string): Promise<TenantChange | undefined>;
}

/** A span of whole UTC days, `2024-01-31`; `to` is the last one of it. */
export interface Days {
  from: string;
  to: string;
}

/** What subscriptions used and what was charged for it (Microsoft.Consumption usageDetails 2023-05-01). */
export interface UsageSource {
  /** Page after page as the service gives them, so that nothing holds all of it. */
  usage(subscriptionId: string, days: Days): AsyncIterable<UsageLine[]>;
}

/** What a CSP subscription used, by Partner Center: no prices in it. Legacy subscriptions only (MS-AZR-0145P). */
export interface Utilization {
  resourceId: string;
  meterId: string;
  meterName: string;
  unit: string;
  quantity: number | null;
  /** UTC day. */
  date: string;
}

/** Partner Center's prices and utilizations, as the partner whose credentials this worker holds. */
export interface PartnerPrices {
  /** List prices, before the partner's discount. @param region customer's country, ISO 3166-1 alpha-2 */
  rateCard(options: { currency: string; region: string }): Promise<RateCard>;
  /** Page after page. `subscriptionId` is Partner Center's. `StillRunning` while Partner Center has not made them ready (204). */
  utilizations(customerTenantId: string, subscriptionId: string, days: Days): AsyncIterable<Utilization[]>;
}

/** Access to billing by tenant, with the credentials that this worker holds for it. */
export interface BillingAccess {
  billing(tenantId: string): Billing;
  subscriptionTenant(tenantId: string): SubscriptionTenant;
  usage(tenantId: string): UsageSource;
}
