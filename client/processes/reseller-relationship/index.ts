import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const resellerRelationship: Presentation<'reseller-relationship'> = {
  story,
  report,
  summary({ customer, partner, relationship }) {
    const totals = { established: relationship === 'established' ? 1 : 0 };
    const isReseller = relationship === undefined ? 'is not' : 'is';
    return { totals, text: `${partner.name} ${isReseller} a reseller of ${customer.name}` };
  },
};
