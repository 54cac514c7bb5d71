import type { Service } from '../../kernel/service';
import { customRoleState } from './roles';
import { accessControlWorld } from './world';

/** Roles, who has them and what they allow. Its paths are among Azure Resource Manager's, at every scope. */
export const accessControl = { name: 'access-control', state: customRoleState, world: accessControlWorld } satisfies Service;
