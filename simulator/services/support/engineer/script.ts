import { z } from 'zod';
import { parseDuration } from '../../../kernel/clock';

const duration = z.union([z.string(), z.number()]).refine((value) => {
  try {
    return parseDuration(value) >= 0;
  } catch {
    return false;
  }
}, 'is not a duration: write 45s, 5m, 6h or 1h30m');

/** What Microsoft's engineer does when a ticket about a transfer gets a form. */
const Rule = z.strictObject({
  /**
   * `confirm`: confirms receipt, later moves the subscription and closes the ticket. `askCorrection`: asks for another form.
   * `refuse`: says so and closes the ticket. `silent`: nothing. `confirmThenSilent`: confirms and never moves.
   */
  behaviour: z.enum(['confirm', 'askCorrection', 'refuse', 'silent', 'confirmThenSilent']),
  /** The number of forms that the rule is for. Left out: one, and the last rule holds for ever. */
  times: z.number().int().min(1).optional(),
  /** The time between the form and the engineer's first words; default 2h. */
  confirmAfter: duration.optional(),
  /** The time between the confirmation and the move; default 20h. */
  moveAfter: duration.optional(),
  /** The engineer's first words instead of the usual ones. */
  text: z.string().min(1).optional(),
  /** A `silent` engineer goes on as a `confirm` one does once the severity is raised. */
  answersWhenEscalated: z.boolean().optional(),
});
export type Rule = z.infer<typeof Rule>;

/** Body of POST /_sim/engineer: one rule, or several that are used one after another. */
export const Script = z.union([Rule.transform((one) => [one]), z.array(Rule).min(1)]);

/** The rule for the form that comes after `used` others. A last rule that has `times` is followed by `confirm`. */
export function ruleFor(script: readonly Rule[], used: number): Rule {
  let left = used;
  for (const [at, rule] of script.entries()) {
    const isLast = at === script.length - 1;
    const times = rule.times ?? (isLast ? Infinity : 1);
    if (left < times) return rule;
    left -= times;
  }
  return { behaviour: 'confirm' };
}

/** Virtual milliseconds from a form to the engineer's first words. */
export function answersAfter(rule: Rule): number {
  return parseDuration(rule.confirmAfter ?? '2h');
}

/** Virtual milliseconds from the confirmation to the move. */
export function movesAfter(rule: Rule): number {
  return parseDuration(rule.moveAfter ?? '20h');
}
