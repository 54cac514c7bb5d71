import type { KindsOf } from '../common/kind';
import type { createCarryOverActivities } from './carry-over';
import type { createMoveActivities } from './moves';
import type { createPlanActivities } from './plan';
import type { createReportActivities } from './verify';

export const kinds = {
  // carry over
  takeSnapshot: 'survey',
  carryOver: 'do',
  removeCarriedOver: 'do',
  removeOrphans: 'do',
  // moves
  startValidation: 'do',
  startMove: 'once',
  pollOperation: 'poll',
  awaitNoMove: 'poll',
  lookAtBatch: 'poll',
  splitByRegion: 'look',
  // plan
  planResourceMove: 'survey',
  // verify
  verifyMove: 'survey',
  writeReport: 'survey',
} as const satisfies KindsOf<
  typeof createCarryOverActivities | typeof createMoveActivities | typeof createPlanActivities | typeof createReportActivities
>;
