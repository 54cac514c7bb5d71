import type { KindsOf } from '../common/kind';
import type { createClassicOutcomeActivities } from './inspect';
import type { createClassicActivities } from './upgrade';

export const kinds = {
  // inspect
  inspectClassic: 'look',
  findMachinesWithSecrets: 'look',
  // upgrade
  findClassicUnits: 'survey',
  validateClassic: 'look',
  prepareClassic: 'do',
  abortClassic: 'do',
  commitClassic: 'once',
  pollClassic: 'poll',
  awaitClassicAtRest: 'poll',
  lookAtClassic: 'look',
} as const satisfies KindsOf<typeof createClassicOutcomeActivities | typeof createClassicActivities>;
