import { type Answer, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { knownSubscription, type PortalCall, refused, textOf } from './call';
import { AUTH_LEVELS, type EaAccount, type Enrolment, enterpriseState } from './model';
import { assertSpeaksFor, authTypeOf, tenantOf } from './people';

/** The enrolment of the path, for one of its administrators. @throws ArmError 404, 403 */
export function enrolmentOf({ azure, request, parts }: PortalCall): Enrolment {
  const [number = ''] = parts;
  const found = enterpriseState.of(azure.store).enrolments.find((one) => one.number === number);
  if (!found) throw refused(404, 'EnrolmentNotFound', `There is no enrolment '${number}'.`);
  assertSpeaksFor(azure, request.caller, found.administrators, `see the enrolment ${number}`);
  return found;
}

/** @throws ArmError 404 */
export function accountOf(enrolment: Enrolment, owner: string): EaAccount {
  const found = enrolment.accounts.find((one) => keyOf(one.owner) === keyOf(owner));
  if (found) return found;
  throw refused(404, 'AccountNotFound', `The enrolment ${enrolment.number} has no account of '${owner}'.`);
}

/** Directory of the enrolment: that of its first administrator. Undefined for a Microsoft Account. */
function homeOf({ azure }: PortalCall, enrolment: Enrolment): string | undefined {
  return tenantOf(azure.store, enrolment.administrators[0] ?? '');
}

function accountView({ azure }: PortalCall, account: EaAccount): Record<string, unknown> {
  return {
    ...account,
    subscriptions: account.subscriptions.map((id) => {
      const { subscriptionId, displayName, state } = knownSubscription(azure, id);
      return { subscriptionId, displayName, state };
    }),
  };
}

function view(call: PortalCall, enrolment: Enrolment): Record<string, unknown> {
  return { ...enrolment, accounts: enrolment.accounts.map((one) => accountView(call, one)) };
}

/** Tab Enrolment and tab Account at once (seed l.14514, 14560). */
export function getEnrolment(call: PortalCall): Answer {
  return { status: 200, body: view(call, enrolmentOf(call)) };
}

/** Changes the Auth Level. Accounts that it would no longer take stay. */
export function patchEnrolment(call: PortalCall): Answer {
  const enrolment = enrolmentOf(call);
  const wanted = textOf(objectBody(call.request), 'authLevel');
  const level = AUTH_LEVELS.find((one) => one === wanted);
  if (!level) throw refused(400, 'InvalidAuthLevel', `'${wanted}' is no Auth Level: ${AUTH_LEVELS.join(', ')}.`);
  enrolment.authLevel = level;
  return { status: 200, body: view(call, enrolment) };
}

/** Why an enrolment with this Auth Level does not take the account, or undefined. */
function whyNot(call: PortalCall, enrolment: Enrolment, owner: string): string | undefined {
  const { authLevel } = enrolment;
  const tenant = tenantOf(call.azure.store, owner);
  if (tenant === undefined)
    return ['Microsoft Account Only', 'Mixed Account'].includes(authLevel) ? undefined : 'Microsoft Accounts';
  if (authLevel === 'Microsoft Account Only') return 'Work or School Accounts';
  const home = homeOf(call, enrolment);
  const isForeign = home === undefined || keyOf(home) !== keyOf(tenant);
  return isForeign && authLevel !== 'Work or School Account Cross Tenant' ? 'accounts of another directory' : undefined;
}

/** Adds an account, Pending until its owner signs in. */
export function postAccount(call: PortalCall): Answer {
  const enrolment = enrolmentOf(call);
  const body = objectBody(call.request);
  const [name, owner, authType] = [textOf(body, 'name'), textOf(body, 'owner'), textOf(body, 'authType')];
  if (enrolment.accounts.some((one) => keyOf(one.owner) === keyOf(owner)))
    throw refused(409, 'AccountExists', `The enrolment ${enrolment.number} has an account of '${owner}' already.`);
  const real = authTypeOf(call.azure.store, owner);
  if (authType !== real) throw refused(400, 'WrongAuthType', `'${owner}' is a ${real}.`);
  const not = whyNot(call, enrolment, owner);
  if (not !== undefined)
    throw refused(409, 'AuthLevelForbids', `The Auth Level '${enrolment.authLevel}' of ${enrolment.number} takes no ${not}.`);
  const department = typeof body['department'] === 'string' ? body['department'] : 'Unassigned';
  const account: EaAccount = { name, owner, authType: real, department, status: 'Pending', subscriptions: [] };
  enrolment.accounts.push(account);
  return { status: 201, body: accountView(call, account) };
}

export function deleteAccount(call: PortalCall): Answer {
  const enrolment = enrolmentOf(call);
  const account = accountOf(enrolment, call.parts[1] ?? '');
  if (account.subscriptions.length > 0)
    throw refused(409, 'AccountHasSubscriptions', `The account of '${account.owner}' has subscriptions: transfer them first.`);
  enrolment.accounts = enrolment.accounts.filter((one) => one !== account);
  return { status: 204 };
}

/** The account's owner signs in and presses Continue (seed l.14613). */
export function continueAccount(call: PortalCall): Answer {
  const { azure, request, parts } = call;
  const [number, owner = ''] = parts;
  const enrolment = enterpriseState.of(azure.store).enrolments.find((one) => one.number === number);
  if (!enrolment) throw refused(404, 'EnrolmentNotFound', `There is no enrolment '${number}'.`);
  const account = accountOf(enrolment, owner);
  assertSpeaksFor(azure, request.caller, [account.owner], 'continue as the owner of this account');
  account.status = 'Active';
  return { status: 200, body: accountView(call, account) };
}
