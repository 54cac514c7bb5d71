import { id, Subscription } from './context';

const VM = id('Microsoft.Compute/virtualMachines/m');
const DISK = id('Microsoft.Compute/disks/d');
const SET = id('Microsoft.Compute/availabilitySets/s');
const VAULT = id('Microsoft.KeyVault/vaults/Kv');
const ACCOUNT = id('Microsoft.Storage/storageAccounts/Acc');

const machine = {
  location: 'westus',
  tags: {},
  properties: {
    hardwareProfile: { vmSize: 'Standard_DS1_v2' },
    storageProfile: {
      imageReference: { publisher: 'Canonical', offer: 'UbuntuServer', sku: '18.04-LTS', version: 'latest' },
      osDisk: { osType: 'Linux', managedDisk: { id: DISK } },
    },
    osProfile: {
      computerName: 'box',
      adminUsername: 'me',
      adminPassword: 'not to be seen',
      linuxConfiguration: { disablePasswordAuthentication: true },
      secrets: [
        { sourceVault: { id: VAULT }, vaultCertificates: [{ certificateUrl: 'https://kv.vault.azure.net/secrets/c/1' }] },
      ],
    },
    availabilitySet: { id: SET },
  },
};

function withMachine(): Subscription {
  const world = new Subscription();
  world.put(DISK, { location: 'westus', properties: { creationData: { createOption: 'Empty' } } });
  world.put(SET, { location: 'westus' });
  world.put(VM, machine);
  return world;
}

test('a new machine: 201, Creating, an operation with all its fields', () => {
  const world = new Subscription();
  const { status, settling, resource } = world.put(VM, machine);
  expect(status).toBe(201);
  expect(settling).toMatchObject({ state: 'Creating', headers: 'azure-asyncoperation', body: 'full' });
  expect(resource.properties).toMatchObject({
    vmId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    osProfile: {
      allowExtensionOperations: true,
      linuxConfiguration: { provisionVMAgent: true, patchSettings: { patchMode: 'ImageDefault' } },
    },
    storageProfile: {
      dataDisks: [],
      osDisk: { caching: 'ReadWrite' },
      imageReference: { exactVersion: expect.any(String) as string },
    },
  });
  expect(JSON.stringify(resource)).not.toContain('not to be seen');
});

test('emptying the secrets is a PUT of the whole machine: 200, Updating, all else as it was', () => {
  const world = withMachine();
  const before = world.get(VM);
  const properties = { ...before.properties, osProfile: { ...(before.properties?.['osProfile'] as object), secrets: [] } };
  const { status, settling } = world.put(VM, { ...before, properties });
  expect([status, settling?.state]).toEqual([200, 'Updating']);
  expect(world.get(VM)).toEqual({ ...before, properties });
});

test('a PUT of a part loses what it leaves out, but for what was decided when the machine was made', () => {
  const world = withMachine();
  const before = world.get(VM);
  world.put(VM, {
    ...before,
    tags: { team: 'shop' },
    properties: {
      ...before.properties,
      licenseType: 'Windows_Server',
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      storageProfile: { ...(before.properties?.['storageProfile'] as object), dataDisks: [{ lun: 0, name: 'data' }] },
    },
  });
  const whole = world.get(VM);
  world.put(VM, { location: 'westus', properties: { osProfile: { secrets: [] }, vmId: 'mine', instanceView: {} } });
  const after = world.get(VM);
  expect(after).not.toHaveProperty('tags');
  expect(after.properties).not.toHaveProperty('licenseType');
  expect(after.properties).not.toHaveProperty('diagnosticsProfile');
  expect(after.properties).not.toHaveProperty('instanceView');
  expect(after.properties).toMatchObject({
    vmId: before.properties?.['vmId'],
    hardwareProfile: before.properties?.['hardwareProfile'],
    storageProfile: { ...(before.properties?.['storageProfile'] as object), dataDisks: [] },
    osProfile: { ...(before.properties?.['osProfile'] as object), secrets: [] },
  });
  // The same with the whole model keeps all of it.
  const osProfile = { ...(whole.properties?.['osProfile'] as object), secrets: [] };
  world.put(VM, { ...whole, properties: { ...whole.properties, osProfile } });
  expect(world.get(VM)).toEqual({ ...whole, properties: { ...whole.properties, osProfile } });
});

test('secrets that a PUT does not name are gone', () => {
  const world = withMachine();
  const before = world.get(VM);
  const { secrets: _gone, ...osProfile } = before.properties?.['osProfile'] as Record<string, unknown>;
  world.put(VM, { ...before, properties: { ...before.properties, osProfile } });
  expect(world.get(VM).properties?.['osProfile']).toEqual({ ...osProfile, secrets: [] });
});

test('the instance view comes only when asked for', () => {
  const world = withMachine();
  world.put(`${VM}/extensions/agent`, {
    location: 'westus',
    properties: { publisher: 'P', type: 'T', protectedSettings: { key: 'hidden' } },
  });
  expect(world.get(VM).properties).not.toHaveProperty('instanceView');
  expect(world.get(VM, 'instanceView').properties?.['instanceView']).toMatchObject({
    computerName: 'box',
    statuses: [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/running', displayStatus: 'VM running' }],
    vmAgent: { extensionHandlers: [{ type: 'P.T' }] },
  });
  expect(world.get(VM)['resources']).toMatchObject([{ name: 'agent' }]);
  expect(JSON.stringify(world.get(VM))).not.toContain('hidden');
});

test('a disk and an availability set know their machines, and stay while they have any', () => {
  const world = withMachine();
  expect(world.get(DISK)).toMatchObject({ managedBy: VM, properties: { diskState: 'Attached', diskSizeBytes: 30 * 2 ** 30 } });
  expect(world.get(SET).properties?.['virtualMachines']).toEqual([{ id: VM }]);
  expect(world.refusalToRemove(DISK)).toBe('409 OperationNotAllowed');
  expect(world.refusalToRemove(SET)).toBe('409 OperationNotAllowed');
  world.resources.delete(VM.toLowerCase());
  expect(world.get(DISK)).toMatchObject({ properties: { diskState: 'Unattached' } });
  expect(world.refusalToRemove(DISK)).toBeUndefined();
  expect(world.refusalToRemove(SET)).toBeUndefined();
});

test('a disk answers 202 with both headers below DiskOperations', () => {
  const { status, settling } = new Subscription().put(DISK, { location: 'westus' });
  expect([status, settling?.headers, settling?.path]).toEqual([202, 'both', 'DiskOperations']);
});

test('a storage account has its endpoints; new ones take a while, known ones do not', () => {
  const world = new Subscription();
  const first = world.put(ACCOUNT, { location: 'westus', sku: { name: 'Premium_LRS' }, kind: 'Storage', properties: {} });
  expect([first.status, first.settling?.headers]).toEqual([202, 'location']);
  expect(world.get(ACCOUNT)).toMatchObject({
    kind: 'Storage',
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    properties: { primaryLocation: 'westus', primaryEndpoints: { blob: 'https://acc.blob.core.windows.net/' } },
  });
  const second = world.put(ACCOUNT, { location: 'westus', properties: { supportsHttpsTrafficOnly: false } });
  expect([second.status, second.settling]).toEqual([200, undefined]);
  expect(world.get(ACCOUNT).sku).toEqual({ name: 'Premium_LRS', tier: 'Premium' });
});

test('a vault is there at once', () => {
  const world = new Subscription();
  const { status, settling, resource } = world.put(VAULT, {
    location: 'westus',
    properties: { tenantId: 't', sku: { family: 'A', name: 'standard' }, createMode: 'default' },
  });
  expect([status, settling]).toEqual([200, undefined]);
  expect(resource.tags).toEqual({});
  expect(resource).toMatchObject({
    properties: { vaultUri: 'https://kv.vault.azure.net/', enableSoftDelete: true, accessPolicies: [] },
  });
  expect(resource.properties).not.toHaveProperty('createMode');
});
