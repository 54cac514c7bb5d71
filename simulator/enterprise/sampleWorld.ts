import type { WorldInput } from '../world/schema';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const HOSTED = 'ea000000-0000-4000-8000-000000000027';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const BACKUP = '5e1f0000-0000-4000-8000-000000000001';
const ON_CALL = 'c5700000-0000-4000-8000-000000000001';

const inGroup = (type: string, name: string) =>
  `/subscriptions/${HOSTED}/resourceGroups/fabrikam-hosting/providers/${type}/${name}`;

/** Fabrikam's own enrolment, for the default world: its subscription is there already. */
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
 * A partner that hosts a customer inside its own enrolment (seed l.14504), to be seeded beside the default world: one subscription in
 * Contoso's directory with all that a change of directory takes away.
 */
export const partnerEnrolmentWorld: WorldInput = {
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
      accounts: [{ name: 'Hosting', owner: 'carl@contoso.onmicrosoft.com', department: 'Hosting', subscriptions: [HOSTED] }],
    },
  ],
};
