import { byItself } from './portal-by-handover';
import { byHand } from './portal-by-people';
import type { PortalHands } from './portal-hands';
import type { TenantMoveState } from './state';

export function handsOf(state: TenantMoveState): PortalHands {
  return state.hasPortal ? byItself(state) : byHand(state);
}
