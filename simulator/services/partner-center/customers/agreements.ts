import type { Answer } from '../../../kernel/http/request';
import { collection, created } from '../api/answers';
import { bodyOf, customerOf, fieldsOf, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import type { Agreement } from '../model';
import { CUSTOMER_AGREEMENT } from './sell';

/** Source: learn.microsoft.com/partner-center/developer/get-agreement-metadata and get-customer-agreement-metadata. */
export const TEMPLATES = [
  {
    templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
    agreementType: 'MicrosoftCloudAgreement',
    agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
    versionRank: 0,
  },
  { ...CUSTOMER_AGREEMENT, agreementType: 'MicrosoftCustomerAgreement', versionRank: 0 },
] as const;

type AgreementType = Agreement['type'];

/** The type asked for: `*` stands for every type. The cloud agreement when nothing is named, as it was before there was another one. */
function typeNamed(call: PartnerCall): AgreementType | undefined {
  const named = queryOf(call, 'agreementType') ?? 'MicrosoftCloudAgreement';
  if (named === '*') return undefined;
  const found = TEMPLATES.find((one) => one.agreementType.toLowerCase() === named.toLowerCase());
  if (!found) throw refusal(3000, `agreementType is one of ${TEMPLATES.map((one) => one.agreementType).join(', ')}, *`);
  return found.agreementType;
}

function metadata(call: PartnerCall): Answer {
  const type = typeNamed(call);
  return collection(
    TEMPLATES.filter((one) => type === undefined || one.agreementType === type),
    '/agreements',
  );
}

function list(call: PartnerCall): Answer {
  const { relationship } = customerOf(call);
  const type = queryOf(call, 'agreementType') === undefined ? undefined : typeNamed(call);
  return collection(relationship.agreements.filter((one) => type === undefined || one.type === type));
}

/**
 * Confirms that the customer has accepted an agreement.
 * @throws PartnerError 3000 for what is missing or unknown, 600061 when the same acceptance is confirmed already
 */
function confirm(call: PartnerCall): Answer {
  const { relationship } = customerOf(call);
  const body = bodyOf(call);
  const template = TEMPLATES.find((one) => one.templateId === body['templateId']);
  if (!template) throw refusal(3000, 'templateId is one that GET /v1/agreements lists');
  if (body['type'] !== template.agreementType) throw refusal(3000, `type of this template is ${template.agreementType}`);
  const { dateAgreed } = body;
  if (typeof dateAgreed !== 'string' || Number.isNaN(Date.parse(dateAgreed))) throw refusal(3000, 'dateAgreed is a date');
  if (Date.parse(dateAgreed) > call.azure.clock.now() + 86_400_000) throw refusal(3000, 'dateAgreed cannot be in the future');
  const contact = fieldsOf(body['primaryContact']);
  for (const name of ['firstName', 'lastName', 'email'])
    if (typeof contact[name] !== 'string' || contact[name] === '') throw refusal(3000, `primaryContact.${name} is required`);
  if (relationship.agreements.some((one) => one.type === template.agreementType && one.dateAgreed === dateAgreed))
    throw refusal(600061);
  const agreement: Agreement = {
    primaryContact: Object.fromEntries(
      Object.entries(contact).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    templateId: template.templateId,
    dateAgreed,
    type: template.agreementType,
    agreementLink: template.agreementLink,
    ...(typeof body['userId'] === 'string' ? { userId: body['userId'] } : {}),
  };
  relationship.agreements.push(agreement);
  return created(agreement);
}

export const AGREEMENTS: readonly Route[] = [
  ['GET', '/v1/agreements', metadata],
  ['GET', '/v1/customers/{customer}/agreements', list],
  ['POST', '/v1/customers/{customer}/agreements', confirm],
];
