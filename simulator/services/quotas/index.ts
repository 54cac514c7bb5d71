import type { Service } from '../../kernel/service';
import { QUOTA_PATHS } from './paths';
import { quotasWorld } from './world';

/** What a subscription may have of what is counted, and what it has. */
export const quotas = { name: 'quotas', armPaths: QUOTA_PATHS, world: quotasWorld } satisfies Service;
