import type { KindsOf } from '../common/kind';
import type { createEnvironmentActivities } from './environment';
import type { createOtherRunActivities } from './other-runs';

export const kinds = {
  // environment
  environment: 'look',
  // other runs
  standing: 'watch',
  awaitLaterSiblings: 'watch',
  awaitEndOfAll: 'watch',
  holderOf: 'look',
  awaitUnclaimed: 'watch',
} as const satisfies KindsOf<typeof createEnvironmentActivities | typeof createOtherRunActivities>;
