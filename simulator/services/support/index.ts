import type { Service } from '../../kernel/service';
import { SUPPORT_CONTROLS } from './controls';
import { completeCommunication, completeTicket } from './creations';
import { settleEngineer } from './engineer/work';
import { SUPPORT_PATHS } from './paths';
import { supportState } from './support-state';

/** Microsoft.Support: tickets, what is said in them, and the engineer who works on them. */
export const support = {
  name: 'support',
  state: supportState,
  armPaths: SUPPORT_PATHS,
  complete: {
    openTicket: ({ store }, operation) => completeTicket(store, operation),
    addCommunication: ({ store }, operation) => completeCommunication(store, operation),
  },
  settle: ({ store, clock }) => settleEngineer(store, clock.now()),
  controls: SUPPORT_CONTROLS,
} satisfies Service;
