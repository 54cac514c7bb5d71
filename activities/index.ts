import { beating } from './common/heartbeat';
import { together } from './common/together';
import type { Dependencies } from './ports/dependencies';
import { createLockActivities } from './arm/locks';
import { createProviderActivities } from './arm/providers';
import { createResourceGroupActivities } from './arm/resource-groups';
import { createRoleActivities } from './arm/roles';
import { createSubscriptionActivities } from './arm/subscriptions';
import { createAssessmentActivities } from './assessment/assess';
import { createAssessmentDestinationActivities } from './assessment/destination';
import { createBillingOwnershipActivities } from './billing/ownership-requests';
import { createUsageActivities } from './billing/usage';
import { createClassicOutcomeActivities } from './classic/inspect';
import { createClassicActivities } from './classic/upgrade';
import { createDirectoryChangeActivities } from './directory/changes';
import { createDirectorySnapshotActivities } from './directory/snapshots';
import { createTenantMoveActivities } from './directory/tenant-moves';
import { createEaPortalActivities } from './ea-portal/accounts';
import { createSecretsReportActivities } from './machines/report';
import { createSecretsActivities } from './machines/secrets';
import { createNoticeActivities } from './notify/notices';
import { createEventActivities } from './partner-center/events';
import { createNewCustomerActivities } from './partner-center/new-customers';
import { createOnboardingCheckActivities } from './partner-center/onboarding-checks';
import { createOrderActivities } from './partner-center/orders';
import { createPartnerAccessActivities } from './partner-center/partner-access';
import { createPartnerActivities } from './partner-center/partners';
import { createOwnershipActivities } from './partner-center/sold-by';
import { createTransferActivities } from './partner-center/transfers';
import { createCustomerAdminActivities } from './partner-center/users';
import { createMigrationActivities } from './reports/migration';
import { createRunReportActivities } from './reports/run-reports';
import { createCarryOverActivities } from './resource-moves/carry-over';
import { createMoveActivities } from './resource-moves/moves';
import { createPlanActivities } from './resource-moves/plan';
import { createReportActivities } from './resource-moves/verify';
import { createEnvironmentActivities } from './run/environment';
import { createOtherRunActivities } from './run/other-runs';
import { createTicketActivities } from './support/tickets';

/** Every activity of every process, over what it needs from outside. */
export function createActivities(deps: Dependencies) {
  return beating(
    together([
      createEnvironmentActivities(deps),
      createOtherRunActivities(deps),
      createSubscriptionActivities(deps),
      createPlanActivities(deps),
      createLockActivities(deps),
      createProviderActivities(deps),
      createResourceGroupActivities(deps),
      createMoveActivities(deps),
      createCarryOverActivities(deps),
      createReportActivities(deps),
      createRoleActivities(deps),
      createNoticeActivities(deps),
      createEventActivities(deps),
      createPartnerActivities(deps),
      createTicketActivities(deps),
      createTransferActivities(deps),
      createOwnershipActivities(deps),
      createPartnerAccessActivities(deps),
      createRunReportActivities(deps),
      createMigrationActivities(deps),
      createUsageActivities(deps),
      createTenantMoveActivities(deps),
      createEaPortalActivities(deps),
      createDirectorySnapshotActivities(deps),
      createDirectoryChangeActivities(deps),
      createBillingOwnershipActivities(deps),
      createAssessmentActivities(deps),
      createAssessmentDestinationActivities(deps),
      createOnboardingCheckActivities(deps),
      createNewCustomerActivities(deps),
      createOrderActivities(deps),
      createCustomerAdminActivities(deps),
      createSecretsActivities(deps),
      createSecretsReportActivities(deps),
      createClassicActivities(deps),
      createClassicOutcomeActivities(deps),
    ]),
  );
}

export type Activities = ReturnType<typeof createActivities>;
