import { type Answer, objectBody } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { administratorsOf, setAdministrators } from '../../kernel/state/administrators';
import type { ClassicAdministrator } from '../../kernel/state/model';
import { knownSubscription, type PortalCall, refused, textOf, textsOf } from './call';
import { assertSpeaksFor, authTypeOf, tenantOf } from './people';

function view({ azure: { store } }: PortalCall, id: string): Record<string, unknown> {
  const subscription = store.subscriptions.get(keyOf(id));
  const administrators = administratorsOf(store, id);
  const owner = subscription?.accountOwner;
  return {
    subscriptionId: subscription?.subscriptionId,
    displayName: subscription?.displayName,
    state: subscription?.state,
    tenantId: subscription?.tenantId,
    offerId: subscription?.offerId,
    accountOwner: owner ?? null,
    accountOwnerType: owner === undefined ? null : authTypeOf(store, owner),
    serviceAdministrator: administrators.find(({ role }) => role === 'ServiceAdministrator')?.emailAddress ?? null,
    coAdministrators: administrators.filter(({ role }) => role === 'CoAdministrator').map(({ emailAddress }) => emailAddress),
    partnerId: subscription?.partnerOfRecord ?? null,
    credit: subscription?.credit ?? null,
  };
}

/** A subscription is seen there by its owner and by everybody in its directory. */
function entered(call: PortalCall): string {
  const { azure, request, parts } = call;
  const { subscriptionId, accountOwner = '', tenantId } = knownSubscription(azure, parts[0] ?? '');
  const isInDirectory = request.caller.tenantId !== undefined && keyOf(request.caller.tenantId) === keyOf(tenantId);
  if (!isInDirectory) assertSpeaksFor(azure, request.caller, [accountOwner], 'see this subscription');
  return subscriptionId;
}

/** The subscription's page in the Account Center. */
export function getAccountSubscription(call: PortalCall): Answer {
  return { status: 200, body: view(call, entered(call)) };
}

/** Finds whom the owner names: a person by e-mail, an application of the directory by its name, as people find it there. */
function coAdministrator({ azure: { store } }: PortalCall, tenantId: string, name: string): ClassicAdministrator {
  const application = [...store.principals.values()].find(
    (one) => one.type === 'ServicePrincipal' && keyOf(one.tenantId) === keyOf(tenantId) && keyOf(one.displayName) === keyOf(name),
  );
  const administrator = { emailAddress: name, role: 'CoAdministrator' as const };
  return application ? { ...administrator, principalId: application.objectId } : administrator;
}

/**
 * Edit Subscription Details (seed l.14674): service administrator, co-administrators, partner id. By the account's owner.
 * @throws ArmError 409 for an administrator of another directory
 */
export function patchAccountSubscription(call: PortalCall): Answer {
  const { azure, request } = call;
  const subscription = knownSubscription(azure, entered(call));
  assertSpeaksFor(azure, request.caller, [subscription.accountOwner ?? ''], 'edit this subscription');
  const body = objectBody(request);
  const before = administratorsOf(azure.store, subscription.subscriptionId);
  const service = 'serviceAdministrator' in body ? [textOf(body, 'serviceAdministrator')] : undefined;
  const others = 'coAdministrators' in body ? textsOf(body, 'coAdministrators') : undefined;
  for (const email of [...(service ?? []), ...(others ?? [])]) {
    const tenant = tenantOf(azure.store, email);
    if (tenant !== undefined && keyOf(tenant) !== keyOf(subscription.tenantId))
      throw refused(409, 'NotInDirectory', `'${email}' is not in the subscription's directory.`);
  }
  setAdministrators(azure.store, subscription.subscriptionId, [
    ...(service?.map((emailAddress) => ({ emailAddress, role: 'ServiceAdministrator' as const })) ??
      before.filter(({ role }) => role === 'ServiceAdministrator')),
    ...(others?.map((name) => coAdministrator(call, subscription.tenantId, name)) ??
      before.filter(({ role }) => role === 'CoAdministrator')),
  ]);
  if ('partnerId' in body) subscription.partnerOfRecord = textOf(body, 'partnerId');
  return { status: 200, body: view(call, subscription.subscriptionId) };
}
