import type { Dependencies } from '../ports/dependencies';
import { failure } from '../failures/failure';

interface ProvidersInput {
  tenantId: string;
  subscriptionId: string;
  namespaces: string[];
}

const PACE_MS = 5_000;

export function createProviderActivities({ azure, settings }: Dependencies) {
  return {
    /** Asks for the registration of each namespace that is not registered or on its way. Registration goes on in Azure afterwards. */
    async registerProviders({ tenantId, subscriptionId, namespaces }: ProvidersInput): Promise<void> {
      const arm = azure.arm(tenantId);
      const states = await arm.providers(subscriptionId);
      for (const namespace of namespaces) {
        if (!['Registered', 'Registering'].includes(states.get(namespace.toLowerCase()) ?? ''))
          await arm.registerProvider(subscriptionId, namespace);
      }
    },

    /** Answers when all are registered; until then `StillRunning`, which is tried again. */
    async awaitProviders({ tenantId, subscriptionId, namespaces }: ProvidersInput): Promise<void> {
      const states = await azure.arm(tenantId).providers(subscriptionId);
      const waiting = namespaces.filter((namespace) => states.get(namespace.toLowerCase()) !== 'Registered');
      if (waiting.length > 0) {
        throw failure('StillRunning', `${waiting.join(', ')}: not registered yet`, {
          retryAfterMs: Math.max(1_000, PACE_MS / settings.timeScale),
        });
      }
    },
  };
}
