/** Azure's own roles, under their real names, as far as moves and access handovers need them. */
export interface RoleDefinition {
  name: string;
  roleName: string;
  description: string;
  actions: string[];
  notActions: string[];
  dataActions?: string[];
  notDataActions?: string[];
  createdOn: string;
  updatedOn: string;
}

const CREATED = '2015-02-02T21:55:09.8806423Z';
const UPDATED = '2021-11-11T20:14:29.1235013Z';
const dates = { createdOn: CREATED, updatedOn: UPDATED };

/** What a role for one service always has besides that service. */
const COMMON = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.ResourceHealth/availabilityStatuses/read',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

export const BUILT_IN_ROLES: readonly RoleDefinition[] = [
  {
    name: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    roleName: 'Owner',
    description: 'Everything, including who else may do what.',
    actions: ['*'],
    notActions: [],
    createdOn: CREATED,
    updatedOn: '2020-08-14T20:13:58.4137852Z',
  },
  {
    name: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    roleName: 'Contributor',
    description: 'Everything except giving others access.',
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
    ],
    createdOn: CREATED,
    updatedOn: '2020-08-14T20:15:12.5169529Z',
  },
  {
    name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    roleName: 'Reader',
    description: 'Sees everything, changes nothing.',
    actions: ['*/read'],
    notActions: [],
    createdOn: CREATED,
    updatedOn: '2020-08-14T20:15:38.9474425Z',
  },
  {
    name: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    roleName: 'User Access Administrator',
    description: 'Gives and takes access, sees everything.',
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
    notActions: [],
    createdOn: CREATED,
    updatedOn: '2020-08-14T20:16:25.4029238Z',
  },
  {
    name: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
    roleName: 'Support Request Contributor',
    description: 'Opens and follows support requests.',
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read', 'Microsoft.Support/*'],
    notActions: [],
    ...dates,
  },
  {
    name: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    roleName: 'Network Contributor',
    description: 'Manages networks, not who may reach them.',
    actions: [...COMMON, 'Microsoft.Network/*'],
    notActions: [],
    ...dates,
  },
  {
    name: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    roleName: 'Virtual Machine Contributor',
    description: 'Manages virtual machines, not the networks and storage accounts they use.',
    actions: [
      ...COMMON,
      'Microsoft.Compute/availabilitySets/*',
      'Microsoft.Compute/disks/*',
      'Microsoft.Compute/virtualMachines/*',
      'Microsoft.Compute/virtualMachineScaleSets/*',
      'Microsoft.Network/networkInterfaces/*',
      'Microsoft.Network/*/join/action',
      'Microsoft.Network/*/read',
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Storage/storageAccounts/listKeys/action',
    ],
    notActions: [],
    ...dates,
  },
  {
    name: '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    roleName: 'Storage Account Contributor',
    description: 'Manages storage accounts, and so reaches the data in them by their keys.',
    actions: [...COMMON, 'Microsoft.Storage/storageAccounts/*'],
    notActions: [],
    ...dates,
  },
  {
    name: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    roleName: 'Storage Blob Data Contributor',
    description: 'Reads, writes and deletes blobs.',
    actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/*'],
    notActions: [],
    dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'],
    ...dates,
  },
  {
    name: '3498e952-d568-435e-9b2c-8d77e338d7f7',
    roleName: 'Azure Kubernetes Service RBAC Admin',
    description: 'Manages everything in a cluster except its quotas and namespaces.',
    actions: [...COMMON, 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
    notActions: [],
    dataActions: ['Microsoft.ContainerService/managedClusters/*'],
    notDataActions: [
      'Microsoft.ContainerService/managedClusters/resourcequotas/write',
      'Microsoft.ContainerService/managedClusters/namespaces/write',
    ],
    ...dates,
  },
  {
    name: '00482a5a-887f-4fb3-b363-3b7fe8e74483',
    roleName: 'Key Vault Administrator',
    description: 'Does everything with what a key vault holds.',
    actions: [...COMMON, 'Microsoft.KeyVault/*/read', 'Microsoft.KeyVault/checkNameAvailability/read'],
    notActions: [],
    dataActions: ['Microsoft.KeyVault/vaults/*'],
    ...dates,
  },
];

export const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

/** The role that a name (`Owner`), a GUID or any role definition id stands for. */
export function builtInRole(reference: string): RoleDefinition | undefined {
  const last = reference.split('/').pop()?.toLowerCase();
  return BUILT_IN_ROLES.find((role) => role.name === last || role.roleName.toLowerCase() === last);
}
