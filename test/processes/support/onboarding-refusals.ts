import { ADDRESS, freeDomain, newCustomerInput, partnerInput } from './onboardings';
import type { Json } from './open-process';
import { CONTOSO } from './organisations';

/** An answer of Partner Center's that a test makes up. */
export interface Fault {
  match: Json;
  action: Json;
}

/** A new customer's input, with something of the customer itself changed. */
function changed(of: (customer: Json) => Json): Json {
  const input = newCustomerInput();
  return { ...input, customer: { new: of((input.customer as { new: Json }).new) } };
}
export const withAddress = (more: Json) => changed((customer) => ({ ...customer, address: { ...ADDRESS, ...more } }));

const suggested = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Microsoft Way', postalCode: '98052-8300' };
const suggesting: Fault = {
  match: { method: 'POST', path: '/validations/address$' },
  action: {
    status: 200,
    body: {
      originalAddress: {},
      suggestedAddresses: [suggested, { ...suggested, postalCode: '98052-8301' }],
      status: 'StreetPartial',
    },
  },
};
/** The refusal of 2017, which corrects the address (seed l.12655). */
const correcting: Fault = {
  match: { method: 'POST', path: '/validations/address$' },
  action: {
    status: 400,
    code: '2007',
    message:
      "{'code':'60071','reason':'ZipCityInvalid','corrected_address':{'country':'US','region':'WA','city':'BELLEVUE','address_line1':'One Microsoft Way','postal_code':'98007'}}",
  },
};

/** What is wrong about a customer to be made, and how it is refused. */
export const NEW_CUSTOMER_REFUSALS: [what: string, input: () => Json, type: string, message: RegExp, fault?: Fault][] = [
  [
    'a country that Microsoft does not know',
    () => withAddress({ country: 'ZZ' }),
    'InvalidInput',
    /^customer\.new\.address\.country: .*ZZ/,
  ],
  [
    'an address that Microsoft does not know',
    () => withAddress({ addressLine1: 'Nowhere Lane' }),
    'InvalidInput',
    /^customer\.new\.address: .*StreetPartial.*suggests nothing/,
  ],
  [
    'an address for which Microsoft has several suggestions',
    () => withAddress({}),
    'InvalidInput',
    /^customer\.new\.address: .*StreetPartial.*suggestions: 1\) 1 Microsoft Way, Redmond WA 98052-8300, US 2\) 1 Microsoft Way, Redmond WA 98052-8301, US$/,
    suggesting,
  ],
  [
    'an address that Microsoft corrects',
    () => withAddress({ addressLine1: 'One Microsoft Way' }),
    'InvalidInput',
    /^customer\.new\.address: .*suggestions: 1\) One Microsoft Way, BELLEVUE WA 98007, US$/,
    correcting,
  ],
  [
    'everything of the country at once',
    () =>
      changed((customer) => ({
        ...customer,
        culture: 'de-DE',
        language: 'de',
        address: { ...ADDRESS, state: 'BY', postalCode: '80331-1' },
      })),
    'InvalidInput',
    /address\.state: BY.*address\.postalCode: 80331-1.*culture: de-DE.*language: de/,
  ],
  [
    'no state where there are some',
    () => withAddress({ state: undefined }),
    'InvalidInput',
    /customer\.new\.address\.state: is wanted in US/,
  ],
  [
    'a domain that is taken',
    () => changed((customer) => ({ ...customer, domain: 'contoso' })),
    'InvalidInput',
    /^customer\.new\.domain: contoso\.onmicrosoft\.com is taken; choose another$/,
  ],
  ['no agreement', () => ({ ...newCustomerInput(), agreement: undefined }), 'NoAgreement', /^agreement: .*agreement\.acceptedOn/],
  [
    'an offer that is not sold there',
    () => newCustomerInput(),
    'InvalidInput',
    /^destination\.offerId: Partner Center does not sell MS-AZR-0145P in US/,
    { match: { method: 'GET', path: '/v1/offers\\?' }, action: { status: 200, body: { totalCount: 0, items: [] } } },
  ],
  [
    'an unknown partner',
    () => newCustomerInput(freeDomain(), { partner: { ...partnerInput(), mpnId: '9999999' } }),
    'UnknownPartner',
    /^partner\.mpnId: Microsoft knows no partner 9999999/,
  ],
  [
    'another partner’s MPN id',
    () => newCustomerInput(freeDomain(), { partner: { ...partnerInput(), mpnId: '4711001' } }),
    'UnknownPartner',
    /^partner\.mpnId: 4711001 is another partner's/,
  ],
  [
    'a subscription of a customer that is not there yet',
    () => newCustomerInput(freeDomain(), { destination: { subscriptionId: CONTOSO } }),
    'InvalidInput',
    /destination\.subscriptionId: is there already/,
  ],
  [
    'the name of the first administrator',
    () => newCustomerInput(freeDomain(), { admin: { userName: 'Admin' } }),
    'InvalidInput',
    /admin\.userName: /,
  ],
  [
    'what is no domain, day or country',
    () => ({
      ...changed((customer) => ({ ...customer, domain: 'a_b.c', address: { ...ADDRESS, country: 'USA' } })),
      agreement: { acceptedOn: 'today' },
    }),
    'InvalidInput',
    /^customer\.new\.domain: is not the first part .*customer\.new\.address\.country: is not an ISO country.*agreement\.acceptedOn: is not a day/,
  ],
];
