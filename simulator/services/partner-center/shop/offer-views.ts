import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { collection, link, ok } from '../api/answers';
import { type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { type Offer, offerOf, OFFERS } from './offers';

/** Shapes: learn.microsoft.com/partner-center/developer/offer-resources. */

const CATEGORIES: Record<Offer['category'], { id: string; rank: number }> = {
  Enterprise: { id: 'Enterprise_Key', rank: 20 },
  'Small business': { id: 'SmallBusiness_Key', rank: 10 },
  Azure: { id: 'Azure_Key', rank: 30 },
};

function categoryView(name: Offer['category'], country: string): Fields {
  const { id, rank } = CATEGORIES[name];
  return { id, name, rank, locale: 'en-us', country, attributes: { objectType: 'OfferCategory' } };
}

export function offerView(offer: Offer, country: string): Fields {
  const at = OFFERS.indexOf(offer);
  return {
    id: offer.id,
    name: offer.name,
    description: offer.name,
    minimumQuantity: 1,
    maximumQuantity: offer.largest,
    rank: at + 1,
    uri: `/${guidFrom('offers', country)}/Offers/${offer.id}`,
    locale: 'en-us',
    country,
    category: categoryView(offer.category, country),
    prerequisiteOffers: offer.addOnTo === undefined ? [] : [offer.addOnTo],
    isAddOn: offer.addOnTo !== undefined,
    hasAddOns: OFFERS.some((one) => one.addOnTo === offer.id),
    isAvailableForPurchase: true,
    billing: offer.billing,
    supportedBillingCycles: offer.billing === 'usage' ? ['monthly'] : ['annual', 'monthly'],
    isAutoRenewable: offer.billing === 'license' && offer.isTrial !== true,
    isInternal: false,
    isTrial: offer.isTrial === true,
    conversionTargetOffers: offer.convertsTo === undefined ? [] : [offer.convertsTo],
    partnerQualifications: ['none'],
    product: { id: offer.product.id, name: offer.product.name, unit: offer.billing === 'usage' ? 'Usage-based' : 'Licenses' },
    unitType: offer.billing === 'usage' ? 'Usage-based' : 'Licenses',
    links: {
      learnMore: link('https://learn.microsoft.com/partner-center/'),
      self: link(`/offers/${offer.id}?country=${country}`),
    },
    attributes: { objectType: 'Offer' },
  };
}

/** @throws PartnerError 3000 without a country */
function countryNamed(call: PartnerCall): string {
  const country = queryOf(call, 'country');
  if (country === undefined || !/^[a-z]{2}$/i.test(country)) throw refusal(3000, 'country is two letters, ISO 3166-1');
  return country.toUpperCase();
}

function offerNamed(call: PartnerCall): Offer {
  const found = offerOf(param(call, 'offer'));
  if (!found) throw refusal(1000, `no offer ${param(call, 'offer')}`);
  return found;
}

function list(call: PartnerCall): Answer {
  const country = countryNamed(call);
  const category = queryOf(call, 'offer_category_id')?.toLowerCase();
  const shown = OFFERS.filter((one) => category === undefined || CATEGORIES[one.category].id.toLowerCase() === category);
  return collection(
    shown.map((one) => offerView(one, country)),
    `/offers?country=${country}`,
  );
}

function addOns(call: PartnerCall): Answer {
  const country = countryNamed(call);
  const { id } = offerNamed(call);
  return collection(OFFERS.filter((one) => one.addOnTo === id).map((one) => offerView(one, country)));
}

function categories(call: PartnerCall): Answer {
  const country = countryNamed(call);
  return collection((Object.keys(CATEGORIES) as Offer['category'][]).map((one) => categoryView(one, country)));
}

export const OFFER_LISTS: readonly Route[] = [
  ['GET', '/v1/offers', list],
  ['GET', '/v1/offercategories', categories],
  ['GET', '/v1/offers/{offer}', (call) => ok(offerView(offerNamed(call), countryNamed(call)))],
  ['GET', '/v1/offers/{offer}/addons', addOns],
];
