/**
 * Subscriptions of an Enterprise Agreement go to a CSP partner (docs/processes/ea-to-csp.md; seed l.14472-15178).
 *
 *   1 onboard   the customer is the partner's, has a subscription to move into and an administrator
 *   2 tenant    the subscriptions are in the customer's directory
 *   3 assess    what can move, what has to change, what stays, at what price
 *   4 go        customer and operator decide; what stays behind is accepted by name
 *   5 classic   classic resources become Resource Manager's; ◆ what its own gate has committed
 *   6 secrets   virtual machines carry none any more
 *   7 move      the resources, by a plan that is approved
 *   8 report    where each resource was, where it is, under which id, at what price
 *
 * Nothing moves with `way: billingOwnership`: the customer gets an Azure plan (1), the transfer of billing is rehearsed (2), 5 to 7 are left out,
 * and the partner takes over the billing when people have said go: ◆ when it is accepted (transfer-billing.ts).
 *
 * Each is a run of its own. Until the report a failure, a no or a cancel takes them back, newest first.
 */
import { EaToCspInput, type MigrationResult } from '../../../contracts/processes/migration';
import { parseOrFail } from '../../base/failures';
import { migrate } from './workflow';

export async function eaToCsp(raw: EaToCspInput): Promise<MigrationResult> {
  return migrate('ea-to-csp', parseOrFail(EaToCspInput, raw));
}
