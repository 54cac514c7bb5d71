import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagementLockClient } from '@azure/arm-locks';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { ClientSecretCredential } from '@azure/identity';
import type { Simulator } from '../../../simulator';

export const EA = '11111111-0000-4000-8000-000000000001';
export const CSP = '22222222-0000-4000-8000-000000000002';
const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const PRINCIPAL = 'dddddddd-0000-4000-8000-000000000001';
const FROM = `/subscriptions/${EA}/resourceGroups/from`;
const TO = `/subscriptions/${CSP}/resourceGroups/to`;
const VNET = `${FROM}/providers/Microsoft.Network/virtualNetworks/net`;
export const NIC = `${FROM}/providers/Microsoft.Network/networkInterfaces/nic`;
const VM = `${FROM}/providers/Microsoft.Compute/virtualMachines/box`;
const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const COMPUTE = '2024-03-01';
const USAGES = { 'Microsoft.Compute': COMPUTE, 'Microsoft.Network': '2023-11-01', 'Microsoft.Storage': '2023-01-01' };

/** A machine with a certificate in its secrets, its NIC and its network, and an empty CSP subscription. */
export const world = {
  tenants: [{ tenantId: TENANT, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' }],
  subscriptions: [
    { subscriptionId: EA, displayName: 'Fabrikam EA', tenantId: TENANT, offerId: 'MS-AZR-0017P', state: 'Enabled' },
    { subscriptionId: CSP, displayName: 'Fabrikam CSP', tenantId: TENANT, offerId: 'MS-AZR-0145P', state: 'Enabled' },
  ],
  principals: [{ objectId: PRINCIPAL, tenantId: TENANT, type: 'ServicePrincipal', displayName: 'mover' }],
  resourceGroups: [
    { subscriptionId: EA, name: 'from', location: 'westeurope' },
    { subscriptionId: CSP, name: 'to', location: 'westeurope' },
  ],
  resources: [
    {
      id: VNET,
      name: 'net',
      type: 'Microsoft.Network/virtualNetworks',
      location: 'westeurope',
      properties: { subnets: [{ name: 's', id: `${VNET}/subnets/s`, properties: { addressPrefix: '10.0.0.0/24' } }] },
    },
    {
      id: NIC,
      name: 'nic',
      type: 'Microsoft.Network/networkInterfaces',
      location: 'westeurope',
      properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${VNET}/subnets/s` } } }] },
    },
    {
      id: VM,
      name: 'box',
      type: 'Microsoft.Compute/virtualMachines',
      location: 'westeurope',
      properties: {
        hardwareProfile: { vmSize: 'Standard_A1' },
        osProfile: {
          computerName: 'box',
          secrets: [{ sourceVault: { id: `${FROM}/providers/Microsoft.KeyVault/vaults/kv` }, vaultCertificates: [] }],
        },
        networkProfile: { networkInterfaces: [{ id: NIC }] },
      },
    },
  ],
};

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

/** What one call came to: its answer, or the code and status of its error. */
async function outcome(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    return `${String(statusCode)} ${String(code)}`;
  }
}

/** `error.details` of the answer that a call fails with. */
async function detailsOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    const answer = (error as { response?: { bodyAsText?: string | null } }).response?.bodyAsText ?? '{}';
    return (JSON.parse(answer) as { error?: { details?: unknown } }).error?.details;
  }
}

/** Calls Azure's own, unmodified SDKs make in a move, in order, by name. */
export async function callSdks(simulator: Simulator): Promise<Record<string, unknown>> {
  const { url, caPem } = simulator;
  const [app] = simulator.apps;
  if (!app) throw new Error('the world has no application');
  const tlsOptions = { ca: caPem };
  const credential = new ClientSecretCredential(app.tenantId, app.clientId, app.clientSecret, {
    authorityHost: url,
    disableInstanceDiscovery: true,
    tlsOptions,
  });
  const options = { endpoint: url, $host: url, credentialScopes: [`${url}/.default`], tlsOptions };
  const ea = new ResourceManagementClient(credential, EA, options);
  const csp = new ResourceManagementClient(credential, CSP, options);
  const roles = new AuthorizationManagementClient(credential, EA, options);
  const locks = new ManagementLockClient(credential, EA, options);
  const subscriptions = new SubscriptionClient(credential, options);
  const poll = { updateIntervalInMs: 50 };
  const move = async (resources: string[]) => {
    await ea.resources.beginMoveResourcesAndWait('from', { targetResourceGroup: TO, resources }, poll);
    return 'done';
  };
  const validate = async (resources: string[]) => {
    await ea.resources.beginValidateMoveResourcesAndWait('from', { targetResourceGroup: TO, resources }, poll);
    return 'done';
  };
  const types = async (client: ResourceManagementClient, group: string) =>
    (await all(client.resources.listByResourceGroup(group))).map((one) => one.type).sort();
  const secretsOf = (machine: { properties?: unknown }) =>
    ((machine.properties ?? {}) as { osProfile?: { secrets?: unknown[] } }).osProfile?.secrets?.length;

  const results: Record<string, unknown> = {};
  const call = async (name: string, run: () => Promise<unknown>) => {
    results[name] = await outcome(run);
  };
  await call('subscriptions', async () => (await all(subscriptions.subscriptions.list())).map((one) => one.displayName));
  await call('groups', async () => (await all(ea.resourceGroups.list())).map((one) => one.name));
  await call('resources', () => types(ea, 'from'));
  await call('provider before', async () => (await ea.providers.get('Microsoft.Network')).namespace);
  const ask = async (path: string) => {
    const { status, bodyAsText } = await ea.sendRequest(createPipelineRequest({ url: `${url}/subscriptions/${EA}/${path}` }));
    if (status !== 200) throw new Error(`${status}: ${bodyAsText}`);
    return JSON.parse(bodyAsText ?? '') as { value: { name: { value: string }; currentValue: number; limit: number }[] };
  };
  // No SDK that this repository has makes these.
  for (const [provider, version] of Object.entries(USAGES))
    await call(`usages of ${provider}`, async () =>
      (await ask(`providers/${provider}/locations/westeurope/usages?api-version=${version}`)).value
        .filter(({ currentValue }) => currentValue > 0)
        .map(({ name, currentValue, limit }) => [name.value, currentValue, limit]),
    );
  await call('role assignment', async () => {
    const made = await roles.roleAssignments.create(FROM, '99999999-0000-4000-8000-000000000001', {
      principalId: PRINCIPAL,
      principalType: 'ServicePrincipal',
      roleDefinitionId: `/subscriptions/${EA}/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`,
    });
    return made.principalId;
  });
  await call('role assignments', async () =>
    (await all(roles.roleAssignments.listForScope(FROM))).filter((one) => one.principalId === PRINCIPAL).map((one) => one.scope),
  );
  await call(
    'read-only lock',
    async () => (await locks.managementLocks.createOrUpdateAtResourceGroupLevel('from', 'ro', { level: 'ReadOnly' })).level,
  );
  await call('move under the lock', () => move([VM]));
  await call('unlock', async () => {
    await locks.managementLocks.deleteAtResourceGroupLevel('from', 'ro');
    return 'done';
  });
  await call('secrets', async () => secretsOf(await ea.resources.getById(VM, COMPUTE)));
  await call('validate with secrets', () => validate([VM, NIC, VNET]));
  await call('secrets emptied', async () => {
    const machine = await ea.resources.getById(VM, COMPUTE);
    const properties = { ...(machine.properties as Record<string, unknown>), osProfile: { computerName: 'box', secrets: [] } };
    return secretsOf(await ea.resources.beginCreateOrUpdateByIdAndWait(VM, COMPUTE, { ...machine, properties }, poll));
  });
  await call('validate the machine alone', () => validate([VM]));
  await call('what a machine alone is told', () => detailsOf(() => validate([VM])));
  await call('what a network alone is told', () => detailsOf(() => validate([VNET])));
  await call('validate all', () => validate([VM, NIC, VNET]));
  await call('move all', () => move([VM, NIC, VNET]));
  await call('source afterwards', () => types(ea, 'from'));
  await call('target afterwards', () => types(csp, 'to'));
  await call('moved machine', async () => {
    const machine = await csp.resources.getById(VM.replace(FROM, TO), COMPUTE);
    return (machine.properties as { networkProfile?: unknown }).networkProfile;
  });
  await call('old id', () => ea.resources.getById(VM, COMPUTE));
  return results;
}
