import type { Answer } from '../../../kernel/http/request';
import { ok } from '../api/answers';
import { param, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';

/** What an address of a market has to have. Source: learn.microsoft.com/partner-center/developer/get-market-specific-validation-data. */

interface Market {
  cultures: readonly string[];
  languages: readonly string[];
  states: readonly string[];
  postalCode: string;
  callingCode: string;
  region: string;
  agreementRegion: string;
  phone: string;
  vat: boolean;
  tax?: readonly [format: string, sample: string];
}

const US_STATES =
  'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY'.split(
    ' ',
  );
const EUROPE = { region: 'Europe', agreementRegion: 'EOC', states: [], vat: true, phone: '^\\+?[0-9 ()/-]{6,20}$' };

const MARKETS: Record<string, Market> = {
  US: {
    cultures: ['en-US', 'es-US'],
    languages: ['en', 'es'],
    states: US_STATES,
    postalCode: '^\\d{5}(-\\d{4})?$',
    callingCode: '1',
    region: 'NorthAndLatinAmerica',
    agreementRegion: 'AOC',
    phone: '^(1[\\-\\/\\.]?)?(\\((\\d{3})\\)|(\\d{3}))[\\-\\/\\.]?(\\d{3})[\\-\\/\\.]?(\\d{4})$',
    vat: false,
    tax: ['US######', 'US999965'],
  },
  DE: { ...EUROPE, cultures: ['de-DE'], languages: ['de'], postalCode: '^\\d{5}$', callingCode: '49' },
  FR: { ...EUROPE, cultures: ['fr-FR'], languages: ['fr'], postalCode: '^\\d{5}$', callingCode: '33' },
  NL: { ...EUROPE, cultures: ['nl-NL'], languages: ['nl'], postalCode: '^\\d{4} ?[A-Z]{2}$', callingCode: '31' },
  CH: {
    ...EUROPE,
    cultures: ['de-CH', 'fr-CH', 'it-CH'],
    languages: ['de', 'fr', 'it'],
    postalCode: '^\\d{4}$',
    callingCode: '41',
  },
  GB: {
    ...EUROPE,
    cultures: ['en-GB'],
    languages: ['en'],
    postalCode: '^[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}$',
    callingCode: '44',
  },
};

/** @throws PartnerError 1000 for a market that is not known here */
function get(call: PartnerCall): Answer {
  const iso2Code = param(call, 'country').toUpperCase();
  const market = MARKETS[iso2Code];
  if (!market) throw refusal(1000, `no validation rules for ${iso2Code}: there are those of ${Object.keys(MARKETS).join(', ')}`);
  return ok({
    iso2Code,
    defaultCulture: market.cultures[0],
    isStateRequired: market.states.length > 0,
    states: { value: market.states },
    supportedLanguages: { value: market.languages },
    supportedCultures: { value: market.cultures },
    isPostalCodeRequired: true,
    postalCodeRegex: market.postalCode,
    isCityRequired: true,
    isVatIdSupported: market.vat,
    ...(market.tax === undefined ? {} : { taxIdFormat: market.tax[0], taxIdSample: market.tax[1] }),
    phoneNumberRegex: market.phone,
    isRegistrationNumberSupported: false,
    isTaxIdSupported: market.tax !== undefined,
    resellerAgreementRegion: market.agreementRegion,
    geographicRegion: market.region,
    countryCallingCodes: { value: [market.callingCode] },
    attributes: { objectType: 'CountryInformation' },
  });
}

export const COUNTRY_RULES: readonly Route[] = [['GET', '/v1/countryvalidationrules/{country}', get]];
