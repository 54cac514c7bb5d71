import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const customerOnboarding: Presentation<'customer-onboarding'> = {
  story,
  report,
  summary({ customer, subscription }) {
    const totals = { customers: customer.created ? 1 : 0, orders: subscription?.ordered ? 1 : 0 };
    return { totals, text: `${customer.name}: ${subscription?.subscriptionId ?? 'no subscription'}` };
  },
};
