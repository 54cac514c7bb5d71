import { slice } from '../../kernel/slice';

/** What Microsoft.Billing knows. Times are virtual milliseconds. */

type BillingTransferStatus =
  'Pending' | 'InProgress' | 'Completed' | 'CompletedWithErrors' | 'Failed' | 'Canceled' | 'Declined' | 'Expired';

export interface BillingTransferProduct {
  productType: string;
  productId: string;
  status: 'NotStarted' | 'InProgress' | 'Completed' | 'Failed';
  error?: { code: string; message: string };
}

/** A partner's request for billing ownership. */
export interface BillingTransfer {
  name: string;
  partnerTenantId: string;
  customerTenantId: string;
  recipientEmail: string;
  initiatorEmail: string;
  resellerId?: string;
  status: BillingTransferStatus;
  createdAt: number;
  expiresAt: number;
  canceledBy?: string;
  products: BillingTransferProduct[];
  /** When it ends; absent: never. */
  dueAt?: number;
  /** A fault ends it so. */
  willFail?: { code: string; message: string };
}

interface BillingState {
  transfers: BillingTransfer[];
  /** Whether a partner's billing profile allows marketplace purchases, by its tenant in lower case. Absent: AllAllowed. */
  marketplacePurchases: Record<string, 'AllAllowed' | 'OnlyFreeAllowed' | 'NotAllowed'>;
}

export const billingState = slice<BillingState>('billing', () => ({ transfers: [], marketplacePurchases: {} }));
