import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const migration: Presentation<'ea-to-csp' | 'payg-to-csp'> = {
  story,
  report,
  summary({ subscriptions, resources, billing }) {
    const wanted = billing ? 'kept' : 'moved';
    const come = resources.filter(({ outcome }) => outcome === wanted).length;
    const totals = { subscriptions: subscriptions.length, resources: resources.length, [wanted]: come };
    const how = billing ? 'billed by the partner, where they were' : 'moved';
    return { totals, text: `${come} of ${resources.length} resources ${how}` };
  },
};
