import { idOf, resource, SOURCE, TENANT, world } from '../../support/worlds';

type Json = Record<string, unknown>;

const MACHINES = 'Microsoft.Compute/virtualMachines';
export const VAULT = idOf('vaults', 'Microsoft.KeyVault/vaults', 'shop-migrated');

/** What prepare of the classic upgrade leaves in a machine: a certificate of the vault that it made. */
export function secretsFor(name: string): Json[] {
  return [
    {
      sourceVault: { id: VAULT },
      vaultCertificates: [
        { certificateUrl: `https://shop-migrated.vault.azure.net/secrets/${name}/0123456789abcdef`, certificateStore: 'My' },
      ],
    },
  ];
}

/** A machine whose disks lie in a storage account, as a GET answers it. */
export function machine(name: string, secrets: Json[], more: Json = {}, group = 'app'): Json & { id: string } {
  return resource(
    group,
    MACHINES,
    name,
    {
      vmId: `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').slice(-12).padStart(12, '0')}`,
      timeCreated: '2017-09-19T00:00:00+00:00',
      hardwareProfile: { vmSize: 'Standard_A1' },
      networkProfile: { networkInterfaces: [] },
      storageProfile: {
        imageReference: {
          publisher: 'MicrosoftWindowsServer',
          offer: 'WindowsServer',
          sku: '2012-R2',
          version: 'latest',
          exactVersion: '1.0.0',
        },
        osDisk: {
          name: 'os',
          osType: 'Windows',
          createOption: 'FromImage',
          caching: 'ReadWrite',
          vhd: { uri: `https://shop.blob.core.windows.net/vhds/${name}.vhd` },
        },
        dataDisks: [],
      },
      osProfile: {
        computerName: name,
        adminUsername: 'shop',
        windowsConfiguration: {
          provisionVMAgent: true,
          enableAutomaticUpdates: true,
          patchSettings: { patchMode: 'AutomaticByOS' },
          winRM: { listeners: [{ protocol: 'Https' }] },
        },
        secrets,
        allowExtensionOperations: true,
        requireGuestProvisionSignal: true,
      },
      ...more,
    },
    { tags: { app: 'shop' } },
  );
}

/** Three machines with secrets, one without. */
export function secretsWorld(
  machines: Json[] = ['web1', 'web2', 'db1'].map((name) => machine(name, secretsFor(name))),
  more: Json = {},
): Json {
  return world({
    groups: ['app', 'vaults'].map((name) => ({ subscriptionId: SOURCE, name, location: 'westeurope' })),
    resources: [
      resource('vaults', 'Microsoft.KeyVault/vaults', 'shop-migrated', {
        tenantId: TENANT,
        sku: { family: 'A', name: 'standard' },
      }),
      ...machines,
      machine('plain', []),
    ],
    more,
  });
}

export function idIn(subscriptionId: string, name: string): string {
  return idOf('app', MACHINES, name, subscriptionId);
}
