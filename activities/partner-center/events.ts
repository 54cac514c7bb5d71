import type { Dependencies } from '../ports/dependencies';

/** What a transfer goes through, and a relationship (Partner Center webhooks, resource events). */
const EVENTS = [
  'create-transfer',
  'update-transfer',
  'complete-transfer',
  'fail-transfer',
  'expire-transfer',
  'reseller-relationship-accepted-by-customer',
];

export function createEventActivities({ partner, settings }: Dependencies) {
  return {
    /** Has Partner Center post its events to the desk, which wakes the runs they are about. Nothing where there is no desk. */
    async listenForEvents(): Promise<{ listening: boolean }> {
      if (settings.deskUrl === undefined) return { listening: false };
      const { center, tenantId } = partner();
      await center.registerWebhook(`${settings.deskUrl.replace(/\/+$/, '')}/hooks/partner-center/${tenantId}`, EVENTS);
      return { listening: true };
    },
  };
}
