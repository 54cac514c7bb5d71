import { z } from 'zod';
import { parseDuration } from '../../kernel/clock';
import { asked, BadControl, type Control } from '../../kernel/control';
import { guid } from '../../kernel/world/fields';
import { openServiceRequest } from './account/service-requests';
import { partnerCenterState } from './model';

const Webhooks = z.strictObject({
  mode: z.enum(['normal', 'lost', 'late', 'doubled', 'outOfOrder']),
  delay: z.union([z.string(), z.number()]).optional(),
});
const Opened = z.strictObject({
  partnerTenantId: guid,
  customerTenantId: guid.optional(),
  title: z.string().min(1),
  description: z.string().default(''),
  severity: z.enum(['unknown', 'critical', 'moderate', 'minimal']).default('moderate'),
});

function duration(value: string | number): number {
  try {
    return parseDuration(value);
  } catch (error) {
    throw new BadControl((error as Error).message);
  }
}

/** How events are delivered from now on: `delay` (virtual, an hour unless set) is how late a late one is, and how long the first of two that change places waits for the other. */
const setDelivery: Control = {
  method: 'POST',
  path: '/webhooks',
  answer({ store }, body) {
    const { mode, delay } = asked(Webhooks, body);
    const { delivery } = partnerCenterState.of(store);
    if (delay !== undefined) delivery.delay = duration(delay);
    delivery.mode = mode;
    return { status: 200, body: { mode, delay: `${delivery.delay / 1000}s` } };
  },
};

/** Every delivery: event, address, attempts, status (waiting, delivered, lost, dropped) and last answer. */
const listDeliveries: Control = {
  method: 'GET',
  path: '/webhooks',
  answer: ({ store }) => ({
    status: 200,
    body: partnerCenterState.of(store).deliveries.map(({ event, partnerTenantId, url, attempts, status, lastAnswer, body }) => ({
      event,
      partnerTenantId,
      url,
      attempts,
      status,
      lastAnswer,
      body: JSON.parse(body) as unknown,
    })),
  }),
};

/** Opens a service request as a person does in the portal. */
const openRequest: Control = {
  method: 'POST',
  path: '/serviceRequests',
  answer: (azure, body) => ({ status: 201, body: { id: openServiceRequest(azure, asked(Opened, body)) } }),
};

export const PARTNER_CENTER_CONTROLS: readonly Control[] = [setDelivery, listDeliveries, openRequest];
