import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { collection, created, ok } from '../api/answers';
import { bodyOf, type Fields, type PartnerCall, type Route } from '../api/call';
import { requiredList, requiredText, textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { devicesOf, policyOf } from './kept';
import type { DevicePolicy } from './model';

/** What a device does when it is first switched on. Shapes: learn.microsoft.com/partner-center/developer/device-deployment-resources. */

const SETTINGS = [
  'none',
  'remove_oem_preinstalls',
  'oobe_user_not_local_admin',
  'skip_express_settings',
  'skip_oem_registration',
  'skip_eula',
];

function settingsIn(body: Fields): string[] {
  return requiredList(body, 'policySettings').map((one) => {
    const found = SETTINGS.find((known) => known === String(one).toLowerCase());
    if (found === undefined) throw refusal(3000, `policySettings are of ${SETTINGS.join(', ')}`);
    return found;
  });
}

function view(call: PartnerCall, policy: DevicePolicy): Fields {
  const day = (at: number) => new Date(at).toISOString().slice(0, 19);
  return {
    id: policy.id,
    name: policy.name,
    category: policy.category,
    description: policy.description,
    devicesAssigned: devicesOf(call).devices.filter((one) => one.policyId === policy.id).length,
    policySettings: policy.policySettings,
    createdDate: day(policy.createdAt),
    lastModifiedDate: day(policy.modifiedAt),
    attributes: { objectType: 'ConfigurationPolicy' },
  };
}

/** @throws PartnerError 3000 for a missing name, an unknown category or setting */
function written(body: Fields): Pick<DevicePolicy, 'name' | 'category' | 'description' | 'policySettings'> {
  const category = (textOf(body['category']) ?? 'o_o_b_e').toLowerCase();
  if (category !== 'o_o_b_e') throw refusal(3000, 'category is o_o_b_e');
  return {
    name: requiredText(body, 'name'),
    category,
    description: textOf(body['description']) ?? '',
    policySettings: settingsIn(body),
  };
}

function create(call: PartnerCall): Answer {
  const now = call.azure.clock.now();
  const policy: DevicePolicy = { id: newGuid(), ...written(bodyOf(call)), createdAt: now, modifiedAt: now };
  devicesOf(call).policies.push(policy);
  return created(view(call, policy));
}

function update(call: PartnerCall): Answer {
  const policy = policyOf(call);
  Object.assign(policy, written(bodyOf(call)), { modifiedAt: call.azure.clock.now() });
  return ok(view(call, policy));
}

/** @throws PartnerError 3000 while a device has it */
function remove(call: PartnerCall): Answer {
  const policy = policyOf(call);
  const kept = devicesOf(call);
  if (kept.devices.some((one) => one.policyId === policy.id))
    throw refusal(3000, `policy ${policy.name} is assigned to devices: take it from them first`);
  kept.policies.splice(kept.policies.indexOf(policy), 1);
  return { status: 204 };
}

const AT = '/v1/customers/{customer}/policies';

export const DEVICE_POLICIES: readonly Route[] = [
  ['GET', AT, (call) => collection(devicesOf(call).policies.map((one) => view(call, one)))],
  ['POST', AT, create],
  ['GET', `${AT}/{policy}`, (call) => ok(view(call, policyOf(call)))],
  ['PUT', `${AT}/{policy}`, update],
  ['DELETE', `${AT}/{policy}`, remove],
];
