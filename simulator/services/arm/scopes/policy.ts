import type { ArmErrorBody, ArmResource } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { keyOf, scopeChain } from '../../../kernel/ids';
import { text } from '../../../kernel/json';
import type { ScopedItem } from '../../../kernel/state/model';
import { normalLocation } from '../../providers/locations';
import { builtInPolicy } from './built-in-policies';

type Json = Record<string, unknown>;

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** Locations are normalized: East US 2 is eastus2. */
function place(value: unknown): unknown {
  return Array.isArray(value) ? value.map(place) : typeof value === 'string' ? normalLocation(value) : value;
}

/** `[parameters('allowed')]` replaced by its value. */
function resolve(value: unknown, parameters: Json): unknown {
  const name = typeof value === 'string' ? /^\[parameters\('([^']+)'\)\]$/i.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  const given = parameters[name];
  return given !== null && typeof given === 'object' && 'value' in given ? (given as Json)['value'] : given;
}

function fieldOf(resource: ArmResource, field: string): unknown {
  const tag = /^tags\[?'?\.?([^'\]]+)'?\]?$/i.exec(field)?.[1];
  if (tag !== undefined) return Object.entries(resource.tags ?? {}).find(([key]) => key.toLowerCase() === tag.toLowerCase())?.[1];
  return resource[field];
}

function like(value: unknown, pattern: unknown): boolean {
  const source = String(pattern)
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return typeof value === 'string' && new RegExp(`^${source}$`).test(value.toLowerCase());
}

function holds(condition: Json, resource: ArmResource, parameters: Json): boolean {
  const every = condition['allOf'] as Json[] | undefined;
  if (every) return every.every((one) => holds(one, resource, parameters));
  const some = condition['anyOf'] as Json[] | undefined;
  if (some) return some.some((one) => holds(one, resource, parameters));
  if (condition['not'] !== undefined) return !holds(condition['not'] as Json, resource, parameters);
  const field = String(condition['field']);
  const normal = lower(field) === 'location' ? place : (one: unknown) => one;
  const value = normal(fieldOf(resource, field));
  const operand = (name: string) => normal(resolve(condition[name], parameters));
  const among = (name: string) => ((operand(name) as unknown[] | undefined) ?? []).map(lower).includes(lower(value));
  if ('equals' in condition) return lower(value) === lower(operand('equals'));
  if ('notEquals' in condition) return lower(value) !== lower(operand('notEquals'));
  if ('in' in condition) return among('in');
  if ('notIn' in condition) return !among('notIn');
  if ('like' in condition) return like(value, operand('like'));
  if ('notLike' in condition) return !like(value, operand('notLike'));
  if ('exists' in condition) return (value !== undefined) === (String(operand('exists')).toLowerCase() === 'true');
  return false;
}

/** A rule in force, with what its parameters are; `reference` is its name in a set. */
interface Applied {
  rule: Json;
  parameters: Json;
  reference?: string;
}

function withDefaults(declared: unknown, given: Json): Json {
  const defaults = Object.entries((declared ?? {}) as Record<string, Json>)
    .filter(([, one]) => 'defaultValue' in one)
    .map(([name, one]) => [name, { value: one['defaultValue'] }]);
  return { ...(Object.fromEntries(defaults) as Json), ...given };
}

/** The rules behind a definition's id: one, or those of a set. */
function rulesOf(azure: Azure, definitionId: string, given: Json): Applied[] {
  const set = azure.store.policySetDefinitions.get(definitionId)?.properties;
  if (!set) {
    const own = azure.store.policyDefinitions.get(definitionId)?.properties;
    const rule = (own?.['policyRule'] as Json | undefined) ?? builtInPolicy(definitionId);
    return rule ? [{ rule, parameters: withDefaults(own?.['parameters'], given) }] : [];
  }
  const parameters = withDefaults(set['parameters'], given);
  return ((set['policyDefinitions'] ?? []) as Json[]).flatMap((member) => {
    const passed = Object.entries((member['parameters'] ?? {}) as Record<string, Json>);
    const resolved = passed.map(([name, { value }]) => [name, { value: resolve(value, parameters) }]);
    const rules = rulesOf(azure, text(member['policyDefinitionId']), Object.fromEntries(resolved) as Json);
    return rules.map((one) => ({ ...one, reference: text(member['policyDefinitionReferenceId']) }));
  });
}

/** Neither left out of the assignment's scope nor exempted from it (or from this rule of it) today. */
function applies(azure: Azure, assignment: ScopedItem, { reference }: Applied, resource: ArmResource): boolean {
  const { notScopes, enforcementMode } = assignment.properties;
  const leftOut = ((notScopes ?? []) as unknown[]).some((scope) => scopeChain(resource.id).includes(keyOf(text(scope))));
  if (lower(enforcementMode) === 'donotenforce' || leftOut) return false;
  return !azure.store.inherited(azure.store.policyExemptions, resource.id).some(({ properties }) => {
    const { policyAssignmentId, expiresOn, policyDefinitionReferenceIds } = properties;
    const of = (policyDefinitionReferenceIds ?? []) as string[];
    const isExpired = typeof expiresOn === 'string' && Date.parse(expiresOn) <= azure.clock.now();
    return (
      keyOf(text(policyAssignmentId)) === keyOf(assignment.id) && !isExpired && (of.length === 0 || of.includes(reference ?? ''))
    );
  });
}

/** What denies the resource at the place its id names: an assigned policy at the scope or above it whose effect is deny. */
export function deniedBy(azure: Azure, resource: ArmResource): ArmErrorBody | undefined {
  for (const assignment of azure.store.inherited(azure.store.policyAssignments, resource.id)) {
    const given = (assignment.properties['parameters'] as Json | undefined) ?? {};
    const own = assignment.properties['policyRule'] as Json | undefined;
    const rules = own
      ? [{ rule: own, parameters: given }]
      : rulesOf(azure, text(assignment.properties['policyDefinitionId']), given);
    const denies = rules.some((one) => {
      const effect = resolve((one.rule['then'] as Json | undefined)?.['effect'], one.parameters);
      return (
        lower(effect) === 'deny' &&
        holds(one.rule['if'] as Json, resource, one.parameters) &&
        applies(azure, assignment, one, resource)
      );
    });
    if (!denies) continue;
    const name = text(assignment.properties['displayName']) || assignment.name;
    return {
      code: 'RequestDisallowedByPolicy',
      target: resource.name,
      message: `Resource '${resource.name}' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"${name}","id":"${assignment.id}"}}]'.`,
      additionalInfo: [
        {
          type: 'PolicyViolation',
          info: {
            policyAssignmentId: assignment.id,
            policyAssignmentName: assignment.name,
            policyAssignmentDisplayName: name,
            policyDefinitionEffect: 'deny',
          },
        },
      ],
    };
  }
  return undefined;
}
