import type { PolicyFacts } from '../contracts/destination';
import type { ArmResource } from '../contracts/inventory';
import { idKey } from './armId';
import { valueAt } from './rules/rule';

type Json = Record<string, unknown>;
/** undefined: the rule asks what cannot be told here (an alias, a function, a count). */
type Truth = boolean | undefined;

/** What a policy does with a resource that arrives at a group. */
export type PolicyVerdict = 'denies' | 'lets in' | 'not told';

/** Whether a policy of the destination denies a resource, as it would arrive in the group of that id. */
export function judgePolicy(policy: PolicyFacts, resource: ArmResource, groupId: string): PolicyVerdict {
  if (!reaches(policy, groupId)) return 'lets in';
  if (!policy.rule) return 'not told';
  const effect = lower(resolved(valueAt(policy.rule, 'then', 'effect'), policy));
  if (typeof effect !== 'string' || effect.startsWith('[')) return 'not told';
  if (effect !== 'deny') return 'lets in';
  const truth = holds(valueAt(policy.rule, 'if'), resource, policy);
  return truth === undefined ? 'not told' : truth ? 'denies' : 'lets in';
}

/** Assigned to the group or above it, and not left out there. */
function reaches({ scope, notScopes }: PolicyFacts, groupId: string): boolean {
  const group = idKey(groupId);
  const subscription = group.split('/resourcegroups/')[0];
  const at = idKey(scope);
  const isAbove = at === group || at === subscription || !at.startsWith('/subscriptions/');
  return isAbove && !notScopes.some((left) => [group, subscription].includes(idKey(left)));
}

function holds(condition: unknown, resource: ArmResource, policy: PolicyFacts): Truth {
  if (typeof condition !== 'object' || condition === null) return undefined;
  const parts = condition as Json;
  if (Array.isArray(parts['allOf'])) return all(parts['allOf'].map((one) => holds(one, resource, policy)));
  if (Array.isArray(parts['anyOf'])) return not(all(parts['anyOf'].map((one) => not(holds(one, resource, policy)))));
  if ('not' in parts) return not(holds(parts['not'], resource, policy));
  const field = fieldOf(resource, parts['field']);
  const [operator, raw] = Object.entries(parts).find(([name]) => name.toLowerCase() in OPERATORS) ?? [];
  if (!field || operator === undefined) return undefined;
  const operand = field.normal(resolved(raw, policy));
  if (operand === undefined || (typeof operand === 'string' && operand.startsWith('[') && !operand.startsWith('[[')))
    return undefined;
  return OPERATORS[operator.toLowerCase()]?.(field.normal(field.value), operand);
}

const OPERATORS: Record<string, (value: unknown, operand: unknown) => Truth> = {
  equals: same,
  notequals: (value, operand) => not(same(value, operand)),
  in: among,
  notin: (value, operand) => not(among(value, operand)),
  like,
  notlike: (value, operand) => not(like(value, operand)),
  exists: (value, operand) => (value !== undefined) === (String(operand).toLowerCase() === 'true'),
};

interface Field {
  value: unknown;
  normal: (value: unknown) => unknown;
}

/** Fields that every resource has; undefined for an alias of a property, which only Azure can look up. */
function fieldOf(resource: ArmResource, field: unknown): Field | undefined {
  if (typeof field !== 'string') return undefined;
  const asItIs = (value: unknown) => value;
  const tag = /^tags(?:\.|\[')([^'\]]+)(?:'\])?$/i.exec(field)?.[1];
  if (tag !== undefined) return { value: valueAt(resource.tags, tag), normal: asItIs };
  switch (field.toLowerCase()) {
    case 'location':
      return { value: resource.location, normal: place };
    case 'type':
    case 'name':
    case 'kind':
      return { value: resource[field.toLowerCase()], normal: asItIs };
    default:
      return undefined;
  }
}

/** Policies normalize locations: East US 2 is eastus2. */
function place(value: unknown): unknown {
  return Array.isArray(value) ? value.map(place) : typeof value === 'string' ? value.replace(/\s/g, '') : value;
}

/** `[parameters('allowed')]` replaced by its value. */
function resolved(value: unknown, { parameters }: PolicyFacts): unknown {
  const name = typeof value === 'string' ? /^\[parameters\('([^']+)'\)\]$/i.exec(value)?.[1] : undefined;
  return name === undefined ? value : valueAt(parameters, name);
}

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

function same(value: unknown, operand: unknown): boolean {
  return lower(value) === lower(operand);
}

function among(value: unknown, operand: unknown): Truth {
  return Array.isArray(operand) ? operand.some((one) => same(value, one)) : undefined;
}

function like(value: unknown, pattern: unknown): boolean {
  const source = String(pattern)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return typeof value === 'string' && new RegExp(`^${source}$`, 'i').test(value);
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function all(truths: Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
}
