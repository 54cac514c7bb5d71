import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import { type Answer, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { dueAt, knownSubscription, type PortalCall, refused, textOf } from './call';
import { changeOwner } from './change-owner';
import { enterpriseState, type OwnershipTransfer } from './model';
import { assertSpeaksFor, directoryOf } from './people';

/** A request is good for fifteen days (learn.microsoft.com/azure/cost-management-billing/manage/billing-subscription-transfer). */
const EXPIRES_MS = 15 * 24 * 3_600_000;

/** Offers whose owner can give the subscription to somebody else: pay-as-you-go, Open, BizSpark, Visual Studio. */
const TRANSFERABLE_OFFERS = ['MS-AZR-0003P', 'MS-AZR-0023P', 'MS-AZR-0111P', 'MS-AZR-0064P', 'MS-AZR-0063P'];

function view({ request }: PortalCall, one: OwnershipTransfer): Record<string, unknown> {
  const { createdAt, expiresAt, dueAt: _due, ...rest } = one;
  const acceptUrl = `${request.origin}/account/transfers/${one.id}`;
  return {
    ...rest,
    acceptUrl,
    createdTime: new Date(createdAt).toISOString(),
    expirationTime: new Date(expiresAt).toISOString(),
  };
}

/** The account's owner asks somebody to take the subscription over; the recipient gets a link. */
export function postOwnershipTransfer(call: PortalCall): Answer {
  const { azure, request, parts } = call;
  const subscription = knownSubscription(azure, parts[0] ?? '');
  const from = subscription.accountOwner ?? '';
  assertSpeaksFor(azure, request.caller, [from], 'give this subscription away');
  const recipient = textOf(objectBody(request), 'recipient');
  if (!TRANSFERABLE_OFFERS.includes(subscription.offerId))
    throw refused(
      409,
      'OfferNotTransferable',
      `A subscription of the offer ${subscription.offerId} has no transfer of ownership.`,
    );
  if (subscription.state !== 'Enabled')
    throw refused(409, 'SubscriptionNotActive', `'${subscription.displayName}' is ${subscription.state}.`);
  if (keyOf(recipient) === keyOf(from)) throw refused(409, 'SameAccount', `'${recipient}' owns it already.`);
  if (directoryOf(azure.store, recipient) === undefined)
    throw refused(409, 'RecipientUnknown', `'${recipient}' is of no directory, and a Microsoft Account without a subscription.`);
  const open = enterpriseState
    .of(azure.store)
    .ownershipTransfers.find(
      (one) => one.subscriptionId === keyOf(subscription.subscriptionId) && ['Pending', 'InProgress'].includes(one.status),
    );
  if (open) throw refused(409, 'TransferPending', `'${subscription.displayName}' is offered to '${open.recipient}' already.`);
  const now = azure.clock.now();
  const made: OwnershipTransfer = {
    id: newGuid(),
    subscriptionId: keyOf(subscription.subscriptionId),
    from,
    recipient,
    status: 'Pending',
    createdAt: now,
    expiresAt: now + EXPIRES_MS,
  };
  enterpriseState.of(azure.store).ownershipTransfers.push(made);
  return { status: 201, body: view(call, made) };
}

export function listOwnershipTransfers(call: PortalCall): Answer {
  const { azure, request, parts } = call;
  const subscription = knownSubscription(azure, parts[0] ?? '');
  const all = enterpriseState
    .of(azure.store)
    .ownershipTransfers.filter((one) => one.subscriptionId === keyOf(subscription.subscriptionId));
  assertSpeaksFor(
    azure,
    request.caller,
    [subscription.accountOwner ?? '', ...all.flatMap((one) => [one.from, one.recipient])],
    'see this',
  );
  return { status: 200, body: { value: all.map((one) => view(call, one)) } };
}

/** What `accept`, `decline` (the recipient) and `cancel` (who asked) make of a request that is still open. */
export function decideOwnershipTransfer(call: PortalCall): Answer {
  const { azure, request, parts } = call;
  const [id, verb] = parts;
  const one = enterpriseState.of(azure.store).ownershipTransfers.find((each) => each.id === id);
  if (!one) throw refused(404, 'TransferNotFound', `There is no request '${id}'.`);
  assertSpeaksFor(azure, request.caller, [verb === 'cancel' ? one.from : one.recipient], `${verb} this request`);
  if (one.status !== 'Pending') throw refused(409, 'TransferNotPending', `The request is ${one.status}.`);
  if (verb === 'accept') Object.assign(one, { status: 'InProgress', ...dueAt(call) });
  else one.status = verb === 'cancel' ? 'Canceled' : 'Declined';
  return { status: verb === 'accept' ? 202 : 200, body: view(call, one) };
}

/** Expires and carries out requests whose time has come. Unused credit does not go along. */
export function settleOwnershipTransfers(azure: Azure): void {
  const now = azure.clock.now();
  for (const one of enterpriseState.of(azure.store).ownershipTransfers) {
    if (one.status === 'Pending' && one.expiresAt <= now) one.status = 'Expired';
    if (one.status !== 'InProgress' || one.dueAt === undefined || one.dueAt > now) continue;
    const subscription = knownSubscription(azure, one.subscriptionId);
    changeOwner(azure.store, subscription, one.recipient, one.dueAt);
    if (subscription.credit !== undefined) subscription.credit = 0;
    one.status = 'Completed';
  }
}
