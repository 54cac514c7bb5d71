import type { Service } from '../../kernel/service';
import { QUOTA_PATHS } from './paths';
import { quotasWorld } from './world';

/** Quotas: how much a subscription may have of each thing that is counted, and how much it has. */
export const quotas = { name: 'quotas', armPaths: QUOTA_PATHS, world: quotasWorld } satisfies Service;
