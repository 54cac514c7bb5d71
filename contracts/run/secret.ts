import { z } from 'zod';

/** Where a secret lies: a reference travels, the secret itself never enters a workflow, a log or a report. */
export const SecretRef = z.strictObject({
  /** `file:` URL, or the id of a Key Vault secret without its version. */
  uri: z.string().min(1),
  /** What a person looks it up by. */
  name: z.string().min(1),
});
export type SecretRef = z.infer<typeof SecretRef>;
