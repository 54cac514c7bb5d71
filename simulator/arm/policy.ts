import type { Azure } from '../azure';
import type { ArmErrorBody, ArmResource } from '../contracts';
import { keyOf, scopeChain } from '../ids';
import { text } from '../json';
import { normalLocation } from '../providers/locations';
import { builtInPolicy } from './builtInPolicies';

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

function ruleOf(azure: Azure, properties: Json): Json | undefined {
  const own = properties['policyRule'] as Json | undefined;
  if (own) return own;
  const definitionId = text(properties['policyDefinitionId']);
  return (
    (azure.store.policyDefinitions.get(definitionId)?.properties['policyRule'] as Json | undefined) ?? builtInPolicy(definitionId)
  );
}

/** Enforced, and not left out for the resource by the assignment's `notScopes`. */
function isInForce(properties: Json, id: string): boolean {
  if (properties['enforcementMode'] === 'DoNotEnforce') return false;
  const leftOut = (properties['notScopes'] as string[] | undefined) ?? [];
  return !leftOut.some((scope) => scopeChain(id).includes(keyOf(scope)));
}

/** What denies the resource at the place its id names: an assigned policy at the scope or above it whose effect is deny. */
export function deniedBy(azure: Azure, resource: ArmResource): ArmErrorBody | undefined {
  for (const assignment of azure.store.inherited(azure.store.policyAssignments, resource.id)) {
    if (!isInForce(assignment.properties, resource.id)) continue;
    const rule = ruleOf(azure, assignment.properties);
    const parameters = (assignment.properties['parameters'] as Json | undefined) ?? {};
    const effect = resolve((rule?.['then'] as Json | undefined)?.['effect'], parameters);
    if (!rule || lower(effect) !== 'deny' || !holds(rule['if'] as Json, resource, parameters)) continue;
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
