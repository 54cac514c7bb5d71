import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const billingTransfer: Presentation<'billing-transfer'> = {
  story,
  report,
  summary({ subscriptions }) {
    const transferred = subscriptions.filter(({ outcome }) => outcome === 'transferred').length;
    const totals = { subscriptions: subscriptions.length, transferred };
    return { totals, text: `${transferred} of ${totals.subscriptions} subscriptions billed by the partner` };
  },
};
