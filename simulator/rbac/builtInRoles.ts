/** Azure's own roles, under their real names, as far as moves and access handovers need them. */
export interface RoleDefinition {
  name: string;
  roleName: string;
  description: string;
  actions: string[];
  notActions: string[];
  createdOn: string;
  updatedOn: string;
}

const CREATED = '2015-02-02T21:55:09.8806423Z';

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
];

export const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

/** The role that a name (`Owner`), a GUID or any role definition id stands for. */
export function builtInRole(reference: string): RoleDefinition | undefined {
  const last = reference.split('/').pop()?.toLowerCase();
  return BUILT_IN_ROLES.find((role) => role.name === last || role.roleName.toLowerCase() === last);
}
