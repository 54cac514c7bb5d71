import type { ArtifactRef } from '../contracts/artifact';
import type { CspTransferReceipt } from '../contracts/cspTransfer';
import type { Dependencies } from './deps';

export function createReceiptActivities({ artifacts }: Dependencies) {
  return {
    /** Stores what every party keeps of a transfer. */
    async writeReceipt(receipt: CspTransferReceipt): Promise<{ receipt: ArtifactRef }> {
      return { receipt: await artifacts.write('receipt', receipt) };
    },
  };
}
