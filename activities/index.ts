import { createAssessmentActivities } from './assessment';
import { createBillingOwnershipActivities } from './billingOwnership';
import { createAssessmentDestinationActivities } from './assessmentDestination';
import { createCarryOverActivities } from './carryOver';
import { createCustomerAdminActivities } from './customerAdmins';
import { createClassicActivities } from './classic';
import { createClassicOutcomeActivities } from './classicOutcome';
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
import { createNewCustomerActivities } from './newCustomers';
import { createNoticeActivities } from './notices';
import { createOnboardingCheckActivities } from './onboardingChecks';
import { createOrderActivities } from './orders';
import { createOtherRunActivities } from './otherRuns';
import { createOwnershipActivities } from './ownership';
import { createPartnerAccessActivities } from './partnerAccess';
import { createPartnerActivities } from './partners';
import { createPlanActivities } from './planMove';
import { createProviderActivities } from './providers';
import { createReceiptActivities } from './receipts';
import { createReportActivities } from './report';
import { createResourceGroupActivities } from './resourceGroups';
import { createRoleActivities } from './roles';
import { createSecretsActivities } from './secrets';
import { createSecretsReportActivities } from './secretsReport';
import { createSubscriptionActivities } from './subscriptions';
import { createTenantMoveActivities } from './tenantMoves';
import { createTicketActivities } from './tickets';
import { createTransferActivities } from './transfers';
import { createUsageActivities } from './usage';

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
