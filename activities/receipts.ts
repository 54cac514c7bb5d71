import type { ArtifactRef } from '../contracts/artifact';
import type { CspTransferReceipt } from '../contracts/cspTransfer';
import type { CustomerOnboardingReport } from '../contracts/customerOnboarding';
import type { TenantMoveReport } from '../contracts/tenantMove';
import type { Dependencies } from './deps';

export function createReceiptActivities({ artifacts }: Dependencies) {
  return {
    /** Stores what every party keeps of a transfer. */
    async writeReceipt(receipt: CspTransferReceipt): Promise<{ receipt: ArtifactRef }> {
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
  };
}
