import { z } from 'zod';
import { PARTIES } from './parties';

/** Where a signed link leads at the desk. */
export const LINK_PATHS = { sign: '/sign', inbox: '/inbox', status: '/status' } as const;

/** `iss` of every link's token (JWT, HS256 with the desk's link key). */
export const LINK_ISSUER = 'handover';

/**
 * What a signed link says beside `iss`, `exp` and `jti`. It opens a page for one party and nothing else: the decision made there is signed by
 * the desk with a key of its own (contracts/people/proof.ts).
 */
export const LinkClaims = z.object({
  /** Which page: it is the token's audience. */
  aud: z.enum(['sign', 'inbox', 'status']),
  party: z.enum(PARTIES),
  /** Tenant of the organisation that may look, lower case; absent: the operator. */
  tenantId: z.string().optional(),
  /** Address that the link was sent to. */
  email: z.string(),
  /** The run that the link was sent for; absent in a link that no run sent. */
  workflowId: z.string().optional(),
  runId: z.string().optional(),
  /** Generation of the party's links in that run (ProgressView.links). */
  links: z.number().int().optional(),
  /** Only in a link to sign: what is asked, and the digest of what was to be read. */
  step: z.string().optional(),
  digest: z.string().optional(),
});
export type LinkClaims = z.infer<typeof LinkClaims>;
