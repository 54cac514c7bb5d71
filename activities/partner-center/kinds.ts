import type { KindsOf } from '../common/kind';
import type { createEventActivities } from './events';
import type { createNewCustomerActivities } from './new-customers';
import type { createOnboardingCheckActivities } from './onboarding-checks';
import type { createOrderActivities } from './orders';
import type { createPartnerAccessActivities } from './partner-access';
import type { createPartnerActivities } from './partners';
import type { createOwnershipActivities } from './sold-by';
import type { createTransferActivities } from './transfers';
import type { createCustomerAdminActivities } from './users';

export const kinds = {
  // events
  listenForEvents: 'notify',
  // new customers
  createCustomer: 'once',
  lookForNewCustomer: 'poll',
  deleteCustomer: 'do',
  confirmAgreement: 'do',
  // onboarding checks
  checkNewCustomer: 'look',
  checkKnownCustomer: 'look',
  // orders
  ordersAlike: 'look',
  fillCart: 'do',
  checkOut: 'once',
  lookAtCart: 'look',
  awaitOrder: 'watch',
  awaitProvisioned: 'watch',
  suspendOrdered: 'do',
  // partner access
  adminAgents: 'look',
  snapshotAccess: 'look',
  ownAmong: 'look',
  ownAccess: 'survey',
  proveAccess: 'poll',
  removeAccess: 'do',
  awaitNoAccess: 'poll',
  linkPartner: 'do',
  // partners
  checkSource: 'look',
  checkDestination: 'look',
  relationshipInvitation: 'look',
  awaitRelationship: 'watch',
  // sold by
  soldByPartner: 'look',
  awaitNotSoldByPartner: 'watch',
  awaitSoldByPartner: 'watch',
  // transfers
  findTransfer: 'look',
  openTransfer: 'do',
  acceptTransfer: 'once',
  lookAtTransfer: 'look',
  awaitAccepted: 'watch',
  awaitTransfer: 'watch',
  cancelTransfer: 'do',
  // users
  findAdmin: 'look',
  createAdmin: 'do',
  removeAdmin: 'do',
} as const satisfies KindsOf<
  | typeof createEventActivities
  | typeof createNewCustomerActivities
  | typeof createOnboardingCheckActivities
  | typeof createOrderActivities
  | typeof createPartnerAccessActivities
  | typeof createPartnerActivities
  | typeof createOwnershipActivities
  | typeof createTransferActivities
  | typeof createCustomerAdminActivities
>;
