import type { ArmResource } from '../../contracts/azure/inventory';
import type { OutsideReference } from '../inventory/graph';
import type { TopResource } from '../inventory/index-inventory';

/** Why a resource stays where it is. */
export interface Stop {
  /** Stable name of the rule. */
  rule: string;
  /** MODIFY: goes once a person has acted · BLOCKED: does not go. */
  verdict: 'MODIFY' | 'BLOCKED';
  /** A sentence. */
  reason: string;
  /** A sentence. */
  fix: string;
  /** Id of the resource that is the cause, when it is another one. */
  because?: string;
}

/** What a rule may look at. */
export interface Subject {
  top: TopResource;
  /** The top-level resource itself. */
  resource: ArmResource;
  /** Top-level resources that refer to this one. */
  referrers: TopResource[];
  /** References that leave the inventory. */
  outside: OutsideReference[];
}

/** One condition of a move between subscriptions. */
export interface Rule {
  name: string;
  verdict: Stop['verdict'];
  /** Top-level types that it is about, lower case; left out: all. */
  types?: string[];
  /** Its verdict and way out stand whatever else holds, also that the type does not move. */
  outweighs?: true;
  /** Does the condition hold? */
  applies(subject: Subject): boolean;
  reason: string | ((subject: Subject) => string);
  fix: string | ((subject: Subject) => string);
}

/** Value at a path of property names, in any case; undefined where the path ends early. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  }
  return value;
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
  const list = valueAt(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** Text in lower case; '' when there is none. */
export function textAt(value: unknown, ...path: string[]): string {
  const text = valueAt(value, ...path);
  return typeof text === 'string' ? text.toLowerCase() : '';
}
