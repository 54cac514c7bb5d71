import type { Service } from '../../kernel/service';
import { billingState } from './model';
import { BILLING_PATHS } from './paths';
import { settleBilling } from './settle-billing';

/** Microsoft.Billing: accounts, profiles, and requests for billing ownership. */
export const billing = { name: 'billing', state: billingState, armPaths: BILLING_PATHS, settle: settleBilling } satisfies Service;
