import { defaultWorld, type WorldInput } from '../../simulator';

const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const TAILSPIN = '7a115000-0000-4000-8000-000000000005';
const ANALYTICS = 'c5000000-0000-4000-8000-000000000202';
const REGION = 'westeurope';

type Resources = NonNullable<WorldInput['resources']>;

const idIn = (subscriptionId: string, group: string) => (type: string, name: string) =>
  `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${name}`;

/** A network in a group of its own, and a machine in another group that needs it. */
function server(subscriptionId: string, name: string, secrets: object[] = []): Pick<WorldInput, 'resourceGroups' | 'resources'> {
  const network = idIn(subscriptionId, `${name}-network`);
  const app = idIn(subscriptionId, `${name}-app`);
  const vnet = network('Microsoft.Network/virtualNetworks', `${name}-vnet`);
  const nic = app('Microsoft.Network/networkInterfaces', `${name}-nic`);
  const disk = app('Microsoft.Compute/disks', `${name}-os`);
  const vm = app('Microsoft.Compute/virtualMachines', `${name}-vm`);
  return {
    resourceGroups: ['network', 'app'].map((part) => ({ subscriptionId, name: `${name}-${part}`, location: REGION })),
    resources: [
      {
        id: vnet,
        location: REGION,
        properties: {
          addressSpace: { addressPrefixes: ['10.2.0.0/16'] },
          subnets: [{ name: 'web', id: `${vnet}/subnets/web`, properties: { addressPrefix: '10.2.0.0/24' } }],
        },
      },
      {
        id: nic,
        location: REGION,
        properties: {
          ipConfigurations: [
            {
              name: 'ipconfig1',
              id: `${nic}/ipConfigurations/ipconfig1`,
              properties: { privateIPAllocationMethod: 'Dynamic', subnet: { id: `${vnet}/subnets/web` } },
            },
          ],
        },
      },
      {
        id: disk,
        location: REGION,
        sku: { name: 'Premium_LRS' },
        managedBy: vm,
        properties: { diskSizeGB: 64, osType: 'Windows', creationData: { createOption: 'FromImage' }, diskState: 'Attached' },
      },
      {
        id: vm,
        location: REGION,
        tags: { application: name },
        properties: {
          hardwareProfile: { vmSize: 'Standard_D2s_v3' },
          storageProfile: {
            osDisk: { osType: 'Windows', name: `${name}-os`, createOption: 'FromImage', managedDisk: { id: disk } },
            dataDisks: [],
          },
          osProfile: {
            computerName: name,
            adminUsername: 'azureuser',
            windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true },
            secrets,
          },
          networkProfile: { networkInterfaces: [{ id: nic }] },
        },
      },
    ],
  };
}

/** A vault with the certificate of a machine, as an upgrade from the classic model leaves it. */
function certificates(subscriptionId: string, name: string): { vault: Resources[number]; secrets: object[] } {
  const vault = idIn(subscriptionId, `${name}-app`)('Microsoft.KeyVault/vaults', `${name}-keys`);
  return {
    vault: {
      id: vault,
      location: REGION,
      properties: { tenantId: FABRIKAM, sku: { family: 'A', name: 'standard' }, accessPolicies: [] },
    },
    secrets: [
      {
        sourceVault: { id: vault },
        vaultCertificates: [
          { certificateUrl: `https://${name}-keys.vault.azure.net/secrets/web/0123456789abcdef`, certificateStore: 'My' },
        ],
      },
    ],
  };
}

/** Subscriptions under an Enterprise Agreement, each in an enrolment of its own, so that no two examples want the same account. */
const ENROLLED = [
  { subscriptionId: 'ea000000-0000-4000-8000-000000000031', name: 'intranet', number: '2345671', owner: 'intranet' },
  { subscriptionId: 'ea000000-0000-4000-8000-000000000032', name: 'payroll', number: '2345672', owner: 'payroll' },
  { subscriptionId: 'ea000000-0000-4000-8000-000000000033', name: 'warehouse', number: '2345673', owner: 'warehouse' },
  { subscriptionId: 'ea000000-0000-4000-8000-000000000034', name: 'training', number: '2345674', owner: 'training' },
  {
    subscriptionId: 'ea000000-0000-4000-8000-000000000035',
    name: 'reporting',
    number: '8765431',
    hosted: true,
    owner: 'hosting',
  },
].map(({ owner, ...one }) => ({ ...one, owner: `${owner}@${one.hosted ? 'contoso' : 'fabrikam'}.onmicrosoft.com` }));

/** Paid for as they go. */
const PAYG = { subscriptionId: 'fa000000-0000-4000-8000-000000000005', name: 'campaign' };
const CERTIFIED = { subscriptionId: 'fa000000-0000-4000-8000-000000000006', name: 'webshop' };
const { vault, secrets } = certificates(CERTIFIED.subscriptionId, CERTIFIED.name);

const servers = [
  ...[...ENROLLED, PAYG].map(({ subscriptionId, name }) => server(subscriptionId, name)),
  server(CERTIFIED.subscriptionId, CERTIFIED.name, secrets),
];

/** What the default world lacks for every example of docs/examples to have a subscription to itself. */
export const exampleWorld: WorldInput = {
  tenants: [{ tenantId: TAILSPIN, domain: 'tailspintoys.onmicrosoft.com', displayName: 'Tailspin Toys' }],
  subscriptions: [
    ...ENROLLED.map(({ subscriptionId, name, owner, hosted }) => ({
      subscriptionId,
      displayName: `Fabrikam ${name}`,
      tenantId: hosted ? CONTOSO : FABRIKAM,
      offerId: 'MS-AZR-0017P',
      accountOwner: owner,
    })),
    ...[PAYG, CERTIFIED].map(({ subscriptionId, name }) => ({
      subscriptionId,
      displayName: `Fabrikam ${name}`,
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0003P',
      accountOwner: 'alice@fabrikam.onmicrosoft.com',
    })),
    {
      subscriptionId: 'c5000000-0000-4000-8000-000000000147',
      displayName: 'Fabrikam hosting CSP',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: CONTOSO,
    },
  ],
  resourceGroups: servers.flatMap(({ resourceGroups = [] }) => resourceGroups),
  resources: [...servers.flatMap(({ resources = [] }) => resources), vault],
  roleAssignments: [{ scope: `/subscriptions/${ANALYTICS}`, role: 'Owner', principalId: CONTOSO_ENGINEER }],
  enrolments: ENROLLED.map(({ subscriptionId, name, number, owner, hosted }) => ({
    number,
    companyName: hosted ? 'Contoso' : 'Fabrikam',
    administrators: [owner],
    accounts: [{ name, owner, department: 'IT', subscriptions: [subscriptionId] }],
  })),
};

/** What `handover up` and `handover simulator` start with. */
export const localWorld: WorldInput = {
  ...defaultWorld,
  ...Object.fromEntries(
    Object.entries(exampleWorld).map(([kind, more]) => [
      kind,
      [...((defaultWorld[kind as keyof WorldInput] as unknown[] | undefined) ?? []), ...(more as unknown[])],
    ]),
  ),
};
