import type { KindsOf } from '../common/kind';
import type { createEaPortalActivities } from './accounts';

export const kinds = {
  setAuthLevel: 'do',
  eaAccount: 'look',
  addEaAccount: 'do',
  removeEaAccount: 'do',
  awaitEaAccount: 'watch',
  startEaTransfer: 'once',
  lookAtEaTransfer: 'poll',
  requestOwnership: 'once',
  lookAtOwnership: 'look',
  awaitOwnership: 'watch',
  cancelOwnership: 'do',
} as const satisfies KindsOf<typeof createEaPortalActivities>;
