import type { Service } from '../../kernel/service';
import { meteringState } from './model';
import { METERING_PATHS } from './paths';
import { meteringWorld } from './world';

/** Microsoft.Consumption and Microsoft.Commerce: what subscriptions use and what it costs. Partner Center reads prices and usage from here too. */
export const metering = {
  name: 'metering',
  state: meteringState,
  armPaths: METERING_PATHS,
  world: meteringWorld,
} satisfies Service;
