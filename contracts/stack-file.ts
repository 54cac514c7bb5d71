import { z } from 'zod';
import { PARTIES } from './people/parties';

/** What `handover up --ports-file FILE` writes once all is ready (docs/reference.md). */
export const PortsFile = z.object({
  temporal: z.object({ address: z.string(), namespace: z.string() }),
  ui: z.string(),
  azure: z.string(),
  caFile: z.string(),
  desk: z.string().optional(),
  apps: z.array(z.object({ party: z.enum(PARTIES), tenantId: z.string(), clientId: z.string(), clientSecret: z.string() })),
  subscriptions: z.array(
    z.object({ subscriptionId: z.string(), tenantId: z.string(), displayName: z.string(), offerId: z.string() }),
  ),
});
export type PortsFile = z.infer<typeof PortsFile>;
