import { createCarryOverActivities } from './carryOver';
import type { Dependencies } from './deps';
import { createDirectoryChangeActivities } from './directoryChanges';
import { createDirectorySnapshotActivities } from './directorySnapshots';
import { createEaPortalActivities } from './eaPortal';
import { createEnvironmentActivities } from './environment';
import { createEventActivities } from './events';
import { beating } from './lib/heartbeat';
import { createLockActivities } from './locks';
import { createMigrationActivities } from './migration';
import { createMoveActivities } from './moves';
import { createNoticeActivities } from './notices';
import { createOwnershipActivities } from './ownership';
import { createPartnerAccessActivities } from './partnerAccess';
import { createPartnerActivities } from './partners';
import { createPlanActivities } from './planMove';
import { createProviderActivities } from './providers';
import { createReceiptActivities } from './receipts';
import { createReportActivities } from './report';
import { createResourceGroupActivities } from './resourceGroups';
import { createRoleActivities } from './roles';
import { createSubscriptionActivities } from './subscriptions';
import { createTenantMoveActivities } from './tenantMoves';
import { createTicketActivities } from './tickets';
import { createTransferActivities } from './transfers';
import { createUsageActivities } from './usage';

/** Every activity of every process, over what it needs from outside. */
export function createActivities(deps: Dependencies) {
  return beating({
    ...createEnvironmentActivities(deps),
    ...createSubscriptionActivities(deps),
    ...createPlanActivities(deps),
    ...createLockActivities(deps),
    ...createProviderActivities(deps),
    ...createResourceGroupActivities(deps),
    ...createMoveActivities(deps),
    ...createCarryOverActivities(deps),
    ...createReportActivities(deps),
    ...createRoleActivities(deps),
    ...createNoticeActivities(deps),
    ...createEventActivities(deps),
    ...createPartnerActivities(deps),
    ...createTicketActivities(deps),
    ...createTransferActivities(deps),
    ...createOwnershipActivities(deps),
    ...createPartnerAccessActivities(deps),
    ...createReceiptActivities(deps),
    ...createTenantMoveActivities(deps),
    ...createEaPortalActivities(deps),
    ...createDirectorySnapshotActivities(deps),
    ...createDirectoryChangeActivities(deps),
    ...createMigrationActivities(deps),
    ...createUsageActivities(deps),
  });
}

export type Activities = ReturnType<typeof createActivities>;
