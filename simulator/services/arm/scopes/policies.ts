import type { Azure } from '../../../kernel/azure';
import { newGuid } from '../../../kernel/guids';
import { badRequest } from '../../../kernel/http/errors';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody, option } from '../../../kernel/http/request';
import { keyOf, subscriptionOf } from '../../../kernel/ids';
import { text } from '../../../kernel/json';
import { forgetIdentity } from '../../../kernel/state/identities';
import type { ScopedItem } from '../../../kernel/state/model';
import { builtInDefinition } from './built-in-policies';
import { around, assertScope, missing, type ScopedPath, view } from './scoped-items';

type Json = Record<string, unknown>;

export const POLICY_KINDS = ['policyAssignments', 'policyDefinitions', 'policySetDefinitions', 'policyExemptions'] as const;
type Kind = (typeof POLICY_KINDS)[number];

const WORDS = {
  policyAssignments: ['PolicyAssignmentNotFound', 'policy assignment'],
  policyDefinitions: ['PolicyDefinitionNotFound', 'policy definition'],
  policySetDefinitions: ['PolicySetDefinitionNotFound', 'policy set definition'],
  policyExemptions: ['PolicyExemptionNotFound', 'policy exemption'],
} as const;

const idOf = (kind: Kind, { scope, name }: ScopedPath) => `${scope}/providers/Microsoft.Authorization/${kind}/${name}`;
const unknown = (kind: Kind, name: string) => missing(WORDS[kind][0], `The ${WORDS[kind][1]} '${name}' could not be found.`);

function shown(item: ScopedItem): Json {
  const { identity, location } = item;
  return { ...view(item), ...(identity === undefined ? {} : { identity }), ...(location === undefined ? {} : { location }) };
}

/** Lists the items at, above and below the scope; `atScope()` and `atExactScope()` narrow the list. */
export function listPolicies(azure: Azure, request: ArmRequest, kind: Kind, { scope }: ScopedPath): Answer {
  assertScope(azure, scope);
  const filter = (option(request, '$filter') ?? '').trim().toLowerCase();
  const items = azure.store[kind];
  const found: Record<string, () => ScopedItem[]> = {
    '': () => around(azure, items, scope),
    'atscope()': () => azure.store.inherited(items, scope),
    'atexactscope()': () => items.at(keyOf(scope)),
  };
  const list = found[filter];
  if (!list) throw badRequest('InvalidFilterInQueryString', `The filter '${filter}' is not supported.`);
  return page(request, list().map(shown));
}

export function getPolicy(azure: Azure, kind: Kind, path: ScopedPath): Answer {
  const id = idOf(kind, path);
  const item = azure.store[kind].get(id);
  const builtIn = item || kind !== 'policyDefinitions' || path.scope !== '' ? undefined : builtInDefinition(id);
  if (builtIn) return { status: 200, body: builtIn };
  if (!item) throw unknown(kind, path.name ?? '');
  return { status: 200, body: shown(item) };
}

/** Asserts that a definition is there. Built-in ones always are; those of a management group never are, since there are no management groups. @throws ArmError 404 */
function assertDefined(azure: Azure, id: string): void {
  if (/^\/providers\/Microsoft\.Authorization\/policy(Set)?Definitions\/[^/]+$/i.test(id)) return;
  if (azure.store.policyDefinitions.get(id) ?? azure.store.policySetDefinitions.get(id)) return;
  throw unknown(/\/policySetDefinitions\//i.test(id) ? 'policySetDefinitions' : 'policyDefinitions', id);
}

/** What an item refers to has to be there before it. @throws ArmError 400, 404 */
function assertReferences(azure: Azure, kind: Kind, properties: Json): void {
  if (kind === 'policyAssignments') assertDefined(azure, text(properties['policyDefinitionId']));
  if (kind === 'policySetDefinitions') {
    const members = properties['policyDefinitions'];
    if (!Array.isArray(members) || members.length === 0)
      throw badRequest('InvalidPolicySetDefinitionRequest', "The property 'policyDefinitions' is required.");
    for (const member of members as Json[]) assertDefined(azure, text(member['policyDefinitionId']));
  }
  if (kind === 'policyExemptions') {
    if (!['waiver', 'mitigated'].includes(text(properties['exemptionCategory']).toLowerCase()))
      throw badRequest('InvalidCreatePolicyExemptionRequest', "The property 'exemptionCategory' is Waiver or Mitigated.");
    const assignment = text(properties['policyAssignmentId']);
    if (!azure.store.policyAssignments.get(assignment)) throw unknown('policyAssignments', assignment);
  }
}

/** A system-assigned identity has a principal in the subscription's directory, for as long as the assignment is there. */
function identityOf(azure: Azure, asked: Json | undefined, path: ScopedPath, there: ScopedItem | undefined): Json | undefined {
  if (!asked || text(asked['type']) === 'None') return undefined;
  if (!/SystemAssigned/i.test(text(asked['type']))) return asked;
  const before = there?.['identity'] as Json | undefined;
  const tenantId = azure.store.subscriptions.get(keyOf(subscriptionOf(path.scope) ?? ''))?.tenantId ?? '';
  const principalId = text(before?.['principalId']) || newGuid();
  azure.store.principals.set(keyOf(principalId), {
    objectId: principalId,
    tenantId,
    type: 'ServicePrincipal',
    displayName: path.name ?? '',
    createdAt: azure.clock.now(),
    memberOf: [],
  });
  return { ...asked, principalId, tenantId };
}

/** All kinds are kept as they come; only rules whose effect is deny are acted on (policy.ts). */
export function putPolicy(azure: Azure, request: ArmRequest, kind: Kind, path: ScopedPath): Answer {
  assertScope(azure, path.scope);
  const { properties, identity, location } = objectBody(request) as { properties?: Json; identity?: Json; location?: string };
  if (!properties) throw badRequest('InvalidRequestContent', "The property 'properties' is required.");
  assertReferences(azure, kind, properties);
  const there = azure.store[kind].get(idOf(kind, path));
  const isAssignment = kind === 'policyAssignments';
  if (isAssignment && identity && location === undefined)
    throw badRequest('LocationRequired', "The property 'location' is required for an assignment with an identity.");
  const whose = isAssignment ? identityOf(azure, identity, path, there) : undefined;
  const own = isAssignment ? { scope: path.scope } : kind === 'policyExemptions' ? {} : { policyType: 'Custom' };
  const item: ScopedItem = {
    id: idOf(kind, path),
    name: path.name as string,
    type: `Microsoft.Authorization/${kind}`,
    scope: keyOf(path.scope),
    properties: { ...properties, ...own },
    createdAt: there?.createdAt ?? azure.clock.now(),
    ...(whose === undefined ? {} : { identity: whose }),
    ...(isAssignment && location !== undefined ? { location } : {}),
  };
  azure.store[kind].put(item);
  return { status: !isAssignment && there ? 200 : 201, body: shown(item) };
}

export function deletePolicy(azure: Azure, kind: Kind, path: ScopedPath): Answer {
  const item = azure.store[kind].remove(idOf(kind, path));
  if (!item) return { status: 204 };
  forgetIdentity(azure.store, item['identity']);
  return { status: 200, body: shown(item) };
}
