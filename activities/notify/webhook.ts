import { createHmac } from 'node:crypto';
import type { Channel } from './channel';
import { post } from './post';

/**
 * Posts every notice as JSON: `{delivery, notice, recipients}`. `X-Handover-Signature` is `sha256=` and the hex HMAC-SHA-256 of the raw
 * body, `X-Handover-Delivery` the id that all tries of one notice share. No signed links: they are for the address that signs, and whoever
 * keeps what the webhook got could sign for every party.
 */
export function webhookChannel({ url, secret }: { url: string; secret: string }): Channel {
  return {
    name: 'webhook',
    takes: () => true,
    async deliver({ id, notice, letters }) {
      const recipients = letters.map(({ recipient }) => recipient);
      const body = JSON.stringify({ delivery: id, notice, recipients });
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      await post(url, body, { 'X-Handover-Signature': `sha256=${signature}`, 'X-Handover-Delivery': id });
      return [];
    },
  };
}
