import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const secretsRemoval: Presentation<'secrets-removal'> = {
  story,
  report,
  summary: ({ totals }) => ({ totals, text: `secrets removed from ${totals.removed} of ${totals.machines} machines` }),
};
