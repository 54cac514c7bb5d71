import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { created, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, type PartnerCall, queryOf, type Route } from '../api/call';
import { requiredText } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import type { Qualification } from './model';
import { assertValidationCode } from './validation-codes';

/** What a customer is entitled to buy as: education, government, state-owned. Source: …/developer/update-customer-qualification-asynchronous. */

/** Virtual milliseconds that Microsoft takes to look at one. */
const REVIEW = 3 * 86_400_000;

/** The qualifications, in the order of their numbers in the older call. */
const KINDS = ['None', 'Education', 'GovernmentCommunityCloud', 'StateOwnedEntity'];

function kindNamed(value: string): string {
  const found = KINDS.find((one) => one.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw refusal(3000, `qualification is one of ${KINDS.join(', ')}`);
  return found;
}

function ownOf(call: PartnerCall): Qualification[] {
  const { tenant } = customerOf(call);
  const own = partnerCenterState
    .of(call.azure.store)
    .settled.qualifications.filter((one) => keyOf(one.customerTenantId) === keyOf(tenant.tenantId));
  for (const one of own) if (one.createdAt + REVIEW <= call.azure.clock.now()) one.vettingStatus = 'Approved';
  return own;
}

function view({ qualification, vettingStatus, createdAt }: Qualification): Fields {
  return {
    qualification,
    vettingStatus,
    vettingCreateDate: `${new Date(createdAt).toISOString().slice(0, 19)}Z`,
  };
}

function enter(call: PartnerCall, qualification: string): Qualification {
  const { settled } = partnerCenterState.of(call.azure.store);
  const { tenantId } = customerOf(call).tenant;
  const code = qualification === 'GovernmentCommunityCloud' ? assertValidationCode(call, queryOf(call, 'code')) : undefined;
  const others = settled.qualifications.filter(
    (one) => keyOf(one.customerTenantId) !== keyOf(tenantId) || one.qualification !== qualification,
  );
  const made: Qualification = {
    customerTenantId: tenantId,
    qualification,
    // Schools are looked at; the others bring a validation code, or are the partner's word.
    vettingStatus: qualification === 'Education' ? 'InReview' : 'Approved',
    ...(code === undefined ? {} : { validationCode: code }),
    createdAt: call.azure.clock.now(),
  };
  settled.qualifications = [...others, made];
  return made;
}

/** @throws PartnerError 3000 for an unknown one, or the government cloud without a code */
function request(call: PartnerCall): Answer {
  return created(view(enter(call, kindNamed(requiredText(bodyOf(call), 'qualification')))));
}

/** The older call: one for each customer. */
function get(call: PartnerCall): Answer {
  const approved = ownOf(call).filter((one) => one.vettingStatus === 'Approved');
  return ok(approved.at(-1)?.qualification ?? 'None');
}

function put(call: PartnerCall): Answer {
  const written = typeof call.body === 'string' ? call.body : requiredText(bodyOf(call), 'qualification');
  return ok(enter(call, kindNamed(written)).qualification);
}

const AT = '/v1/customers/{customer}';

export const QUALIFICATIONS: readonly Route[] = [
  ['GET', `${AT}/qualification`, get],
  ['PUT', `${AT}/qualification`, put],
  ['GET', `${AT}/qualifications`, (call) => ok(ownOf(call).map(view))],
  ['POST', `${AT}/qualifications`, request],
];
