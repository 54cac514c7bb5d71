import type { KindsOf } from '../common/kind';
import type { createNoticeActivities } from './notices';

export const kinds = {
  notify: 'notify',
} as const satisfies KindsOf<typeof createNoticeActivities>;
