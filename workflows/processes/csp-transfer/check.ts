import type { DestinationSide } from '../../../activities/partner-center/partners';
import type { CspTransferInput, TransferProcedure, TransferredSubscription } from '../../../contracts/processes/csp-transfer';
import { fail } from '../../base/failures';
import type { TransferState } from './state';

/**
 * Looks at both partners, the customer and the subscriptions, and chooses the procedure. Nothing is written and nobody is told: bad input
 * ends the run here. Throws `UnknownPartner`, `NotThisPartner`, `LicenceBased`, `SubscriptionDisabled`, `OtherCountry`, `InvalidInput`.
 */
export async function checkTransfer(state: TransferState): Promise<DestinationSide> {
  const { input, source, destination } = state;
  const { customer, sourcePartner, destinationPartner, subscriptions } = input;
  const [from, to] = await Promise.all([
    source.checkSource('Check the subscriptions and their partner', {
      path: 'sourcePartner',
      partner: sourcePartner,
      customer,
      subscriptions,
    }),
    destination.checkDestination('Check the new partner', { path: 'destinationPartner', partner: destinationPartner, customer }),
  ]);
  const countries = [
    { path: 'customer.country', who: customer.name, country: from.customerCountry ?? customer.country },
    { path: 'sourcePartner', who: from.profile.name, country: from.profile.country },
    { path: 'destinationPartner', who: to.profile.name, country: to.profile.country },
  ];
  const other = countries.find(({ country }) => country.toUpperCase() !== customer.country);
  if (other) {
    throw fail(
      'OtherCountry',
      `${other.path}: ${other.who} is in ${other.country}, the input says that ${customer.name} is in ${customer.country}; a subscription goes only between partners and customers of one country`,
    );
  }
  state.subscriptions = from.subscriptions;
  Object.assign(state, chosen(input.procedure, from.subscriptions));
  const inPartnerCenter = new Set(state.subscriptions.map(({ before }) => before.partnerCenterId));
  if (inPartnerCenter.size < state.subscriptions.length) {
    throw fail(
      'NotYet',
      'subscriptions: two of them have one id in Partner Center (their Azure plan’s), by which single ones cannot be accepted; transfer them in Partner Center',
    );
  }
  // Asked now: after the move it may not look any more, or not answer.
  state.oldPartner = (
    await source.ownAccess('Keep which rights are the old partner’s own', {
      tenantId: customer.tenantId,
      subscriptions: state.ids,
    })
  ).own;
  state.note(`By ${state.procedure === 'ticket' ? 'support ticket' : 'Partner Center'}: ${state.procedureReason}`);
  return to;
}

/** The procedure that fits what the subscriptions are, and why. Throws `InvalidInput` when none does, or not the one that was asked for. */
function chosen(
  wanted: CspTransferInput['procedure'],
  subscriptions: readonly TransferredSubscription[],
): { procedure: TransferProcedure; procedureReason: string } {
  const legacy = subscriptions.filter(({ agreement }) => agreement === 'legacy');
  if (legacy.length > 0 && legacy.length < subscriptions.length) {
    throw fail(
      'InvalidInput',
      `subscriptions: ${legacy.map(({ displayName }) => displayName).join(', ')} ${legacy.length === 1 ? 'is' : 'are'} legacy and goes by ticket, the others are under an Azure plan and go by Partner Center: start one transfer for each kind`,
    );
  }
  const fits: TransferProcedure = legacy.length > 0 ? 'ticket' : 'partnerCenterTransfer';
  const because =
    fits === 'ticket'
      ? 'legacy subscriptions (MS-AZR-0145P) have no transfer in Partner Center (900131, 900133)'
      : 'subscriptions under an Azure plan are transferred in Partner Center; Microsoft takes no ticket for them';
  if (wanted !== 'auto' && wanted !== fits) {
    throw fail('InvalidInput', `procedure: ${wanted} does not fit: ${because}; use ${fits} or auto`);
  }
  return { procedure: fits, procedureReason: `${wanted === 'auto' ? 'chosen' : 'asked for, and it fits'}: ${because}` };
}
