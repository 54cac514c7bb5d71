import { keyOf } from '../../../kernel/ids';
import { customerOf, param, type PartnerCall } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import type { CustomerDevices, DevicePolicy } from './model';

/** What the caller keeps for the customer that the path names. @throws PartnerError as customerOf does */
export function devicesOf(call: PartnerCall): CustomerDevices {
  const { tenant } = customerOf(call);
  const { devices } = partnerCenterState.of(call.azure.store);
  return (devices[`${keyOf(call.partner.tenantId)} ${keyOf(tenant.tenantId)}`] ??= {
    batches: [],
    devices: [],
    jobs: [],
    policies: [],
  });
}

/** @throws PartnerError 1000 when the customer has no such policy */
export function findPolicy(call: PartnerCall, id: string): DevicePolicy {
  const found = devicesOf(call).policies.find((one) => keyOf(one.id) === keyOf(id));
  if (!found) throw refusal(1000, `no configuration policy ${id}`);
  return found;
}

/** The policy that the path names, `{policy}`. */
export function policyOf(call: PartnerCall): DevicePolicy {
  return findPolicy(call, param(call, 'policy'));
}
