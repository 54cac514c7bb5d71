import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { messageOf } from '../../api/errors';
import type { Desk } from '../desk';
import { createRateLimit } from '../rate-limit';
import { namedBy } from '../webhook/audit-uri';
import { createVerifier } from '../webhook/signature';

/** A run that has just looked learns nothing by looking again: one wake in 30 seconds for each id that it is known by. */
const PER_ID = { burst: 1, perSecond: 1 / 30, keys: 10_000 };

/**
 * Partner Center says that something has happened: the runs that it may be about look now instead of later. Nothing in the notice is believed
 * but whom to wake; what has happened is read from Partner Center. Not configured: 404.
 */
export function addPartnerCenterWebhook(app: Hono, desk: Desk): void {
  const webhook = desk.config.partnerCenterWebhook;
  if (webhook === undefined) return;
  const { certificateHosts, caFile } = webhook;
  const perId = createRateLimit(PER_ID);
  const verify = createVerifier({ certificateHosts, caPem: caFile === undefined ? undefined : readFileSync(caFile, 'utf8') });

  app.post('/hooks/partner-center/:tenantId', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const why = await verify(
      { authorization: c.req.header('authorization'), certificateUrl: c.req.header('x-ms-certificate-url'), body },
      desk.now(),
    );
    if (why !== undefined) {
      desk.log({ event: 'webhook refused', why });
      return c.text('The notice is not signed by Partner Center.', 401);
    }
    const named = namedBy(auditUriOf(body));
    if (named?.partnerTenantId === c.req.param('tenantId').toLowerCase()) {
      const now = desk.now();
      void wake(
        desk,
        named.externalIds.filter((id) => perId.take(id, now) === 0),
      );
    }
    return c.body(null, 200);
  });
}

function auditUriOf(body: Buffer): unknown {
  try {
    const notice: unknown = JSON.parse(body.toString('utf8'));
    return typeof notice === 'object' && notice !== null && 'AuditUri' in notice ? notice.AuditUri : undefined;
  } catch {
    return undefined;
  }
}

/** A wake that does not arrive costs time only: runs look by themselves too. */
async function wake({ runs, log }: Desk, externalIds: string[]): Promise<void> {
  for (const id of externalIds) {
    try {
      log({ event: 'woken', externalId: id, runs: await runs.wake(id, { source: 'Partner Center webhook' }) });
    } catch (error) {
      log({ event: 'not woken', externalId: id, why: messageOf(error) });
    }
  }
}
