import { z } from 'zod';
import { PARTIES } from '../people/parties';
import { Proof } from '../people/proof';

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
  contact: 'contact',
  wake: 'wake',
} as const;

const text = (max: number) => z.string().trim().max(max);

/** A person's answer to what a step asks. */
export const Decision = z.strictObject({
  party: z.enum(PARTIES),
  choice: z.enum(['approve', 'decline', 'sendBack']),
  /** The step that asks; may be left out when this party is asked one thing only. */
  step: z.string().optional(),
  /** Digest of the document that was read. A decision about another text does not count. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  name: text(200).min(1),
  email: text(320).optional(),
  comment: text(4000).optional(),
  /** What the party states beside its yes, by the ids that the request names (`contract`: a contract with the customer is in place). */
  states: z.array(text(100).min(1)).max(50).optional(),
  /** Values for fields of the document that this party may change, with `sendBack`. They make a new version. */
  changes: z.record(text(100), text(500).min(1)).optional(),
  proof: Proof.optional(),
});
export type Decision = z.infer<typeof Decision>;

/** The signal twins carry the same without `choice`. */
export const SignalledDecision = Decision.omit({ choice: true });
export type SignalledDecision = z.infer<typeof SignalledDecision>;

/** The operator's ruling on a step that cannot go on by itself. */
export const Ruling = z.strictObject({
  step: z.string().min(1),
  verdict: z.enum(['retry', 'done', 'give-up']),
  /** Why; with `done`, the evidence. The report keeps it. */
  reason: text(4000).min(1),
  name: text(200).min(1).default('operator'),
});
export type Ruling = z.infer<typeof Ruling>;

/** A ruling as it is kept: with the time at which the workflow took it. */
export interface RulingRecord extends Ruling {
  at: string;
}

export const Hold = z.strictObject({ reason: text(4000).default(''), name: text(200).min(1).default('operator') });
export type Hold = z.infer<typeof Hold>;

/** What a party does about its own link: a colleague of the same party answers instead, the link is sent again, or all links so far end. */
export const ContactChange = z.strictObject({
  party: z.enum(PARTIES),
  step: z.string().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  action: z.enum(['delegate', 'resend', 'revoke']),
  /** The colleague's address, with `delegate`. */
  email: z.email().max(320).optional(),
  name: text(200).min(1),
  proof: Proof.optional(),
});
export type ContactChange = z.infer<typeof ContactChange>;

/** Something may have happened outside: the run looks now instead of later. Carries nothing that is believed. */
export const Wake = z.strictObject({ source: text(200) });
export type Wake = z.infer<typeof Wake>;
