import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { assertUnchanged, etagOf, link, ok } from '../api/answers';
import { bodyOf, type Fields, type PartnerCall, queryOf, type Route } from '../api/call';
import { PartnerError } from '../api/errors';
import { partnerCenterState } from '../model';

/** The partner's own profiles. Shapes: learn.microsoft.com/partner-center/developer/profile-resources. */

function mpn(call: PartnerCall): Answer {
  const wanted = queryOf(call, 'mpnId');
  const found = wanted === undefined ? call.partner : [...call.azure.store.partners.values()].find((one) => one.mpnId === wanted);
  // The one place where code 3000 comes with 404, as the documented example shows it.
  if (!found) throw new PartnerError(404, 3000, `Partner Organization with partner_id ${wanted} could not be found`);
  return ok({
    mpnId: found.mpnId,
    profileType: 'MpnProfile',
    links: { self: link('/profiles/mpn') },
    attributes: { objectType: 'MpnProfile' },
  });
}

function addressOf({ partner }: PartnerCall): Fields {
  return {
    country: partner.country,
    city: 'Redmond',
    state: 'WA',
    addressLine1: 'Two Microsoft Way',
    addressLine2: '',
    postalCode: '98052',
    firstName: 'Partner',
    lastName: partner.name,
    phoneNumber: '4255550101',
  };
}

function organizationView(call: PartnerCall): Fields & { etag: string } {
  const { azure, partner } = call;
  const known = partnerCenterState.of(azure.store).organizations[keyOf(partner.tenantId)];
  const etag = etagOf(partner.tenantId, known?.version ?? 1);
  return {
    etag,
    id: partner.tenantId,
    companyName: partner.name,
    defaultAddress: addressOf(call),
    tenantId: partner.tenantId,
    domain: azure.store.tenants.get(keyOf(partner.tenantId))?.domain,
    email: partner.contactEmail,
    language: 'en',
    culture: 'en-US',
    ...known?.fields,
    profileType: 'OrganizationProfile',
    links: { self: link('/profiles/organization') },
  };
}

function organization(call: PartnerCall): Answer {
  const { etag, ...shown } = organizationView(call);
  return ok({ ...shown, attributes: { etag, objectType: 'OrganizationProfile' } });
}

const WRITABLE = ['companyName', 'defaultAddress', 'email', 'language', 'culture'];

/** @throws PartnerError 2055 for a stale etag */
function putOrganization(call: PartnerCall): Answer {
  const body = bodyOf(call);
  assertUnchanged(call, body, organizationView(call).etag);
  const { organizations } = partnerCenterState.of(call.azure.store);
  const key = keyOf(call.partner.tenantId);
  organizations[key] = {
    fields: Object.fromEntries(Object.entries(body).filter(([name, value]) => WRITABLE.includes(name) && value !== null)),
    version: (organizations[key]?.version ?? 1) + 1,
  };
  return organization(call);
}

function legalBusiness(call: PartnerCall): Answer {
  const { firstName: _first, lastName: _last, phoneNumber: _phone, ...address } = addressOf(call);
  return ok({
    companyName: call.partner.name,
    address,
    primaryContact: {
      firstName: 'Partner',
      lastName: call.partner.name,
      email: call.partner.contactEmail,
      phoneNumber: '4255550101',
    },
    vettingStatus: 'authorized',
    vettingSubStatus: 'none',
    profileType: 'LegalBusinessProfile',
    links: { self: link('/profiles/legalbusiness') },
    attributes: { objectType: 'LegalBusinessProfile' },
  });
}

function support(call: PartnerCall): Answer {
  return ok({
    email: call.partner.contactEmail,
    telephone: '4255550101',
    website: call.azure.store.tenants.get(keyOf(call.partner.tenantId))?.domain,
    profileType: 'support_profile',
    links: { self: link('/v1/profiles/support') },
    attributes: { objectType: 'PartnerSupportProfile' },
  });
}

export const PROFILES: readonly Route[] = [
  ['GET', '/v1/profiles/mpn', mpn],
  ['GET', '/v1/profiles/organization', organization],
  ['PUT', '/v1/profiles/organization', putOrganization],
  ['GET', '/v1/profiles/legalbusiness', legalBusiness],
  ['GET', '/v1/profiles/support', support],
];
