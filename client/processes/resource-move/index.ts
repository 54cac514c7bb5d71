import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const resourceMove: Presentation<'resource-move'> = {
  story,
  report,
  summary: ({ totals }) => ({ totals, text: `${totals.moved} moved, ${totals.refused} refused` }),
  facts: ({ totals }) => [{ name: 'Resources', value: `${totals.moved} moved, ${totals.refused} left where they were` }],
};
