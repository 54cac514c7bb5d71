import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const classicUpgrade: Presentation<'classic-upgrade'> = {
  story,
  report,
  summary({ units }) {
    const upgraded = units.filter(({ outcome }) => outcome === 'committed').length;
    const totals = { units: units.length, upgraded };
    return { totals, text: `${upgraded} of ${totals.units} units upgraded` };
  },
};
