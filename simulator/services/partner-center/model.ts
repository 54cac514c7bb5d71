import type { Answer } from '../../kernel/http/request';
import { slice } from '../../kernel/slice';
import { type BillingState, emptyBilling } from './billing/model';
import type { DeviceState } from './devices/model';
import { type DirectoryState, emptyDirectory } from './directory/model';
import { emptySettled, type SettledState } from './partner/model';
import { emptyShop, type ShopState } from './shop/model';

/** What Partner Center knows beyond Azure's own state. Plain data only: all of it goes into a snapshot. Times are virtual milliseconds; keys are lower-case ids. */

export interface Agreement {
  templateId: string;
  type: 'MicrosoftCloudAgreement' | 'MicrosoftCustomerAgreement';
  /** ISO 8601, as the partner sent it. */
  dateAgreed: string;
  agreementLink: string;
  primaryContact: Record<string, string>;
  userId?: string;
}

/** A partner may sell to a customer. */
export interface Relationship {
  partnerTenantId: string;
  customerTenantId: string;
  /** Whether the partner's AdminAgents administer on the customer's behalf. */
  delegatedAdmin: boolean;
  since: number;
  /** The partner's Azure plan for this customer; a transfer of the second generation needs an active one at its target. */
  azurePlan: 'none' | 'active' | 'suspended';
  /** What the partner has confirmed that the customer accepted. */
  agreements: Agreement[];
}

/** A customer's billing and company profile, as far as a partner has set them. */
export interface CustomerProfiles {
  billing: Record<string, unknown>;
  company: Record<string, unknown>;
  version: number;
}

/** The commercial side of a subscription. */
export interface Commerce {
  /** The subscription's id in Partner Center; its Azure id is the entitlement's. */
  id: string;
  orderId: string;
  createdAt: number;
  version: number;
  quantity: number;
  autoRenew: boolean;
  billingCycle: string;
  /** MPN id of the partner on record. */
  partnerOnRecord?: string;
  supportContact?: { supportTenantId: string; supportMpnId: string; name: string };
  registration: 'notregistered' | 'registering' | 'registered';
  registeredAt?: number;
  /** The subscription to which an add-on belongs. */
  parentSubscriptionId?: string;
}

/** An add-on of a subscription that is transferred: it is transferred with the subscription. */
export interface TransferAddOn {
  /** Key of the subscription. */
  azureKey: string;
  subscriptionId: string;
  offerId: string;
  billingCycle: string;
  friendlyName: string;
  quantity: number;
}

export interface TransferLine {
  /** Key of the Azure subscription. */
  azureKey: string;
  /** Id in Partner Center before the transfer. */
  subscriptionId: string;
  offerId: string;
  friendlyName: string;
  quantity: number;
  billingCycle: string;
  productType?: string;
  partnerIdOnRecord?: string;
  addOns?: TransferAddOn[];
  status?: 'Complete' | 'Failed';
  /** The ids at the target, once the transfer has ended. */
  arrivedAs?: { subscriptionId: string; orderId: string };
  error?: { code: string; description: string };
}

type TransferStatus =
  'Active' | 'Reject' | 'PartiallyComplete' | 'Pending' | 'InProgress' | 'Complete' | 'Cancelled' | 'Expired' | 'Failed';

export interface Transfer {
  id: string;
  /** 1: the source creates and the target accepts. 2: the target creates and the source accepts. */
  generation: 1 | 2;
  customerTenantId: string;
  sourcePartnerTenantId: string;
  targetPartnerTenantId: string;
  status: TransferStatus;
  createdAt: number;
  modifiedAt: number;
  /** Object id of who changed it last. */
  modifiedBy: string;
  lines: TransferLine[];
  expiresAt?: number;
  completedAt?: number;
  /** When what was accepted is carried out; undefined while in progress: never. */
  dueAt?: number;
  /** How it will end when a fault says so. */
  willFail?: { code: string; description: string };
  /** What the target said when it asked for the transfer. */
  asked: Record<string, unknown>;
}

export interface ServiceRequest {
  id: string;
  partnerTenantId: string;
  customerTenantId?: string;
  title: string;
  description: string;
  severity: string;
  status: string;
  supportTopicId: string;
  supportTopicName: string;
  createdAt: number;
  modifiedAt: number;
  closedAt?: number;
  notes: { createdByName: string; createdDate: string; text: string }[];
}

export interface AuditRecord {
  id: string;
  partnerId: string;
  customerId: string;
  customerName: string;
  userPrincipalName: string;
  applicationId: string;
  resourceType: string;
  resourceNewValue: string;
  operationType: string;
  operationStatus: 'succeeded' | 'failed' | 'progress';
  at: number;
  customizedData: { key: string; value: string }[];
}

export interface WebhookRegistration {
  subscriberId: string;
  webhookUrl: string;
  webhookEvents: string[];
}

/** One event on its way to one partner. */
export interface Delivery {
  id: string;
  partnerTenantId: string;
  event: string;
  url: string;
  /** The text that is posted. */
  body: string;
  attempts: number;
  status: 'waiting' | 'delivered' | 'lost' | 'dropped';
  /** The HTTP status of the last attempt, or why there was none. */
  lastAnswer?: string;
  dueAt: number;
  /** Kept back until a newer one has gone out. */
  isHeld?: boolean;
  /** The correlation id under which a validation is reported. */
  validation?: string;
}

type DeliveryMode = 'normal' | 'lost' | 'late' | 'doubled' | 'outOfOrder';

interface PartnerCenterState {
  relationships: Relationship[];
  /** Profiles by customer. */
  profiles: Record<string, CustomerProfiles>;
  /** The commercial side of subscriptions, by Azure subscription. */
  commerce: Record<string, Commerce>;
  transfers: Transfer[];
  serviceRequests: ServiceRequest[];
  auditRecords: AuditRecord[];
  /** What a partner has changed in its organization profile, by partner. */
  organizations: Record<string, { fields: Record<string, unknown>; version: number }>;
  /** Registrations by partner. */
  webhooks: Record<string, WebhookRegistration>;
  deliveries: Delivery[];
  /** Virtual milliseconds of `delay`: how long late and held-back events take. */
  delivery: { mode: DeliveryMode; delay: number };
  directory: DirectoryState;
  shop: ShopState;
  billing: BillingState;
  devices: DeviceState;
  settled: SettledState;
  /** First answers by partner, method, path and MS-RequestId. */
  answers: Record<string, Answer>;
}

export const partnerCenterState = slice<PartnerCenterState>('partnerCenter', () => ({
  relationships: [],
  profiles: {},
  commerce: {},
  transfers: [],
  serviceRequests: [],
  auditRecords: [],
  organizations: {},
  webhooks: {},
  deliveries: [],
  delivery: { mode: 'normal', delay: 3_600_000 },
  directory: emptyDirectory(),
  shop: emptyShop(),
  billing: emptyBilling(),
  devices: {},
  settled: emptySettled(),
  answers: {},
}));
