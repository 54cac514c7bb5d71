import { computeRules } from './compute';
import { generalRules } from './general';
import { networkRules } from './network';
import type { Rule, Stop, Subject } from './rule';
import { serviceRules } from './services';

/** Rules of special cases come before those of the bare type: they know the better way out. */
export const RULES: Rule[] = [...computeRules, ...networkRules, ...serviceRules, ...generalRules];

/** Why this resource itself cannot go to another subscription; undefined when nothing of its own holds it. A block outweighs what a person can mend. */
export function stopOf(subject: Subject): Stop | undefined {
  const rules = rulesFor(subject.top.type).filter((rule) => rule.applies(subject));
  const rule =
    rules.find((candidate) => candidate.outweighs) ?? rules.find((candidate) => candidate.verdict === 'BLOCKED') ?? rules[0];
  return rule && { rule: rule.name, verdict: rule.verdict, reason: said(rule.reason, subject), fix: said(rule.fix, subject) };
}

const byType = new Map<string, Rule[]>();

function rulesFor(type: string): Rule[] {
  let rules = byType.get(type);
  if (!rules) {
    rules = RULES.filter((rule) => rule.types === undefined || rule.types.includes(type));
    byType.set(type, rules);
  }
  return rules;
}

function said(text: Rule['reason'], subject: Subject): string {
  return typeof text === 'string' ? text : text(subject);
}
