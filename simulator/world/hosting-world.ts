import { guidFrom } from '../kernel/guids';
import { classicShop } from '../services/classic/sample-world';
import type { WorldInput } from './schema';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const HOSTED = 'ea000000-0000-4000-8000-000000000027';
/** The subscription that is full of classic resources. */
export const SHOP = 'ea000000-0000-4000-8000-000000000028';
const FABRIKAM_PROJECTS = '0a7100c0-0000-4000-8000-000000000002';
const PROJECTS = 'fa000000-0000-4000-8000-000000000004';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const BACKUP = '5e1f0000-0000-4000-8000-000000000001';
const ON_CALL = 'c5700000-0000-4000-8000-000000000001';

const inGroup = (type: string, name: string) =>
  `/subscriptions/${HOSTED}/resourceGroups/fabrikam-hosting/providers/${type}/${name}`;

const inProjects = (type: string, name: string) => `/subscriptions/${PROJECTS}/resourceGroups/projects/providers/${type}/${name}`;

/** Fabrikam's own enrolment: its subscription is in the default world. */
export const fabrikamEnrolment: NonNullable<WorldInput['enrolments']>[number] = {
  number: '1234567',
  companyName: 'Fabrikam',
  authLevel: 'Mixed Account',
  administrators: ['alice@fabrikam.onmicrosoft.com'],
  accounts: [
    {
      name: 'Production',
      owner: 'alice@fabrikam.onmicrosoft.com',
      department: 'IT',
      subscriptions: ['ea000000-0000-4000-8000-000000000017'],
    },
    { name: 'Marketing', owner: 'marketing@fabrikam.onmicrosoft.com', department: 'Marketing', status: 'Pending' },
    { name: 'Old projects', owner: 'fabrikam.projects@outlook.example', department: 'IT' },
  ],
};

/**
 * A partner that hosts a customer inside its own enrolment (seed l.14504): two subscriptions in Contoso's directory, one with all that a change
 * of directory takes away, one full of classic resources, of which Contoso's own application is a co-administrator.
 */
export const hostingWorld = {
  subscriptions: [
    {
      subscriptionId: HOSTED,
      displayName: 'Fabrikam hosting',
      tenantId: CONTOSO,
      offerId: 'MS-AZR-0017P',
      serviceAdministrator: 'carl@contoso.onmicrosoft.com',
      coAdministrators: ['operations@contoso.onmicrosoft.com'],
      partnerOfRecord: '4711001',
    },
    {
      subscriptionId: SHOP,
      displayName: 'Fabrikam shop',
      tenantId: CONTOSO,
      offerId: 'MS-AZR-0017P',
      accountOwner: 'carl@contoso.onmicrosoft.com',
    },
  ],
  principals: [{ objectId: BACKUP, tenantId: CONTOSO, type: 'ServicePrincipal', displayName: 'hosting-vault' }],
  resourceGroups: [{ subscriptionId: HOSTED, name: 'fabrikam-hosting', location: 'westeurope' }],
  resources: [
    {
      id: inGroup('Microsoft.KeyVault/vaults', 'hosting-keys'),
      location: 'westeurope',
      properties: { tenantId: CONTOSO, sku: { family: 'A', name: 'standard' }, accessPolicies: [] },
    },
    {
      id: inGroup('Microsoft.RecoveryServices/vaults', 'hosting-vault'),
      location: 'westeurope',
      identity: { type: 'SystemAssigned', principalId: BACKUP, tenantId: CONTOSO },
      properties: {},
    },
  ],
  customRoles: [
    {
      name: ON_CALL,
      roleName: 'Hosting on call',
      description: 'Starts and stops machines.',
      actions: [
        '*/read',
        'Microsoft.Compute/virtualMachines/start/action',
        'Microsoft.Compute/virtualMachines/deallocate/action',
      ],
      assignableScopes: [`/subscriptions/${HOSTED}`],
    },
  ],
  roleAssignments: [
    { scope: `/subscriptions/${HOSTED}`, role: 'Owner', principalId: CONTOSO_ENGINEER },
    {
      scope: `/subscriptions/${HOSTED}/resourceGroups/fabrikam-hosting`,
      roleDefinitionId: ON_CALL,
      principalId: CONTOSO_ENGINEER,
    },
  ],
  enrolments: [
    {
      number: '7654321',
      companyName: 'Contoso',
      administrators: ['carl@contoso.onmicrosoft.com'],
      accounts: [
        { name: 'Hosting', owner: 'carl@contoso.onmicrosoft.com', department: 'Hosting', subscriptions: [HOSTED, SHOP] },
      ],
    },
  ],
  classic: [classicShop(SHOP, [guidFrom('app object', CONTOSO)])],
} satisfies WorldInput;

/** What Fabrikam pays for as it goes, with a Microsoft Account: a directory of its own, with a resource that cannot move. */
export const projectsWorld = {
  tenants: [{ tenantId: FABRIKAM_PROJECTS, domain: 'fabrikamprojects.onmicrosoft.com', displayName: 'fabrikam.projects' }],
  subscriptions: [
    {
      subscriptionId: PROJECTS,
      displayName: 'Fabrikam projects',
      tenantId: FABRIKAM_PROJECTS,
      offerId: 'MS-AZR-0003P',
      accountOwner: 'fabrikam.projects@outlook.example',
    },
  ],
  resourceGroups: [{ subscriptionId: PROJECTS, name: 'projects', location: 'northeurope' }],
  resources: [
    {
      id: inProjects('Microsoft.Storage/storageAccounts', 'fabrikamprojects'),
      location: 'northeurope',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
      properties: {},
    },
    { id: inProjects('Microsoft.ContainerInstance/containerGroups', 'nightly'), location: 'northeurope', properties: {} },
  ],
} satisfies WorldInput;
