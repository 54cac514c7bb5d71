import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { ok } from '../api/answers';
import { bodyOf, type Fields, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { type Place, PLACES } from './postal-places';

/** An address as Partner Center writes it. */
type Address = Record<'country' | 'city' | 'addressLine1' | 'postalCode', string> & { state?: string; addressLine2?: string };

interface Verdict {
  status: string;
  suggested: Address[];
  validationMessage?: string;
}

/** Most suggestions that an answer has. */
const MOST = 3;
const NUMBER = /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
/** The one text that is published; it belongs to a street without a number. */
const PARTIAL_STREET = "Address field invalid for property: 'Region', 'PostalCode', 'City'";

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const same = (one: string, other: string) => keyOf(one) === keyOf(other);

/** @throws PartnerError 3000 without street, city or country */
function addressIn(body: Fields): Address {
  for (const name of ['addressLine1', 'city', 'country']) if (text(body[name]) === '') throw refusal(3000, `${name} is required`);
  const country = text(body['country']).toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) throw refusal(3000, 'country is two letters, ISO 3166-1');
  const [state, addressLine2] = [text(body['state']), text(body['addressLine2'])];
  return {
    country,
    city: text(body['city']),
    ...(state === '' ? {} : { state }),
    addressLine1: text(body['addressLine1']),
    ...(addressLine2 === '' ? {} : { addressLine2 }),
    postalCode: text(body['postalCode']),
  };
}

/** The address with city, state and code of a place. */
function at({ city, state }: Place, address: Address, postalCode = address.postalCode): Address {
  return { ...address, city, ...(state === undefined ? {} : { state }), postalCode };
}

/** The suggestions for an address without a postal code: those of its city. */
function withoutCode(address: Address): Address[] {
  const place = PLACES.find(
    ({ country, state, city }) =>
      country === address.country &&
      same(city, address.city) &&
      (state === undefined || address.state === undefined || same(state, address.state)),
  );
  return (place?.postalCodes ?? []).slice(0, MOST).map((code) => at(place as Place, address, code));
}

/** The suggestion for a street without its number: the number that is known. */
function withoutNumber(address: Address, place: Place | undefined): Address[] {
  return (place?.streets ?? [])
    .filter(({ name }) => same(name, address.addressLine1))
    .map(({ name, number, postalCodeWithoutNumber }) =>
      at(place as Place, { ...address, addressLine1: `${number} ${name}` }, postalCodeWithoutNumber),
    );
}

/** The postal code says where a complete address is, as it did in 2017: city and state that differ are corrected by it (seed l.12655). */
function complete(address: Address, place: Place | undefined): Verdict {
  if (!place) return { status: 'NotValidated', suggested: [] };
  const street = place.streets?.find(({ name, number }) => same(`${number} ${name}`, address.addressLine1));
  const isThere = same(place.city, address.city) && (place.state === undefined || same(place.state, address.state ?? ''));
  return isThere
    ? { status: 'VerifiedShippable', suggested: [at(place, address, street?.postalCode)] }
    : { status: 'InteractionRequired', suggested: [at(place, address)] };
}

function judge(address: Address): Verdict {
  const code = address.postalCode.replace(/-\d{4}$/, '');
  const place = PLACES.find(({ country, postalCodes }) => country === address.country && postalCodes.includes(code));
  const lacksNumber = !NUMBER.test(address.addressLine1);
  if (code === '') return { status: lacksNumber ? 'Multiple' : 'PremisesPartial', suggested: withoutCode(address) };
  if (lacksNumber)
    return { status: 'StreetPartial', suggested: withoutNumber(address, place), validationMessage: PARTIAL_STREET };
  return complete(address, place);
}

/**
 * Judges an address: a street without a number and a missing postal code by its form, city and state by the few postal codes that are known
 * here. What those do not tell has not been validated.
 * Source: learn.microsoft.com/partner-center/developer/validate-an-address.
 */
function validate(call: PartnerCall): Answer {
  const body = bodyOf(call);
  const { status, suggested, validationMessage } = judge(addressIn(body));
  return ok({
    originalAddress: body,
    suggestedAddresses: suggested,
    status,
    ...(validationMessage === undefined ? {} : { validationMessage }),
  });
}

export const ADDRESS_VALIDATION: readonly Route[] = [['POST', '/v1/validations/address', validate]];
