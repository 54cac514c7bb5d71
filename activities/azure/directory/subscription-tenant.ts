import type { SubscriptionTenant, TenantChange } from '../../ports/billing';
import { answerOn } from '../../failures/failure';
import { createRest } from '../billing/rest';
import type { Connection } from '../http/connection';
import { idIn, objectIn, textIn } from '../http/json';

const PREVIEW = 'api-version=2025-11-01-preview';
const STABLE = 'api-version=2021-10-01';

/**
 * A subscription's way into another directory, with the credentials of one tenant: the one it leaves, or the one it goes to.
 * Source: Microsoft.Subscription 2025-11-01-preview and 2021-10-01.
 */
export function createSubscriptionTenant(connection: Connection, tenantId: string): SubscriptionTenant {
  const rest = createRest(connection, tenantId);
  const requested = (subscriptionId: string) =>
    `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Subscription/changeTenantRequest/default?${PREVIEW}`;
  const offered = (subscriptionId: string, verb: string) =>
    `/providers/Microsoft.Subscription/subscriptions/${encodeURIComponent(subscriptionId)}/${verb}?${PREVIEW}`;
  /** POST, and a look all the same: it changes nothing. */
  const offeredChange = (subscriptionId: string) =>
    rest
      .call(`look at the change of directory offered for ${subscriptionId}`, {
        method: 'POST',
        path: offered(subscriptionId, 'changeTenantStatus'),
      })
      .then(({ body }) => changeIn(body, subscriptionId))
      .catch(answerOn('NotFound', undefined));

  return {
    async policy() {
      const doing = `read the subscription policy of tenant ${tenantId}`;
      const { body } = await rest.call(doing, {
        method: 'GET',
        path: `/providers/Microsoft.Subscription/policies/default?${STABLE}`,
      });
      const facts = objectIn(objectIn(body).properties);
      return {
        blockSubscriptionsLeavingTenant: facts.blockSubscriptionsLeavingTenant === true,
        blockSubscriptionsIntoTenant: facts.blockSubscriptionsIntoTenant === true,
        exemptedPrincipals: Array.isArray(facts.exemptedPrincipals) ? facts.exemptedPrincipals.map(idIn) : [],
      };
    },

    async requestChange(subscriptionId, to) {
      const doing = `ask for the change of ${subscriptionId} into directory ${to.destinationTenantId}`;
      const { body } = await rest.call(doing, { method: 'PUT', path: requested(subscriptionId), body: { properties: to } });
      return changeIn(objectIn(body).properties, subscriptionId);
    },

    change: (subscriptionId) =>
      rest
        .call(`look at the change of directory of ${subscriptionId}`, { method: 'GET', path: requested(subscriptionId) })
        .then(({ body }) => changeIn(objectIn(body).properties, subscriptionId))
        .catch(answerOn('NotFound', undefined)),

    async withdrawChange(subscriptionId) {
      const doing = `withdraw the change of directory of ${subscriptionId}`;
      await rest.call(doing, { method: 'DELETE', path: requested(subscriptionId) }).catch(answerOn('NotFound', undefined));
    },

    async acceptChange(subscriptionId) {
      // Signs in before anything is sent that may be sent only once.
      await offeredChange(subscriptionId);
      await rest.once(`accept the change of directory of ${subscriptionId}`, {
        method: 'POST',
        path: offered(subscriptionId, 'acceptChangeTenant'),
      });
    },

    offeredChange,
  };
}

function changeIn(value: unknown, subscriptionId: string): TenantChange {
  const facts = objectIn(value);
  const status = textIn(facts.status) ?? textIn(facts.changeTenantStatus) ?? '';
  return {
    subscriptionId: idIn(facts.subscriptionId) || subscriptionId.toLowerCase(),
    destinationTenantId: idIn(facts.destinationTenantId),
    destinationOwnerId: idIn(facts.destinationOwnerId),
    // The specification's own example says Initiated for what it calls Initialized.
    status: status === 'Initiated' ? 'Initialized' : status,
    expiresOn: textIn(facts.expiresOn) ?? '',
  };
}
