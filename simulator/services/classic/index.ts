import type { Service } from '../../kernel/service';
import { completeMigration } from './complete';
import { classicInvariants } from './invariants';
import { classicState } from './model';
import { classicRoutes } from './routes';
import { classicWorld } from './world';

/** The classic deployment model and the migration of its units to Azure Resource Manager. */
export const classic = {
  name: 'classic',
  state: classicState,
  routes: classicRoutes,
  complete: { classicMigration: completeMigration },
  world: classicWorld,
  invariants: classicInvariants,
} satisfies Service;
