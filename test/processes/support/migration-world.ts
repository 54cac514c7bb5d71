import { classicShop } from '../../../simulator/services/classic/sample-world';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { SimulatorControl } from '../../support/simulator-control';
import type { Json } from './open-process';
import { CONTOSO, FABRIKAM, LEGACY, OUTLOOK, SOURCES } from './organisations';
import { stateOf } from './state';

/** What a migration has to itself. */
export interface Seeded {
  sources: string[];
  /** The classic one, if there is. */
  classic: string | undefined;
  destination: string;
  enrolment: string;
  /** Name of the user who becomes Owner on both sides. */
  mover: string;
}

export function worldOf(
  variant: keyof typeof SOURCES,
  userName: string,
  { sources, classic, destination, enrolment }: Seeded,
): Json {
  const { tenantId, owner } = SOURCES[variant];
  const plain = sources.filter((one) => one !== classic);
  return {
    subscriptions: [
      ...sources.map((subscriptionId, at) => ({
        subscriptionId,
        displayName: `Source ${at + 1}`,
        tenantId,
        offerId: variant === 'payg' ? 'MS-AZR-0003P' : 'MS-AZR-0017P',
        accountOwner: owner,
        registeredProviders: ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage', 'Microsoft.KeyVault'],
      })),
      {
        subscriptionId: destination,
        displayName: 'Azure CSP',
        tenantId: FABRIKAM,
        offerId: LEGACY,
        partnerTenantId: CONTOSO,
      },
    ],
    // The user that the run looks for: what it finds it does not take away again.
    principals: [
      {
        objectId: guidFrom('mover', destination),
        tenantId: FABRIKAM,
        type: 'User',
        displayName: 'The mover',
        userPrincipalName: `${userName}@fabrikam.onmicrosoft.com`,
      },
    ],
    resourceGroups: plain.map((subscriptionId) => ({
      subscriptionId,
      name: 'app',
      location: 'westeurope',
      tags: { costs: '7' },
    })),
    resources: plain.flatMap(plainResources),
    classic: classic ? [classicShop(classic)] : [],
    roleAssignments: sources.map((subscriptionId) => ({
      scope: `/subscriptions/${subscriptionId}`,
      role: 'Owner',
      principalId: guidFrom('app object', tenantId),
    })),
    enrolments:
      variant === 'payg'
        ? []
        : [
            {
              number: enrolment,
              companyName: variant === 'partnerEa' ? 'Contoso' : 'Fabrikam',
              administrators: [owner],
              accounts: [{ name: 'Hosting', owner, subscriptions: sources }],
            },
          ],
  };
}

/** A network with a machine that carries a secret, its disks, and a container group that Azure does not move. */
function plainResources(subscriptionId: string): Json[] {
  const at = (type: string, name: string) => `/subscriptions/${subscriptionId}/resourceGroups/app/providers/${type}/${name}`;
  const vnet = at('Microsoft.Network/virtualNetworks', 'net');
  const nic = at('Microsoft.Network/networkInterfaces', 'vm-nic');
  const vault = at('Microsoft.KeyVault/vaults', `v${subscriptionId.slice(-12)}`);
  return [
    {
      id: vnet,
      location: 'westeurope',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/24'] },
        subnets: [{ name: 'default', id: `${vnet}/subnets/default`, properties: { addressPrefix: '10.0.0.0/24' } }],
      },
    },
    {
      id: nic,
      location: 'westeurope',
      properties: {
        ipConfigurations: [
          {
            name: 'ip',
            id: `${nic}/ipConfigurations/ip`,
            properties: { privateIPAllocationMethod: 'Dynamic', subnet: { id: `${vnet}/subnets/default` } },
          },
        ],
      },
    },
    {
      id: at('Microsoft.Compute/virtualMachines', 'vm'),
      location: 'westeurope',
      properties: {
        vmId: guidFrom('vm', subscriptionId),
        timeCreated: '2018-02-01T08:00:00.000+00:00',
        hardwareProfile: { vmSize: 'Standard_A1' },
        storageProfile: {
          osDisk: {
            osType: 'Windows',
            name: 'vm',
            createOption: 'FromImage',
            caching: 'ReadWrite',
            vhd: { uri: `https://s${subscriptionId.slice(-12)}.blob.core.windows.net/vhds/vm.vhd` },
          },
          dataDisks: [],
        },
        osProfile: {
          computerName: 'vm',
          adminUsername: 'azureuser',
          allowExtensionOperations: true,
          requireGuestProvisionSignal: true,
          secrets: [
            {
              sourceVault: { id: vault },
              vaultCertificates: [{ certificateUrl: `https://v.vault.azure.net/secrets/winrm/0001`, certificateStore: 'My' }],
            },
          ],
        },
        networkProfile: { networkInterfaces: [{ id: nic }] },
      },
    },
    {
      id: at('Microsoft.Storage/storageAccounts', `s${subscriptionId.slice(-12)}`),
      location: 'westeurope',
      sku: { name: 'Standard_LRS' },
      kind: 'Storage',
      properties: {},
    },
    { id: vault, location: 'westeurope', properties: { tenantId: FABRIKAM, accessPolicies: [] } },
    { id: at('Microsoft.ContainerInstance/containerGroups', 'jobs'), location: 'westeurope', properties: {} },
  ];
}

interface Snapshot {
  subscriptions: ({ subscriptionId: string; tenantId: string; registrations?: unknown } & Json)[];
  classicAdministrators: [string, unknown][];
  accessControl: { customRoles: Record<string, { assignableScopes: string[]; createdOn: string; updatedOn: string }> };
  enterprise: { enrolments: { number: string }[] };
  classic: Record<string, unknown>;
  principals: { objectId: string; tenantId: string; displayName: string }[];
}

/** All that the customer would miss: both sides in ARM and classic, directories, owners, administrators, roles, enrolment, users. */
export async function wholeState(
  azure: SimulatorControl,
  subscriptions: readonly string[],
  enrolment: string,
  mover: string,
): Promise<unknown> {
  const { classicAdministrators, accessControl, enterprise, classic, ...all } = await azure.get<Snapshot>('snapshot');
  return {
    ...((await stateOf(azure, subscriptions)) as Json),
    // A provider that was registered stays so.
    subscriptions: all.subscriptions
      .filter(({ subscriptionId }) => subscriptions.includes(subscriptionId))
      .map(({ registrations: _registered, ...rest }) => rest),
    administrators: classicAdministrators.filter(([id]) => subscriptions.includes(id)),
    customRoles: Object.values(accessControl.customRoles)
      .filter(({ assignableScopes }) => assignableScopes.some((scope) => subscriptions.some((id) => scope.includes(id))))
      .map(({ createdOn: _created, updatedOn: _updated, ...role }) => role),
    enrolment: enterprise.enrolments.filter(({ number }) => number === enrolment),
    classic: Object.fromEntries(Object.entries(classic).filter(([id]) => subscriptions.includes(id))),
    // The movers of other runs come and go, and so do directories.
    users: all.principals
      .filter(({ tenantId }) => [CONTOSO, FABRIKAM, OUTLOOK].includes(tenantId))
      .filter(({ displayName, objectId }) => displayName !== 'The mover' || objectId === mover)
      .map(({ objectId }) => objectId)
      .sort(),
  };
}
