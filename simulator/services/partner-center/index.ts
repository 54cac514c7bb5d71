import type { Service } from '../../kernel/service';
import { partnerCenterRoutes } from './api/routes';
import { PARTNER_CENTER_CONTROLS } from './controls';
import { partnerCenterState } from './model';
import { settleTransfers } from './transfers/settle-transfers';
import { webhookSender } from './webhooks/webhook-sender';
import { partnerCenterWorld } from './world';

/** Partner Center: what partners sell to their customers, and how it goes from one partner to another. */
export const partnerCenter = {
  name: 'partner-center',
  state: partnerCenterState,
  routes: partnerCenterRoutes,
  settle: (azure) => webhookSender(azure).wake(settleTransfers(azure)),
  stop: (azure) => webhookSender(azure).stop(),
  world: partnerCenterWorld,
  controls: PARTNER_CENTER_CONTROLS,
} satisfies Service;
