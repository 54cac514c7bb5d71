import type { TypeOfCode } from '../../failures/azure';

/** Code of the EA portal and of the Account Center → our type. Only the local Azure has them: the real ones have no interface. */
export const EA_PORTAL_CODES: TypeOfCode = {
  EnrolmentNotFound: 'NotFound',
  AccountNotFound: 'NotFound',
  AccountExists: 'Conflict',
  TransferNotPending: 'Conflict',
  AuthLevelForbids: 'TransferRefused',
  AccountHasSubscriptions: 'TransferRefused',
  AccountNotActive: 'TransferRefused',
  CrossTenantNotAllowed: 'TransferRefused',
  TargetHasNoSubscription: 'TransferRefused',
  SubscriptionNotInAccount: 'TransferRefused',
  SubscriptionNotActive: 'SubscriptionDisabled',
  OfferNotTransferable: 'TransferRefused',
  RecipientUnknown: 'TransferRefused',
  TransferPending: 'TransferRefused',
  TransferInProgress: 'TransferRefused',
  SameAccount: 'TransferRefused',
  NotInDirectory: 'TransferRefused',
};
