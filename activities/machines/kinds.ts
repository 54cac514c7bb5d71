import type { KindsOf } from '../common/kind';
import type { createSecretsReportActivities } from './report';
import type { createSecretsActivities } from './secrets';

export const kinds = {
  // report
  writeSecretsReport: 'survey',
  // secrets
  findSecrets: 'survey',
  keepSecrets: 'survey',
  removeSecrets: 'bulk',
  restoreSecrets: 'bulk',
  lookAtSecrets: 'survey',
} as const satisfies KindsOf<typeof createSecretsReportActivities | typeof createSecretsActivities>;
