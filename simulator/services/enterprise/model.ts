import { slice } from '../../kernel/slice';

/** What the EA portal and the Account Center know. Plain data, all of it goes into a snapshot; times are virtual milliseconds. */

/** Which accounts an enrolment takes (seed l.14548; the four of the portal's list). */
export const AUTH_LEVELS = [
  'Microsoft Account Only',
  'Mixed Account',
  'Work or School Account',
  'Work or School Account Cross Tenant',
] as const;
type AuthLevel = (typeof AUTH_LEVELS)[number];

export type AuthType = 'Microsoft Account' | 'Work or School Account';

export interface EaAccount {
  name: string;
  /** E-mail of who owns it and everything below it. */
  owner: string;
  authType: AuthType;
  department: string;
  /** Pending until its owner has signed in and pressed Continue. */
  status: 'Pending' | 'Active';
  /** Lower-case ids. */
  subscriptions: string[];
}

export interface Enrolment {
  number: string;
  companyName: string;
  country: string;
  authLevel: AuthLevel;
  /** E-mails of enrolment administrators. */
  administrators: string[];
  accounts: EaAccount[];
}

/** Subscriptions on their way from one account of an enrolment to another. */
export interface EaTransfer {
  id: string;
  enrolment: string;
  sourceAccount: string;
  targetAccount: string;
  subscriptions: string[];
  status: 'InProgress' | 'Completed' | 'Failed';
  startedAt: number;
  /** Undefined: never ends. */
  dueAt?: number;
  error?: { code: string; message: string };
}

/** A request that somebody else takes over a subscription; it waits for the recipient. */
export interface OwnershipTransfer {
  id: string;
  subscriptionId: string;
  from: string;
  recipient: string;
  status: 'Pending' | 'InProgress' | 'Completed' | 'Expired' | 'Declined' | 'Canceled';
  createdAt: number;
  expiresAt: number;
  dueAt?: number;
}

interface EnterpriseState {
  enrolments: Enrolment[];
  transfers: EaTransfer[];
  ownershipTransfers: OwnershipTransfer[];
  /** Lower-case e-mail of who has owned a subscription → the directory it was in: a Microsoft Account may get one there again. */
  homes: Record<string, string>;
}

export const enterpriseState = slice<EnterpriseState>('enterprise', () => ({
  enrolments: [],
  transfers: [],
  ownershipTransfers: [],
  homes: {},
}));
