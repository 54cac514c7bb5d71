/**
 * What kind of effect an activity has; how it is retried, bounded and cancelled follows from that alone (workflows/acts/actors.ts).
 * - `look`: a read, or a write of Handover's own files.
 * - `survey`: a read of a whole subscription.
 * - `do`: the same request twice is one effect.
 * - `bulk`: as `do`, for many things in one attempt.
 * - `once`: sent once; a lost answer is looked up.
 * - `poll`: one look at what Azure takes minutes or hours over.
 * - `watch`: one look at what people and Microsoft take days or weeks over.
 * - `notify`: best effort.
 */
export type Kind = 'look' | 'survey' | 'do' | 'bulk' | 'once' | 'poll' | 'watch' | 'notify';

type NameOf<Factory> = Factory extends (...args: never[]) => infer Activities ? keyof Activities : never;

/** A kind for each activity of these factories: none is missing, and none is of no activity. */
export type KindsOf<Factory> = { readonly [Name in NameOf<Factory>]: Kind };
