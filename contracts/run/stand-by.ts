import { z } from 'zod';

/**
 * A run that is part of a larger one does not end when its work is done: it stands by with its undo ready. It tells its parent `ready`; the
 * parent asks it (`standing`) with what result it stands by, since a signal can come from anybody, and later answers `keep`, and the run ends
 * well, or cancels it, and the run takes back what it did.
 */
export const STAND_BY = { ready: 'ready', standing: 'standing', keep: 'keep' } as const;

/** Field of the input of every process that can be part of a larger one. Started by hand it is false: nobody would answer. */
export const standBy = z.boolean().default(false);

/** What is not of this form does not count. */
export const Ready = z.object({
  workflowId: z.string(),
  /** As the part's process says; `status` is in all of them. */
  result: z.looseObject({ status: z.enum(['done', 'declined', 'rehearsed']) }),
});
export type Ready = z.infer<typeof Ready>;
