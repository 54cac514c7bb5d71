import type { Service } from '../../kernel/service';
import { enterpriseState } from './model';
import { settleOwnershipTransfers } from './ownership';
import { enterpriseRoutes } from './routes';
import { settleEaTransfers } from './transfers';
import { enterpriseWorld } from './world';

/** The EA portal and the Account Center: who owns a subscription, and how it gets another owner. */
export const enterprise = {
  name: 'enterprise',
  state: enterpriseState,
  routes: enterpriseRoutes,
  settle(azure) {
    settleEaTransfers(azure);
    settleOwnershipTransfers(azure);
  },
  world: enterpriseWorld,
} satisfies Service;
