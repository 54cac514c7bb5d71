import type { KindsOf } from '../common/kind';
import type { createDirectoryChangeActivities } from './changes';
import type { createDirectorySnapshotActivities } from './snapshots';
import type { createTenantMoveActivities } from './tenant-moves';

export const kinds = {
  // changes
  ownPrincipal: 'look',
  requestDirectoryChange: 'do',
  withdrawDirectoryChange: 'do',
  acceptDirectoryChange: 'once',
  lookAtDirectoryChange: 'look',
  // snapshots
  snapshotDirectory: 'survey',
  restoreDirectory: 'do',
  // tenant moves
  checkTenantMove: 'look',
  checkTargetOwner: 'look',
  directoryOf: 'look',
  awaitDirectory: 'watch',
  awaitOwner: 'watch',
  verifyTenantMove: 'poll',
} as const satisfies KindsOf<
  typeof createDirectoryChangeActivities | typeof createDirectorySnapshotActivities | typeof createTenantMoveActivities
>;
