import { z } from 'zod';

/**
 * A file in the artifact store. Whatever grows with the number of resources travels as one of these, so that
 * a workflow's history stays the same size for 7 resources and for 10,000.
 */
export const ArtifactRef = z.strictObject({
  /** `file:///…` for the local folder. */
  uri: z.string(),
  /** SHA-256 of the bytes stored, lower-case hex: a file that was edited is refused when it is read. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
});
export type ArtifactRef = z.infer<typeof ArtifactRef>;
