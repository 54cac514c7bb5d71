import { answerOn } from '../../failures/failure';
import type { PartnerCenter } from '../../ports/partner-center';
import { objectIn, textIn } from '../http/json';
import type { Transport } from './transport';

const PATH = '/webhooks/v1/registration';

/** One registration for each partner. Source: learn.microsoft.com/partner-center/developer/partner-center-webhooks. */
export function webhooks(transport: Transport): Pick<PartnerCenter, 'registerWebhook'> {
  const isRegistered = async (): Promise<boolean> => {
    const read = transport.send('read the webhook’s registration', { method: 'GET', path: PATH });
    const answer = await read.catch(answerOn('NotFound', undefined));
    return textIn(objectIn(answer?.body).webhookUrl) !== undefined;
  };

  return {
    async registerWebhook(url, events) {
      const { body } = await transport.send(`register ${url} for ${events.join(', ')}`, {
        method: (await isRegistered()) ? 'PUT' : 'POST',
        path: PATH,
        body: { WebhookUrl: url, WebhookEvents: events },
      });
      const { webhookEvents } = objectIn(body);
      return Array.isArray(webhookEvents) ? webhookEvents.filter((event): event is string => typeof event === 'string') : [];
    },
  };
}
