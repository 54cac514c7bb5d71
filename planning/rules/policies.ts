import type { PolicyFacts } from '../../contracts/azure/destination';
import type { ArmResource } from '../../contracts/azure/inventory';
import { idKey } from '../inventory/arm-id';
import { valueAt } from './rule';

type Json = Record<string, unknown>;
/** undefined: the rule asks what cannot be told here (an alias, a function, a count). */
type Truth = boolean | undefined;
type Condition = (resource: ArmResource) => Truth;

/** What a policy does with a resource that arrives at a group. */
export type PolicyVerdict = 'denies' | 'lets in' | 'not told';

/** How a policy of the destination judges a resource, as it would arrive in the group of that id. Its rule is read once, for all resources. */
export function policyJudge(policy: PolicyFacts): (resource: ArmResource, groupId: string) => PolicyVerdict {
  const judge = judgeOf(policy);
  const reached = new Map<string, boolean>();
  return (resource, groupId) => {
    const isReached = reached.get(groupId) ?? reaches(policy, groupId);
    reached.set(groupId, isReached);
    return isReached ? judge(resource) : 'lets in';
  };
}

function judgeOf(policy: PolicyFacts): (resource: ArmResource) => PolicyVerdict {
  if (!policy.rule) return () => 'not told';
  const effect = lower(resolved(valueAt(policy.rule, 'then', 'effect'), policy));
  if (typeof effect !== 'string' || effect.startsWith('[')) return () => 'not told';
  if (effect !== 'deny') return () => 'lets in';
  const holds = conditionOf(valueAt(policy.rule, 'if'), policy);
  return (resource) => {
    const truth = holds(resource);
    return truth === undefined ? 'not told' : truth ? 'denies' : 'lets in';
  };
}

/** Assigned to the group or above it, and not left out there. */
function reaches({ scope, notScopes }: PolicyFacts, groupId: string): boolean {
  const group = idKey(groupId);
  const subscription = group.split('/resourcegroups/')[0];
  const at = idKey(scope);
  const isAbove = at === group || at === subscription || !at.startsWith('/subscriptions/');
  return isAbove && !notScopes.some((left) => [group, subscription].includes(idKey(left)));
}

const NOT_TOLD: Condition = () => undefined;

function conditionOf(condition: unknown, policy: PolicyFacts): Condition {
  if (typeof condition !== 'object' || condition === null) return NOT_TOLD;
  const parts = condition as Json;
  const within = (list: unknown[]) => list.map((one) => conditionOf(one, policy));
  if (Array.isArray(parts['allOf'])) return allOf(within(parts['allOf']));
  if (Array.isArray(parts['anyOf'])) return not(allOf(within(parts['anyOf']).map(not)));
  if ('not' in parts) return not(conditionOf(parts['not'], policy));
  const field = fieldOf(parts['field']);
  const [operator = '', raw] = Object.entries(parts).find(([name]) => name.toLowerCase() in OPERATORS) ?? [];
  const operand = field?.normal(resolved(raw, policy));
  const isFunction = typeof operand === 'string' && operand.startsWith('[') && !operand.startsWith('[[');
  const test = OPERATORS[operator.toLowerCase()];
  if (!field || !test || operand === undefined || isFunction) return NOT_TOLD;
  const asked = test(operand);
  return (resource) => asked(field.normal(field.of(resource)));
}

/** Operators in lower case: each is given what the rule compares with, and says what that means for a value. */
const OPERATORS: Record<string, (operand: unknown) => (value: unknown) => Truth> = {
  equals: same,
  notequals: (operand) => not(same(operand)),
  in: among,
  notin: (operand) => not(among(operand)),
  like,
  notlike: (operand) => not(like(operand)),
  exists: (operand) => (value) => (value !== undefined) === (String(operand).toLowerCase() === 'true'),
};

interface Field {
  of: (resource: ArmResource) => unknown;
  normal: (value: unknown) => unknown;
}

/** Fields that every resource has; undefined for an alias of a property, which only Azure can look up. */
function fieldOf(field: unknown): Field | undefined {
  if (typeof field !== 'string') return undefined;
  const asItIs = (value: unknown) => value;
  const tag = /^tags(?:\.|\[')([^'\]]+)(?:'\])?$/i.exec(field)?.[1];
  if (tag !== undefined) return { of: ({ tags }) => valueAt(tags, tag), normal: asItIs };
  const name = field.toLowerCase();
  if (name === 'location') return { of: ({ location }) => location, normal: place };
  return ['type', 'name', 'kind'].includes(name) ? { of: (resource) => resource[name], normal: asItIs } : undefined;
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

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function same(operand: unknown): (value: unknown) => Truth {
  const wanted = lower(operand);
  return (value) => lower(value) === wanted;
}

function among(operand: unknown): (value: unknown) => Truth {
  if (!Array.isArray(operand)) return () => undefined;
  const wanted = new Set(operand.map(lower));
  return (value) => wanted.has(lower(value));
}

function like(operand: unknown): (value: unknown) => Truth {
  const source = String(operand)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  const pattern = new RegExp(`^${source}$`, 'i');
  return (value) => typeof value === 'string' && pattern.test(value);
}

function not<T>(told: (of: T) => Truth): (of: T) => Truth {
  return (of) => {
    const truth = told(of);
    return truth === undefined ? undefined : !truth;
  };
}

function allOf(conditions: Condition[]): Condition {
  return (resource) => {
    const truths = conditions.map((holds) => holds(resource));
    return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
  };
}
