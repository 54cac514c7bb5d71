import { Hono } from 'hono';
import { z } from 'zod';
import type { Azure } from '../../azure';
import { parseDuration } from '../../kernel/clock';
import { GUID } from '../../kernel/guids';
import { openServiceRequest } from './account/service-requests';

const Webhooks = z.strictObject({
  mode: z.enum(['normal', 'lost', 'late', 'doubled', 'outOfOrder']),
  delay: z.union([z.string(), z.number()]).optional(),
});
const guid = z.string().regex(GUID, 'is not a GUID');
const Opened = z.strictObject({
  partnerTenantId: guid,
  customerTenantId: guid.optional(),
  title: z.string().min(1),
  description: z.string().default(''),
  severity: z.enum(['unknown', 'critical', 'moderate', 'minimal']).default('moderate'),
});

function badControl(message: string) {
  return { error: { code: 'BadControl', message } };
}

/**
 * Partner Center's controls, below `/_sim`:
 * `POST webhooks {mode: normal | lost | late | doubled | outOfOrder, delay?: "6h"}`: how events are delivered from now on; `delay` (virtual, an hour
 * unless set) is how late a late one is, and how long the first of two that change places waits for the other.
 * `GET webhooks`: every delivery: event, url, attempts, status (waiting, delivered, lost, dropped), last answer.
 * `POST serviceRequests {partnerTenantId, customerTenantId?, title, description?, severity?}`: opens one as in the portal.
 */
export function partnerCenterControls(azure: Azure): Hono {
  const routes = new Hono();
  routes.post('/webhooks', async (c) => {
    const parsed = Webhooks.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json(badControl(z.prettifyError(parsed.error)), 400);
    const { delivery } = azure.store.partnerCenter;
    try {
      if (parsed.data.delay !== undefined) delivery.delay = parseDuration(parsed.data.delay);
    } catch (error) {
      return c.json(badControl((error as Error).message), 400);
    }
    delivery.mode = parsed.data.mode;
    return c.json({ mode: delivery.mode, delay: `${delivery.delay / 1000}s` });
  });
  routes.get('/webhooks', (c) =>
    c.json(
      azure.store.partnerCenter.deliveries.map(({ event, partnerTenantId, url, attempts, status, lastAnswer, body }) => ({
        event,
        partnerTenantId,
        url,
        attempts,
        status,
        lastAnswer,
        body: JSON.parse(body) as unknown,
      })),
    ),
  );
  routes.post('/serviceRequests', async (c) => {
    const parsed = Opened.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json(badControl(z.prettifyError(parsed.error)), 400);
    return c.json({ id: openServiceRequest(azure, parsed.data) }, 201);
  });
  return routes;
}
