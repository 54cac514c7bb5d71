import { z } from 'zod';

/**
 * A child run does not end when its work is done: it holds for its parent, with its undo ready. It signals `ready` to its parent. The parent
 * queries it (`standing`) for the result that it holds with, since a signal can come from anybody. Later the parent signals `keep`, and the run
 * ends well; or the parent cancels it, and the run rolls back what it did.
 */
export const HOLD_FOR_PARENT = { ready: 'ready', standing: 'standing', keep: 'keep' } as const;

/** Field of the input of every process that can be a child run. It is false in a run that a person starts: nobody would answer. */
export const holdForParent = z.boolean().default(false);

/** What is not of this form does not count. */
export const Ready = z.object({
  workflowId: z.string(),
  /** What the child's process answers; `status` is in all of them. */
  result: z.looseObject({ status: z.enum(['done', 'declined', 'rehearsed']) }),
});
export type Ready = z.infer<typeof Ready>;
