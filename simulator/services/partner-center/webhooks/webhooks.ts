import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { ok } from '../api/answers';
import { bodyOf, type Page, type PageHandler, param, type PartnerCall, type Route } from '../api/call';
import { PartnerError, refusal } from '../api/errors';
import { partnerCenterState, type WebhookRegistration } from '../model';
import { EVENTS, post } from './webhook-events';
import { CERTIFICATE_PATH, isLoopback } from './webhook-sender';

/** Registration of webhooks, as Microsoft's Webhooks.json and learn.microsoft.com/partner-center/developer/partner-center-webhooks have it. */

function keyFor({ partner }: PartnerCall): string {
  return keyOf(partner.tenantId);
}

function registrationOf(call: PartnerCall): WebhookRegistration {
  const found = partnerCenterState.of(call.azure.store).webhooks[keyFor(call)];
  if (!found) throw refusal(1000, 'no webhook is registered');
  return found;
}

const view = ({ webhookUrl, webhookEvents }: WebhookRegistration) => ({ WebhookUrl: webhookUrl, WebhookEvents: webhookEvents });
const viewWithId = (one: WebhookRegistration) => ({ SubscriberId: one.subscriberId, ...view(one) });

/** @throws PartnerError 3000 for an address or an event that will not do */
function written(call: PartnerCall, subscriberId: string): WebhookRegistration {
  const { webhookUrl, webhookEvents } = bodyOf(call);
  if (typeof webhookUrl !== 'string' || !URL.canParse(webhookUrl)) throw refusal(3000, 'WebhookUrl is an address');
  if (!isLoopback(webhookUrl))
    throw refusal(3000, 'WebhookUrl: this simulator delivers to 127.0.0.1, localhost and [::1] only, by http or https');
  if (!Array.isArray(webhookEvents) || webhookEvents.length === 0) throw refusal(3000, 'WebhookEvents is a list of events');
  const known = webhookEvents.map((name: unknown) => EVENTS.find((one) => one.toLowerCase() === String(name).toLowerCase()));
  const events = known.filter((one) => one !== undefined);
  if (events.length < known.length) throw refusal(3000, `WebhookEvents are of ${EVENTS.join(', ')}`);
  return { subscriberId, webhookUrl, webhookEvents: events };
}

function register(call: PartnerCall): Answer {
  const { webhooks } = partnerCenterState.of(call.azure.store);
  if (webhooks[keyFor(call)]) throw new PartnerError(409, 409, 'A webhook is registered already: change it with PUT');
  const made = written(call, newGuid());
  webhooks[keyFor(call)] = made;
  return ok(viewWithId(made));
}

function change(call: PartnerCall): Answer {
  const made = written(call, registrationOf(call).subscriberId);
  partnerCenterState.of(call.azure.store).webhooks[keyFor(call)] = made;
  return ok(viewWithId(made));
}

function remove(call: PartnerCall): Answer {
  registrationOf(call);
  const { [keyFor(call)]: _gone, ...others } = partnerCenterState.of(call.azure.store).webhooks;
  partnerCenterState.of(call.azure.store).webhooks = others;
  return { status: 204 };
}

/** Sends a test-created event to the registered address, whatever the delivery mode. */
function validate(call: PartnerCall): Answer {
  registrationOf(call);
  const correlationId = newGuid();
  post(
    call.azure,
    call.partner.tenantId,
    {
      event: 'test-created',
      resourceName: 'test',
      resourceUri: `${call.azure.origin}/webhooks/v1/registration/test`,
      auditUri: null,
    },
    { validation: correlationId },
  );
  return ok({ correlationId });
}

function validation(call: PartnerCall): Answer {
  const { azure, partner } = call;
  const found = partnerCenterState
    .of(azure.store)
    .deliveries.find(
      (one) => one.validation === param(call, 'correlation') && keyOf(one.partnerTenantId) === keyOf(partner.tenantId),
    );
  if (!found) throw refusal(1000, 'no such validation event');
  const isNumber = /^\d+$/.test(found.lastAnswer ?? '');
  const results =
    found.lastAnswer === undefined
      ? []
      : [
          {
            responseCode: found.status === 'delivered' ? 'OK' : found.lastAnswer,
            responseMessage: found.status === 'delivered' || isNumber ? '' : found.lastAnswer,
            systemError: !isNumber,
            dateTimeUtc: new Date(azure.clock.now()).toISOString().replace('Z', ''),
          },
        ];
  return ok({
    correlationId: found.validation,
    partnerId: partner.tenantId,
    status: found.status === 'delivered' ? 'completed' : found.status === 'dropped' ? 'failed' : 'inProgress',
    callbackUrl: found.url,
    results,
  });
}

const AT = '/webhooks/v1/registration';

export const WEBHOOKS: readonly Route[] = [
  ['GET', AT, (call) => ok(view(registrationOf(call)))],
  ['POST', AT, register],
  ['PUT', AT, change],
  ['DELETE', AT, remove],
  ['GET', `${AT}/events`, () => ok(EVENTS)],
  ['POST', `${AT}/validationEvents`, validate],
  ['GET', `${AT}/validationEvents/{correlation}`, validation],
];

const certificate: PageHandler = (azure) => ({
  status: 200,
  body: azure.keys?.certificatePem ?? '',
  headers: { 'content-type': 'application/x-pem-file' },
});

export const WEBHOOK_PAGES: readonly Page[] = [['GET', CERTIFICATE_PATH, certificate]];
