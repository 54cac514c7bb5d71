import type { KindsOf } from '../common/kind';
import type { createAssessmentActivities } from './assess';
import type { createAssessmentDestinationActivities } from './destination';

export const kinds = {
  // assess
  subscriptionsOfEnrolment: 'look',
  checkEarlierAssessment: 'look',
  readSubscription: 'survey',
  readDestinationSubscription: 'survey',
  assessSubscription: 'survey',
  assessUsage: 'survey',
  writeAssessment: 'survey',
  // destination
  compareWithDestination: 'survey',
  validateMoves: 'bulk',
} as const satisfies KindsOf<typeof createAssessmentActivities | typeof createAssessmentDestinationActivities>;
