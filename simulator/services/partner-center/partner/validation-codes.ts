import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { etagOf, ok } from '../api/answers';
import { customerOf, type Fields, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';

/** Codes by which a partner may sell to the government cloud. Source: …/developer/get-a-partner-s-validation-codes. */

const MOST = 5;

function validationCodeOf(call: PartnerCall): string {
  return guidFrom('validation code', call.partner.tenantId);
}

function qualified(call: PartnerCall) {
  return partnerCenterState
    .of(call.azure.store)
    .settled.qualifications.filter(
      (one) => one.validationCode === validationCodeOf(call) && one.qualification === 'GovernmentCommunityCloud',
    );
}

/** @throws PartnerError 3000 for another code, or one that is used up */
export function assertValidationCode(call: PartnerCall, code: string | undefined): string {
  const own = validationCodeOf(call);
  if (keyOf(code ?? '') !== own) throw refusal(3000, 'code is one that GET /v1/customers/all/validations lists');
  if (qualified(call).length >= MOST) throw refusal(3000, 'code has been used as often as it may be');
  return own;
}

function common(call: PartnerCall): Fields {
  const validationId = validationCodeOf(call);
  return {
    partnerId: call.partner.tenantId,
    organizationName: call.partner.name,
    validationId,
    eTag: etagOf(validationId, qualified(call).length + 1),
  };
}

function list(call: PartnerCall): Answer {
  return ok([{ ...common(call), maxCreates: MOST, remainingCreates: MOST - qualified(call).length }]);
}

/** @throws PartnerError 1000 when the customer was qualified with none */
function ofCustomer(call: PartnerCall): Answer {
  const { tenantId } = customerOf(call).tenant;
  if (!qualified(call).some((one) => keyOf(one.customerTenantId) === keyOf(tenantId)))
    throw refusal(1000, 'no validation of this customer');
  return ok({ ...common(call), customerId: tenantId });
}

export const VALIDATION_CODES: readonly Route[] = [
  ['GET', '/v1/customers/all/validations', list],
  ['GET', '/v1/customers/{customer}/validations', ofCustomer],
];
