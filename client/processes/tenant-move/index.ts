import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const tenantMove: Presentation<'tenant-move'> = {
  story,
  report,
  summary({ subscriptions, customer, restored, notRestored }) {
    const inDirectory = subscriptions.filter(
      ({ tenantAfter }) => tenantAfter.toLowerCase() === customer.tenantId.toLowerCase(),
    ).length;
    const totals = {
      subscriptions: subscriptions.length,
      inDirectory,
      restored: restored.length,
      notRestored: notRestored.length,
    };
    return { totals, text: `${inDirectory} of ${totals.subscriptions} subscriptions in the directory` };
  },
};
