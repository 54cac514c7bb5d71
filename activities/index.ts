import { createAssessmentActivities } from './assessment/assess';
import { createBillingOwnershipActivities } from './billing/ownership-requests';
import { createAssessmentDestinationActivities } from './assessment/destination';
import { createCarryOverActivities } from './resource-moves/carry-over';
import { createCustomerAdminActivities } from './partner-center/users';
import { createClassicActivities } from './classic/upgrade';
import { createClassicOutcomeActivities } from './classic/inspect';
import type { Dependencies } from './ports/dependencies';
import { createDirectoryChangeActivities } from './directory/changes';
import { createDirectorySnapshotActivities } from './directory/snapshots';
import { createEaPortalActivities } from './ea-portal/accounts';
import { createEnvironmentActivities } from './run/environment';
import { createEventActivities } from './partner-center/events';
import { beating } from './common/heartbeat';
import { createLockActivities } from './arm/locks';
import { createMigrationActivities } from './reports/migration';
import { createMoveActivities } from './resource-moves/moves';
import { createNewCustomerActivities } from './partner-center/new-customers';
import { createNoticeActivities } from './ports/notifier';
import { createOnboardingCheckActivities } from './partner-center/onboarding-checks';
import { createOrderActivities } from './partner-center/orders';
import { createOtherRunActivities } from './run/other-runs';
import { createOwnershipActivities } from './partner-center/sold-by';
import { createPartnerAccessActivities } from './partner-center/partner-access';
import { createPartnerActivities } from './partner-center/partners';
import { createPlanActivities } from './resource-moves/plan';
import { createProviderActivities } from './arm/providers';
import { createReceiptActivities } from './reports/receipts';
import { createReportActivities } from './resource-moves/verify';
import { createResourceGroupActivities } from './arm/resource-groups';
import { createRoleActivities } from './arm/roles';
import { createSecretsActivities } from './machines/secrets';
import { createSecretsReportActivities } from './machines/report';
import { createSubscriptionActivities } from './arm/subscriptions';
import { createTenantMoveActivities } from './directory/tenant-moves';
import { createTicketActivities } from './support/tickets';
import { createTransferActivities } from './partner-center/transfers';
import { createUsageActivities } from './billing/usage';

/** Every activity of every process, over what it needs from outside. */
export function createActivities(deps: Dependencies) {
  return beating({
    ...createEnvironmentActivities(deps),
    ...createOtherRunActivities(deps),
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
    ...createMigrationActivities(deps),
    ...createUsageActivities(deps),
    ...createTenantMoveActivities(deps),
    ...createEaPortalActivities(deps),
    ...createDirectorySnapshotActivities(deps),
    ...createDirectoryChangeActivities(deps),
    ...createBillingOwnershipActivities(deps),
    ...createAssessmentActivities(deps),
    ...createAssessmentDestinationActivities(deps),
    ...createOnboardingCheckActivities(deps),
    ...createNewCustomerActivities(deps),
    ...createOrderActivities(deps),
    ...createCustomerAdminActivities(deps),
    ...createSecretsActivities(deps),
    ...createSecretsReportActivities(deps),
    ...createClassicActivities(deps),
    ...createClassicOutcomeActivities(deps),
  });
}

export type Activities = ReturnType<typeof createActivities>;
