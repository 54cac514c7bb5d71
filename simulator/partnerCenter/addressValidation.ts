import type { Answer } from '../http';
import { ok } from './answers';
import { bodyOf, type PartnerCall, type Route } from './call';
import { refusal } from './errors';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/**
 * Judges an address by its form: there is no postal register here. No house number is a partial street, no postal code partial
 * premises, neither is several things at once.
 * Source of the statuses: learn.microsoft.com/partner-center/developer/validate-an-address.
 * @throws PartnerError 3000 without street, city or country
 */
function validate(call: PartnerCall): Answer {
  const address = bodyOf(call);
  for (const name of ['addressLine1', 'city', 'country'])
    if (text(address[name]) === '') throw refusal(3000, `${name} is required`);
  if (!/^[a-z]{2}$/i.test(text(address['country']))) throw refusal(3000, 'country is two letters, ISO 3166-1');
  const lacksNumber = !/\d/.test(text(address['addressLine1']));
  const lacksCode = text(address['postalCode']) === '';
  const status =
    lacksNumber && lacksCode ? 'Multiple' : lacksNumber ? 'StreetPartial' : lacksCode ? 'PremisesPartial' : 'VerifiedShippable';
  return ok({ originalAddress: address, suggestedAddresses: [], status });
}

export const ADDRESS_VALIDATION: readonly Route[] = [['POST', '/v1/validations/address', validate]];
