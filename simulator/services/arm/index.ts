import type { Service } from '../../kernel/service';
import { completeArm } from './complete';
import { armRoutes } from './http/front';
import { ARM_PATHS } from './http/own-paths';
import { armWorld } from './world';

/** Azure Resource Manager: subscriptions, groups, resources and what is said about them. It answers whatever no other service takes. */
export const arm = {
  name: 'arm',
  routes: armRoutes,
  armPaths: ARM_PATHS,
  complete: completeArm,
  world: armWorld,
} satisfies Service;
