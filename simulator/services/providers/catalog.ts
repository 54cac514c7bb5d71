import { createHash } from 'node:crypto';
import { listedApiVersions } from './api-versions';
import { LOCATIONS } from './locations';
import { MOVABILITY } from './movability';

interface TypeFacts {
  /** The name in Azure's own case: `Microsoft.Network/virtualNetworks`. */
  type: string;
  movesToGroup: boolean;
  movesToSubscription: boolean;
  /** Has a location and tags. */
  tracked: boolean;
}

interface ProviderBody {
  id: string;
  namespace: string;
  authorization: { applicationId: string; roleDefinitionId: string };
  resourceTypes: { resourceType: string; locations: string[]; apiVersions: string[]; capabilities: string }[];
  registrationState: string;
  registrationPolicy: string;
}

/** These answer without having been registered. */
const REGISTRATION_FREE = new Set(
  ['Microsoft.Authorization', 'Microsoft.Resources', 'Microsoft.Features', 'Microsoft.Billing', 'Microsoft.Consumption'].map(
    (name) => name.toLowerCase(),
  ),
);

const catalog = new Map<string, { namespace: string; types: Map<string, TypeFacts> }>();
for (const paragraph of MOVABILITY.trim().split(/\n(?! )/)) {
  const [namespace = '', words = ''] = paragraph.split(':');
  const types = new Map<string, TypeFacts>();
  for (const word of words.trim().split(/\s+/)) {
    const name = word.replace(/[+=>-]$/, '');
    const mark = word.slice(name.length);
    const type = `${namespace}/${name}`;
    const movesToGroup = mark === '+' || mark === '=';
    types.set(type.toLowerCase(), {
      type,
      movesToGroup,
      movesToSubscription: mark === '+' || mark === '>',
      tracked: mark !== '',
    });
  }
  catalog.set(namespace.toLowerCase(), { namespace, types });
}

/** Namespaces in Azure's case, in the order of the alphabet. */
export function namespaces(): string[] {
  return [...catalog.values()].map((entry) => entry.namespace);
}

/** The namespace in Azure's case; undefined when there is no such provider. */
export function canonicalNamespace(namespace: string): string | undefined {
  return catalog.get(namespace.toLowerCase())?.namespace;
}

/** Facts of a type given in any case; undefined when it is not listed (a child that goes along with its parent, or unknown). */
export function factsOf(type: string): TypeFacts | undefined {
  const namespace = type.split('/')[0] ?? '';
  return catalog.get(namespace.toLowerCase())?.types.get(type.toLowerCase());
}

/** The type in Azure's case as far as it is known, segment by segment: what is not listed keeps the case it came in. */
export function canonicalType(type: string): string {
  const segments = type.split('/');
  for (let length = segments.length; length > 1; length -= 1) {
    const known = factsOf(segments.slice(0, length).join('/'));
    if (known) return [known.type, ...segments.slice(length)].join('/');
  }
  return [canonicalNamespace(segments[0] ?? '') ?? segments[0], ...segments.slice(1)].join('/');
}

/** Whether a subscription may use the namespace without registering it. */
export function isRegistrationFree(namespace: string): boolean {
  return REGISTRATION_FREE.has(namespace.toLowerCase());
}

/** GET /subscriptions/{s}/providers/{namespace}; undefined when there is no such provider. */
export function providerBody(subscriptionId: string, namespace: string, registrationState: string): ProviderBody | undefined {
  const entry = catalog.get(namespace.toLowerCase());
  if (!entry) return undefined;
  const apiVersions = listedApiVersions(namespace);
  return {
    id: `/subscriptions/${subscriptionId}/providers/${entry.namespace}`,
    namespace: entry.namespace,
    authorization: {
      applicationId: guidFrom(`application ${entry.namespace}`),
      roleDefinitionId: guidFrom(`role ${entry.namespace}`),
    },
    resourceTypes: [...entry.types.values()].map((facts) => ({
      resourceType: facts.type.slice(entry.namespace.length + 1),
      locations: facts.tracked ? [...LOCATIONS.values()] : [],
      apiVersions,
      capabilities: capabilitiesOf(facts),
    })),
    registrationState,
    registrationPolicy: isRegistrationFree(namespace) ? 'RegistrationFree' : 'RegistrationRequired',
  };
}

function capabilitiesOf(facts: TypeFacts): string {
  const words = [
    ...(facts.movesToGroup ? ['CrossResourceGroupResourceMove'] : []),
    ...(facts.movesToSubscription ? ['CrossSubscriptionResourceMove'] : []),
    ...(facts.tracked ? ['SupportsTags', 'SupportsLocation'] : []),
  ];
  return words.length === 0 ? 'None' : words.join(', ');
}

/** The same namespace has the same ids in every run. */
function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
