import type { PartnerPrices } from './billing';
import type { CustomerService, OrderService, UserService } from './customers-and-orders';

/** A partner as Partner Center knows the signed-in one. */
export interface PartnerProfile {
  mpnId: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface PartnerCustomer {
  tenantId: string;
  name: string;
  domain: string;
  /** Country of the billing address, ISO 3166-1 alpha-2; absent when Partner Center does not say. */
  country?: string;
}

export interface PartnerSubscription {
  /** Partner Center's id; not always the Azure one. All Azure subscriptions under one Azure plan may share it. */
  id: string;
  /** Azure's id (entitlement); empty for what is no Azure subscription. */
  azureSubscriptionId: string;
  displayName: string;
  /** `active`, `suspended`, `deleted`, `expired`, `pending`, `none`. */
  status: string;
  /** `license` subscriptions are not Azure ones. */
  billingType: 'usage' | 'license' | 'none';
  /** Legacy (offer MS-AZR-0145P) or one under an Azure plan. */
  agreement: 'legacy' | 'azurePlan';
  offerId: string;
  etag?: string;
}

/** A transfer of either generation: `Pending`, `Active` (generation 1), `InProgress`, `Complete`, `PartiallyComplete`, `Expired`, `Cancelled`, `Rejected`, `Failed`. */
export interface PartnerTransfer {
  id: string;
  status: string;
  customerTenantId: string;
  sourcePartnerTenantId: string;
  targetPartnerTenantId: string;
  createdTime: string;
  expirationTime?: string;
  completedTime?: string;
  /**
   * Seen by the target only when complete, and then with its own, new ids in `subscriptionId` too: what was which is told by Azure’s id, which
   * stays. `error` per line when Partner Center gives one.
   */
  lineItems: { subscriptionId: string; productType?: string; newSubscriptionId?: string; newOrderId?: string; error?: string }[];
}

export interface NewTransfer {
  customerTenantId: string;
  customerName: string;
  /** Required by generation 2. */
  customerEmail: string;
  sourcePartnerTenantId: string;
  sourcePartnerName: string;
  targetPartnerTenantId: string;
  targetPartnerEmail: string;
}

export interface AuditRecord {
  operationType: string;
  operationStatus: string;
  operationDate: string;
  customerId?: string;
  resourceNewValue?: unknown;
}

export interface ServiceRequest {
  id: string;
  title: string;
  /** `none`, `open`, `closed`, `attention_needed`. */
  status: string;
  /** `unknown`, `critical`, `moderate`, `minimal`. */
  severity: string;
  notes: string[];
}

/**
 * What activities need of Partner Center, as the partner whose credentials this worker holds. Reads may be repeated; writes carry the
 * request id that is given to them (MS-RequestId, the same over all attempts of one act), so that a repetition is the same act.
 * All methods throw failures of contracts/run/failures.ts. Ids are lower-case GUIDs where they are GUIDs.
 */
export interface PartnerCenter extends CustomerService, OrderService, UserService {
  profile(): Promise<PartnerProfile>;
  /** Whether Microsoft knows this MPN id. */
  mpnIdExists(mpnId: string): Promise<boolean>;
  /** The customer, or undefined when it is none of this partner's (20002, 403, 404). */
  customer(tenantId: string): Promise<PartnerCustomer | undefined>;
  /** Every page. */
  customers(): Promise<PartnerCustomer[]>;
  /** URL that the customer's global administrator opens. */
  relationshipRequest(): Promise<string>;
  /** Whether the customer has accepted the Microsoft Customer Agreement with this partner. */
  customerAgreement(tenantId: string): Promise<boolean>;
  /** Every page; none when the customer is not this partner's. */
  subscriptions(tenantId: string): Promise<PartnerSubscription[]>;
  transfers(customerTenantId: string): Promise<PartnerTransfer[]>;
  transfer(customerTenantId: string, id: string): Promise<PartnerTransfer>;
  createTransfer(transfer: NewTransfer, requestId: string): Promise<PartnerTransfer>;
  /** The source partner accepts. Sent once: a lost answer is `OutcomeUnknown`. `subscriptionIds` are Partner Center's. */
  acceptTransfer(customerTenantId: string, id: string, subscriptionIds: string[], requestId: string): Promise<PartnerTransfer>;
  /** The target partner cancels it while it is Pending. */
  cancelTransfer(transfer: PartnerTransfer, customerName: string, requestId: string): Promise<void>;
  /** Records of the last days, newest first (90 at most). */
  auditRecords(since: string): Promise<AuditRecord[]>;
  /** Those of one customer. */
  serviceRequests(customerTenantId: string): Promise<ServiceRequest[]>;
  /** Adds a note, or sets the status (`open`, `closed`). */
  changeServiceRequest(
    id: string,
    change: { note?: string; status?: 'open' | 'closed' },
    requestId: string,
  ): Promise<ServiceRequest>;
  /** Registers (or re-registers) the address that events are posted to; answers the events it is registered for. */
  registerWebhook(url: string, events: string[]): Promise<string[]>;
}

export interface TicketContact {
  firstName: string;
  lastName: string;
  email: string;
  /** ISO 3166-1 alpha-3. */
  country: string;
  /** Windows name, as Azure wants it; `UTC` unless known. */
  timeZone: string;
}

export interface NewTicket {
  name: string;
  title: string;
  description: string;
  severity: TicketSeverity;
  /** Files put there belong to the ticket. */
  fileWorkspace: string;
  contact: TicketContact;
}

export type TicketSeverity = 'minimal' | 'moderate' | 'critical';

export interface Ticket {
  name: string;
  /** Microsoft's number. */
  id: string;
  status: 'Open' | 'Closed';
  title: string;
  severity: string;
  createdDate: string;
}

export interface TicketMessage {
  name: string;
  fromMicrosoft: boolean;
  sender: string;
  at: string;
  subject: string;
  body: string;
}

/** Microsoft.Support 2024-04-01, for one subscription, as this worker's identity in that tenant. Every write is a PUT or PATCH: repeatable. */
export interface Support {
  /** Opens, under the service "subscription management" and the classification "other general questions" found at run time; waits until it is there. */
  openTicket(subscriptionId: string, ticket: NewTicket): Promise<Ticket>;
  ticket(subscriptionId: string, name: string): Promise<Ticket | undefined>;
  /** Open ones. */
  openTickets(subscriptionId: string): Promise<Ticket[]>;
  updateTicket(subscriptionId: string, name: string, change: { severity?: TicketSeverity; status?: 'Closed' }): Promise<Ticket>;
  /** Oldest first. */
  messages(subscriptionId: string, ticketName: string): Promise<TicketMessage[]>;
  /** A message of ours under a name of ours: the same name twice is one message. */
  say(
    subscriptionId: string,
    ticketName: string,
    name: string,
    message: { subject: string; body: string; sender: string },
  ): Promise<void>;
  createWorkspace(subscriptionId: string, workspace: string): Promise<void>;
  /** Uploads (1 byte to 5 MB, in chunks), from the first byte each time: what is there may be announced only. The same file twice is one file. */
  upload(subscriptionId: string, workspace: string, file: { name: string; content: Uint8Array }): Promise<void>;
}

/** Directory objects, of Microsoft Graph. */
export interface Directory {
  /** Object id of a group of this worker's own directory by its name, or undefined. */
  groupNamed(displayName: string): Promise<string | undefined>;
  /** Display names by lower-case object id, as the given tenant's directory shows them; what it does not know is left out; empty where
   * the name may not be read.
   */
  namesOf(tenantId: string, objectIds: readonly string[]): Promise<Map<string, string>>;
  /** Object id of the identity this worker signs in with, in its own directory. */
  ownPrincipal(): Promise<string | undefined>;
}

/** What one organisation's worker acts with. */
export interface Partnership {
  tenantId: string;
  center: PartnerCenter;
  prices: PartnerPrices;
  support(tenantId: string): Support;
  directory: Directory;
  /** Links the MPN id to this identity in the customer's tenant (Microsoft.ManagementPartner): put, or changed; answers the linked id. */
  linkPartner(tenantId: string, mpnId: string): Promise<string>;
}
