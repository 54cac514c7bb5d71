import type { ArtifactRef } from '../../contracts/run/artifact';
import type { BillingTransferReport } from '../../contracts/processes/billing-transfer';
import type { CspTransferReport } from '../../contracts/processes/csp-transfer';
import type { CustomerOnboardingReport } from '../../contracts/processes/customer-onboarding';
import type { TenantMoveReport } from '../../contracts/processes/tenant-move';
import type { RunReport } from '../../contracts/run/report';
import type { Dependencies } from '../ports/dependencies';

export function createReceiptActivities({ artifacts }: Dependencies) {
  return {
    /** Stores the report of a run that the run knows in full, under the name of its process. */
    async writeRunReport(report: RunReport): Promise<{ report: ArtifactRef }> {
      return { report: await artifacts.write(report.process, report) };
    },

    /** Stores what every party keeps of a transfer. */
    async writeReceipt(receipt: CspTransferReport): Promise<{ receipt: ArtifactRef }> {
      return { receipt: await artifacts.write('receipt', receipt) };
    },

    /** Stores what became of an onboarding. */
    async writeOnboardingReport(report: CustomerOnboardingReport): Promise<{ report: ArtifactRef }> {
      return { report: await artifacts.write('onboarding', report) };
    },

    /** Stores what became of a tenant move. */
    async writeTenantMoveReport(report: TenantMoveReport): Promise<{ report: ArtifactRef }> {
      return { report: await artifacts.write('tenant-move', report) };
    },

    /** Stores what became of a transfer of billing. */
    async writeBillingTransferReport(report: BillingTransferReport): Promise<{ report: ArtifactRef }> {
      return { report: await artifacts.write('billing-transfer', report) };
    },
  };
}
