import type { Azure } from '../../../kernel/azure';
import { newGuid } from '../../../kernel/guids';
import { keyOf } from '../../../kernel/ids';
import { type Delivery, partnerCenterState } from '../model';

/** What can be registered for. Source: learn.microsoft.com/partner-center/developer/partner-center-webhook-events. */
export const EVENTS = [
  'azure-fraud-event-detected',
  'complete-transfer',
  'create-transfer',
  'expire-transfer',
  'fail-transfer',
  'invoice-ready',
  'reseller-relationship-accepted-by-customer',
  'subscription-updated',
  'test-created',
  'update-transfer',
  'usagerecords-thresholdExceeded',
] as const;

export type EventName = (typeof EVENTS)[number];

interface Announcement {
  event: EventName;
  resourceName: string;
  resourceUri: string;
  auditUri: string | null;
}

const KEPT = 10_000;

/** Puts an event on its way to a partner that has registered a webhook at all. */
export function post(
  azure: Azure,
  partnerTenantId: string,
  what: Announcement,
  more: Partial<Delivery> = {},
): Delivery | undefined {
  const registration = partnerCenterState.of(azure.store).webhooks[keyOf(partnerTenantId)];
  if (!registration) return undefined;
  const now = azure.clock.now();
  const delivery: Delivery = {
    id: newGuid(),
    partnerTenantId,
    event: what.event,
    url: registration.webhookUrl,
    body: JSON.stringify({
      EventName: what.event,
      ResourceUri: what.resourceUri,
      ResourceName: what.resourceName,
      AuditUri: what.auditUri,
      ResourceChangeUtcDate: new Date(now).toISOString().replace('Z', '0000+00:00'),
    }),
    attempts: 0,
    status: 'waiting',
    dueAt: now,
    ...more,
  };
  const { deliveries } = partnerCenterState.of(azure.store);
  deliveries.push(delivery);
  if (deliveries.length > 2 * KEPT) deliveries.splice(0, KEPT);
  return delivery;
}

/** Tells a partner that has registered for it what has happened, as well or as badly as the delivery mode says. */
export function announce(azure: Azure, partnerTenantId: string, what: Announcement): void {
  const { webhooks, delivery, deliveries } = partnerCenterState.of(azure.store);
  if (!webhooks[keyOf(partnerTenantId)]?.webhookEvents.includes(what.event)) return;
  const now = azure.clock.now();
  if (delivery.mode === 'lost') post(azure, partnerTenantId, what, { status: 'lost' });
  else if (delivery.mode === 'late') post(azure, partnerTenantId, what, { dueAt: now + delivery.delay });
  else if (delivery.mode === 'outOfOrder') {
    const held = deliveries.find((one) => one.isHeld === true && keyOf(one.partnerTenantId) === keyOf(partnerTenantId));
    if (!held) post(azure, partnerTenantId, what, { dueAt: now + delivery.delay, isHeld: true });
    else {
      post(azure, partnerTenantId, what);
      Object.assign(held, { isHeld: false, dueAt: now + 1 });
    }
  } else {
    const posted = post(azure, partnerTenantId, what);
    if (posted && delivery.mode === 'doubled') deliveries.push({ ...posted, id: newGuid() });
  }
}
