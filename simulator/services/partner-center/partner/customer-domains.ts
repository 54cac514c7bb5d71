import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { recordAudit } from '../account/audit';
import { created, ok } from '../api/answers';
import { bodyOf, customerOf, fieldsOf, param, type PartnerCall, type Route } from '../api/call';
import { requiredText, textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { isTaken } from '../customers/domains';
import { partnerCenterState } from '../model';

/** Domains that customers have besides the one below onmicrosoft.com. Shapes: …/developer/add-a-verified-domain-for-an-existing-customer. */

/** @throws PartnerError 3000 for what is missing, 600009 for a domain that somebody has */
function add(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const body = bodyOf(call);
  const name = requiredText(body, 'verifiedDomainName');
  const domain = fieldsOf(body['domain']);
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(name)) throw refusal(3000, 'verifiedDomainName is a domain name');
  if (isTaken(call.azure.store, name)) throw refusal(600009, name);
  partnerCenterState.of(call.azure.store).settled.domains.push({ customerTenantId: tenant.tenantId, name });
  const shown = {
    authenticationType: (textOf(domain['authenticationType']) ?? 'managed').toLowerCase(),
    capability: (textOf(domain['capability']) ?? 'email').toLowerCase(),
    isDefault: domain['isDefault'] === true,
    isInitial: domain['isInitial'] === true,
    name,
    rootDomain: textOf(domain['rootDomain']) ?? name,
    status: 'verified',
    verificationMethod: (textOf(domain['verificationMethod']) ?? 'dns_record').toLowerCase(),
  };
  recordAudit(call, tenant, { resourceType: 'customer', operationType: 'add_verified_domain', value: shown });
  return created(shown);
}

/** Whether a name below onmicrosoft.com is free: true or false. */
function checkPrefix(call: PartnerCall): Answer {
  return ok(!isTaken(call.azure.store, `${keyOf(param(call, 'prefix'))}.onmicrosoft.com`));
}

export const CUSTOMER_DOMAINS: readonly Route[] = [
  ['POST', '/v1/customers/{customer}/verifieddomain', add],
  ['GET', '/v1/validations/checkdomainavailability/{prefix}', checkPrefix],
];
