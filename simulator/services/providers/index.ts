import type { Service } from '../../kernel/service';
import { PROVIDER_PATHS } from './paths';
import { completeRegistration } from './registrations';

/** Resource providers: which there are, who has registered them, and what their types do beyond keeping what they are given. */
export const providers = { name: 'providers', armPaths: PROVIDER_PATHS, complete: completeRegistration } satisfies Service;
