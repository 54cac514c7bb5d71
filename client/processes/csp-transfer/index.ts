import type { Presentation } from '../presentation';
import { facts } from './facts';
import { report } from './report';
import { story } from './story';

export const cspTransfer: Presentation<'csp-transfer'> = {
  story,
  report,
  facts,
  summary({ subscriptions }) {
    const transferred = subscriptions.filter(({ after }) => after).length;
    const totals = { subscriptions: subscriptions.length, transferred };
    return { totals, text: `${transferred} of ${totals.subscriptions} subscriptions transferred` };
  },
};
