import type { Service } from '../../kernel/service';
import { meteringState } from './model';
import { METERING_PATHS } from './paths';
import { meteringWorld } from './world';

/** What is used and what it costs: Microsoft.Consumption and Microsoft.Commerce. Partner Center's prices and usage are read from here too. */
export const metering = {
  name: 'metering',
  state: meteringState,
  armPaths: METERING_PATHS,
  world: meteringWorld,
} satisfies Service;
