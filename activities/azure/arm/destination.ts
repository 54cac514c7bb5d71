import type { ResourceManagementClient } from '@azure/arm-resources';
import type { PolicyFacts, VmSizeFacts } from '../../../contracts/azure/destination';
import type { Arm } from '../../ports/arm';
import { allPages } from '../http/pages';
import { refused, send, translate } from '../http/request';

/** policyAssignments and policyDefinitions of Microsoft.Authorization. */
const POLICY_VERSION = '2021-06-01';
const USAGE_VERSION = { 'Microsoft.Compute': '2024-03-01', 'Microsoft.Network': '2023-11-01', 'Microsoft.Storage': '2023-01-01' };
const SKUS_VERSION = '2021-07-01';

/** What a subscription lets in: its policies, its limits, the sizes of machines. */
export function destination(
  endpoint: string,
  client: (subscriptionId: string) => ResourceManagementClient,
): Pick<Arm, 'policies' | 'limits' | 'vmSizes'> {
  return {
    async policies(subscriptionId) {
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/policyAssignments`;
      const assignments = await allPages<Assignment>(
        client(subscriptionId),
        `${endpoint}${path}?api-version=${POLICY_VERSION}`,
        `list the policies of ${subscriptionId}`,
      );
      const definitions = new Map<string, Promise<Definition | undefined>>();
      return Promise.all(
        assignments
          .filter(({ properties }) => properties.enforcementMode !== 'DoNotEnforce')
          .map(async ({ id, name, properties }): Promise<PolicyFacts> => {
            const definitionId = properties.policyDefinitionId ?? '';
            const key = definitionId.toLowerCase();
            const read = definitions.get(key) ?? definition(client(subscriptionId), endpoint, definitionId);
            definitions.set(key, read);
            const { policyRule, parameters = {} } = (await read) ?? {};
            const defaults = Object.entries(parameters).map(([key, { defaultValue }]) => [key, defaultValue] as const);
            const given = Object.entries(properties.parameters ?? {}).map(([key, { value }]) => [key, value] as const);
            return {
              id,
              displayName: properties.displayName ?? name,
              scope: id.replace(/\/providers\/Microsoft\.Authorization\/policyAssignments\/[^/]+$/i, ''),
              notScopes: properties.notScopes ?? [],
              parameters: Object.fromEntries([...defaults, ...given]),
              ...(policyRule ? { rule: policyRule } : {}),
            };
          }),
      );
    },

    async limits(subscriptionId, provider, region) {
      const path = `/subscriptions/${subscriptionId}/providers/${provider}/locations/${encodeURIComponent(region)}/usages`;
      const usages = await allPages<Usage>(
        client(subscriptionId),
        `${endpoint}${path}?api-version=${USAGE_VERSION[provider]}`,
        `list the usages of ${provider} in ${region}`,
      );
      return usages.map(({ name: { value, localizedValue }, currentValue, limit }) => ({
        name: value,
        title: localizedValue ?? value,
        inUse: currentValue,
        limit,
      }));
    },

    async vmSizes(subscriptionId, region) {
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/skus`;
      const skus = await allPages<Sku>(
        client(subscriptionId),
        `${endpoint}${path}?api-version=${SKUS_VERSION}&$filter=${encodeURIComponent(`location eq '${region}'`)}`,
        `list the sizes of virtual machines in ${region}`,
      );
      const sizes: Record<string, VmSizeFacts> = {};
      for (const { resourceType, name = '', family, capabilities } of skus) {
        const vcpus = Number(capabilities?.find((one) => one.name === 'vCPUs')?.value);
        if (resourceType === 'virtualMachines' && family !== undefined && vcpus > 0)
          sizes[name.toLowerCase()] = { vcpus, family };
      }
      return sizes;
    },
  };
}

interface Assignment {
  id: string;
  name: string;
  properties: {
    displayName?: string;
    policyDefinitionId?: string;
    enforcementMode?: string;
    notScopes?: string[];
    parameters?: Record<string, { value?: unknown }>;
  };
}

interface Definition {
  policyRule?: Record<string, unknown>;
  parameters?: Record<string, { defaultValue?: unknown }>;
}

interface Usage {
  name: { value: string; localizedValue?: string };
  currentValue: number;
  limit: number;
}

interface Sku {
  resourceType?: string;
  name?: string;
  family?: string;
  capabilities?: { name: string; value: string }[];
}

/** undefined: an initiative, or one that this identity may not read or that is gone. Its rule is not known then. */
async function definition(client: ResourceManagementClient, endpoint: string, id: string): Promise<Definition | undefined> {
  if (!/\/policyDefinitions\/[^/]+$/i.test(id)) return undefined;
  const doing = `read the policy definition ${id}`;
  try {
    const answer = await send(client, 'GET', `${endpoint}${id}?api-version=${POLICY_VERSION}`);
    if (answer.status === 403 || answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(answer, doing);
    return (answer.body as { properties?: Definition }).properties;
  } catch (error) {
    throw translate(error, doing);
  }
}
