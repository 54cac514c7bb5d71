import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import { type Answer, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { dueAt, knownSubscription, type PortalCall, refused, textOf, textsOf } from './call';
import { changeOwner } from './change-owner';
import { accountOf, enrolmentOf } from './enrolments';
import { type EaAccount, type EaTransfer, type Enrolment, enterpriseState } from './model';
import { directoryOf, tenantOf } from './people';

/** Why these two accounts cannot exchange subscriptions (the notes of the portal's third page, seed l.14655). @throws ArmError 409 */
function assertTransferable({ azure }: PortalCall, enrolment: Enrolment, from: EaAccount, to: EaAccount): void {
  const pending = [from, to].find(({ status }) => status !== 'Active');
  if (pending) throw refused(409, 'AccountNotActive', `The account of '${pending.owner}' is ${pending.status}.`);
  if (from === to) throw refused(409, 'SameAccount', `'${to.owner}' is the source account.`);
  if (tenantOf(azure.store, to.owner) === undefined && directoryOf(azure.store, to.owner) === undefined)
    throw refused(
      409,
      'TargetHasNoSubscription',
      `The Microsoft Account '${to.owner}' has to have created a subscription first.`,
    );
  const [source, target] = [from, to].map(({ owner }) => keyOf(directoryOf(azure.store, owner) ?? ''));
  if (source !== target && enrolment.authLevel !== 'Work or School Account Cross Tenant')
    throw refused(
      409,
      'CrossTenantNotAllowed',
      `The Auth Level '${enrolment.authLevel}' allows no transfer to another directory.`,
    );
}

/** Submits a transfer: taken, and carried out some minutes later. */
export function postTransfer(call: PortalCall): Answer {
  const { azure, request } = call;
  const enrolment = enrolmentOf(call);
  const body = objectBody(request);
  const from = accountOf(enrolment, textOf(body, 'sourceAccount'));
  const to = accountOf(enrolment, textOf(body, 'targetAccount'));
  const subscriptions = textsOf(body, 'subscriptions').map(keyOf);
  assertTransferable(call, enrolment, from, to);
  if (subscriptions.length === 0) throw refused(400, 'InvalidRequest', 'No subscription is selected.');
  for (const id of subscriptions) {
    if (!from.subscriptions.includes(id))
      throw refused(409, 'SubscriptionNotInAccount', `'${id}' is no subscription of the account of '${from.owner}'.`);
    const { displayName, state } = knownSubscription(azure, id);
    if (state !== 'Enabled') throw refused(409, 'SubscriptionNotActive', `'${displayName}' is ${state}.`);
    const other = enterpriseState
      .of(azure.store)
      .transfers.find((one) => one.status === 'InProgress' && one.subscriptions.includes(id));
    if (other) throw refused(409, 'TransferInProgress', `'${displayName}' is being transferred already (${other.id}).`);
  }
  const { lro } = request.effects;
  const transfer: EaTransfer = {
    id: newGuid(),
    enrolment: enrolment.number,
    sourceAccount: from.owner,
    targetAccount: to.owner,
    subscriptions,
    status: 'InProgress',
    startedAt: azure.clock.now(),
    ...dueAt(call),
    ...(lro ? { error: { code: lro.code, message: lro.message } } : {}),
  };
  enterpriseState.of(azure.store).transfers.push(transfer);
  return { status: 202, body: view(transfer) };
}

function view({ error, ...transfer }: EaTransfer): Record<string, unknown> {
  return transfer.status === 'Failed' ? { ...transfer, error } : transfer;
}

export function listTransfers(call: PortalCall): Answer {
  const { number } = enrolmentOf(call);
  const value = enterpriseState
    .of(call.azure.store)
    .transfers.filter((one) => one.enrolment === number)
    .map(view);
  return { status: 200, body: { value } };
}

function carryOut(azure: Azure, transfer: EaTransfer): void {
  const enrolment = enterpriseState.of(azure.store).enrolments.find((one) => one.number === transfer.enrolment) as Enrolment;
  const [from, to] = [accountOf(enrolment, transfer.sourceAccount), accountOf(enrolment, transfer.targetAccount)];
  from.subscriptions = from.subscriptions.filter((id) => !transfer.subscriptions.includes(id));
  to.subscriptions.push(...transfer.subscriptions);
  for (const id of transfer.subscriptions)
    changeOwner(azure.store, knownSubscription(azure, id), to.owner, transfer.dueAt ?? azure.clock.now());
}

/** Carries out transfers whose time has come. */
export function settleEaTransfers(azure: Azure): void {
  for (const transfer of enterpriseState.of(azure.store).transfers) {
    if (transfer.status !== 'InProgress' || transfer.dueAt === undefined || transfer.dueAt > azure.clock.now()) continue;
    if (!transfer.error) carryOut(azure, transfer);
    transfer.status = transfer.error ? 'Failed' : 'Completed';
  }
}
