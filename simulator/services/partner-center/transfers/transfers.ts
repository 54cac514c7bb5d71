import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { ok } from '../api/answers';
import { bodyOf, customerOf, type Handler, type PartnerCall, type Route } from '../api/call';
import { assertAdminAgent } from '../api/caller';
import { transferOf, transfersOf } from './transfer-rules';
import { transferView } from './transfer-views';
import { accept, changeFirst, createFirst, eligibility, withdraw } from './transfers-first-generation';
import { changeSecond, createSecond } from './transfers-second-generation';

/** Who creates says which generation it is: a source that names what it gives, or a target that asks. */
function create(call: PartnerCall): Answer {
  customerOf(call);
  const { sourcePartnerTenantId: source, lineItems } = bodyOf(call);
  const isOwn = typeof source === 'string' && keyOf(source) === keyOf(call.partner.tenantId);
  return isOwn && Array.isArray(lineItems) && lineItems.length > 0 ? createFirst(call) : createSecond(call);
}

function change(call: PartnerCall): Answer {
  const transfer = transferOf(call);
  return transfer.generation === 1 ? changeFirst(call, transfer) : changeSecond(call, transfer);
}

const view = (call: PartnerCall) => ok(transferView(call.azure.store, transferOf(call), call.partner.tenantId));

/** A bare list, as the documented example has it. */
const list = (call: PartnerCall) =>
  ok(transfersOf(call).map((one) => transferView(call.azure.store, one, call.partner.tenantId)));

const asAdminAgent =
  (handler: Handler): Handler =>
  (call) => {
    assertAdminAgent(call);
    return handler(call);
  };

const AT = '/v1/customers/{customer}/transfers';

export const TRANSFERS: readonly Route[] = [
  ['GET', AT, list],
  ['POST', AT, asAdminAgent(create)],
  ['GET', `${AT}/{transfer}`, view],
  ['PATCH', `${AT}/{transfer}`, asAdminAgent(change)],
  ['DELETE', `${AT}/{transfer}`, asAdminAgent(withdraw)],
  ['POST', `${AT}/{transfer}/accept`, asAdminAgent(accept)],
  ['GET', '/v1/customers/{customer}/transferseligibility', eligibility],
];
