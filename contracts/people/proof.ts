import { z } from 'zod';
import { canonicalJson } from './canonical-json';

/** Made by the desk, checked by the workflow. Times are ISO 8601, UTC. */
export const Proof = z.strictObject({
  signedAt: z.iso.datetime(),
  /** Not later than the link's own end. */
  validUntil: z.iso.datetime(),
  /** Ed25519 over `provenText`, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type Proof = z.infer<typeof Proof>;

/** Which run an answer is for. `runId` is the first execution's: an answer to an earlier run of the same id counts for nothing. */
export interface ProvenRun {
  workflowId: string;
  runId: string;
}

/**
 * The text that the desk signs and the workflow checks: everything the message says, the run it is for, and when. UTF-8 bytes of the
 * canonical JSON, begun with a word that keeps a signature from being taken for one about something else.
 */
export function provenText(run: ProvenRun, kind: 'decide' | 'contact', message: object, proof: Omit<Proof, 'signature'>): string {
  const { proof: _proof, ...said } = message as { proof?: unknown };
  return `handover-${kind}:${canonicalJson({ ...run, ...proof, said })}`;
}
