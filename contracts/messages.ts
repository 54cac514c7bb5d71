import { z } from 'zod';
import { PARTIES } from './parties';

/** Wire names of what a running process understands. The same for every process. */
export const MESSAGES = {
  progress: 'progress',
  decide: 'decide',
  approve: 'approve',
  decline: 'decline',
  sendBack: 'sendBack',
  rule: 'rule',
  pause: 'pause',
  resume: 'resume',
} as const;

const text = (max: number) => z.string().trim().max(max);

/** A person's answer to what a step asks. */
export const Decision = z.strictObject({
  party: z.enum(PARTIES),
  choice: z.enum(['approve', 'decline', 'sendBack']),
  /** The step that asks; may be left out when this party is asked one thing only. */
  step: z.string().optional(),
  /** Of the document that was read. A decision about another text does not count. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  name: text(200).min(1),
  email: text(320).optional(),
  comment: text(4000).optional(),
});
export type Decision = z.infer<typeof Decision>;

/** The signal twins carry the same without `choice`. */
export const SignalledDecision = Decision.omit({ choice: true });
export type SignalledDecision = z.infer<typeof SignalledDecision>;

/** The operator's ruling on a step that cannot go on by itself. */
export const Ruling = z.strictObject({
  step: z.string().min(1),
  verdict: z.enum(['retry', 'done', 'give-up']),
  /** For `done` the evidence. Kept in the report. */
  reason: text(4000).min(1),
  name: text(200).min(1).default('operator'),
});
export type Ruling = z.infer<typeof Ruling>;

export const Hold = z.strictObject({ reason: text(4000).default(''), name: text(200).min(1).default('operator') });
export type Hold = z.infer<typeof Hold>;
