import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const accessHandover: Presentation<'access-handover'> = {
  story,
  report,
  summary({ granted, revoked }) {
    const totals = { granted: granted ? 1 : 0, revoked };
    return { totals, text: `${totals.granted} role assignments granted, ${revoked} revoked` };
  },
};
