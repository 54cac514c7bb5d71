import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { newGuid } from '../../kernel/guids';
import { page } from '../../kernel/http/paging';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { keyOf } from '../../kernel/ids';
import type { Service } from '../../kernel/service';
import type { Operation, Subscription } from '../../kernel/state/model';
import { isRegistrationFree, namespaces, providerBody } from './catalog';

/** Azure takes a minute or two; virtual seconds. */
const REGISTRATION_SECONDS = 60;

export function registrationState(subscription: Subscription, namespace: string): string {
  return isRegistrationFree(namespace) ? 'Registered' : (subscription.registrations[keyOf(namespace)] ?? 'NotRegistered');
}

function unknownNamespace(namespace: string): ArmError {
  return new ArmError(404, { code: 'InvalidResourceNamespace', message: `The resource namespace '${namespace}' is invalid.` });
}

export function listProviders(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  return page(
    request,
    namespaces().map((one) => providerBody(subscription.subscriptionId, one, registrationState(subscription, one))),
  );
}

export function getProvider(azure: Azure, request: ArmRequest, subscriptionId: string, namespace: string): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  const body = providerBody(subscription.subscriptionId, namespace, registrationState(subscription, namespace));
  if (!body) throw unknownNamespace(namespace);
  return { status: 200, body };
}

/** POST …/register and …/unregister: 200 at once with the state on the way, which ends by itself. */
export function changeRegistration(
  azure: Azure,
  request: ArmRequest,
  subscriptionId: string,
  namespace: string,
  kind: 'register' | 'unregister',
): Answer {
  const subscription = subscriptionFor(azure, request, subscriptionId);
  if (!providerBody(subscriptionId, namespace, '')) throw unknownNamespace(namespace);
  const key = keyOf(namespace);
  const current = subscription.registrations[key];
  const settled =
    isRegistrationFree(namespace) ||
    (kind === 'register' ? current === 'Registered' || current === 'Registering' : current !== 'Registered');
  if (!settled) {
    if (kind === 'unregister') assertUnused(azure, subscription, namespace);
    subscription.registrations[key] = kind === 'register' ? 'Registering' : 'Unregistering';
    const startedAt = azure.clock.now();
    const endless = request.effects.neverEnds === true;
    azure.begin({
      id: newGuid(),
      kind,
      subscriptionId,
      startedAt,
      ...(endless ? {} : { dueAt: startedAt + REGISTRATION_SECONDS * 1000 }),
      state: 'running',
      successStatus: 200,
      work: { namespace: key } satisfies Registration,
    });
  }
  return { status: 200, body: providerBody(subscription.subscriptionId, namespace, registrationState(subscription, namespace)) };
}

/** What a registration, or the end of one, works on. */
interface Registration {
  /** The namespace in lower case. */
  namespace: string;
}

function settleAs(state: 'Registered' | 'Unregistered') {
  return ({ store }: Azure, operation: Operation): void => {
    const subscription = store.subscriptions.get(keyOf(operation.subscriptionId));
    if (subscription) subscription.registrations[(operation.work as Registration).namespace] = state;
  };
}

export const completeRegistration: NonNullable<Service['complete']> = {
  register: settleAs('Registered'),
  unregister: settleAs('Unregistered'),
};

function assertUnused(azure: Azure, subscription: Subscription, namespace: string): void {
  for (const { resource } of azure.store.resourcesOf(subscription.subscriptionId)) {
    if (keyOf(resource.type).startsWith(`${keyOf(namespace)}/`)) {
      throw new ArmError(409, {
        code: 'CannotUnregisterResourceProvider',
        message: `Cannot unregister the resource provider '${namespace}': the subscription has resources of it, such as '${resource.id}'.`,
      });
    }
  }
}
