import type { KindsOf } from '../common/kind';
import type { createMigrationActivities } from './migration';
import type { createReceiptActivities } from './receipts';

export const kinds = {
  // migration
  readAssessment: 'look',
  writeMigrationReport: 'survey',
  // receipts
  writeRunReport: 'look',
  writeBillingTransferReport: 'look',
  writeReceipt: 'look',
  writeOnboardingReport: 'look',
  writeTenantMoveReport: 'look',
} as const satisfies KindsOf<typeof createMigrationActivities | typeof createReceiptActivities>;
