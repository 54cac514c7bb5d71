import type { KindsOf } from '../common/kind';
import type { createMigrationActivities } from './migration';
import type { createRunReportActivities } from './run-reports';

export const kinds = {
  // migration
  readAssessment: 'look',
  writeMigrationReport: 'survey',
  // run reports
  writeRunReport: 'look',
} as const satisfies KindsOf<typeof createMigrationActivities | typeof createRunReportActivities>;
