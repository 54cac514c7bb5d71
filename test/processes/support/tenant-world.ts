import { guidFrom } from '../../../simulator/kernel/guids';
import type { Rig } from '../../support/rig';
import type { Json } from './open-process';
import { ALICE, CARL, CONTOSO, FABRIKAM, LEGACY, SOURCES } from './organisations';
import { stateOf } from './state';

const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';

/** An enrolment, a source and a destination of a run's own, and the user who becomes Owner of both. */
export interface Ids {
  source: string;
  destination: string;
  enrolment: string;
  admin: { objectId: string; userPrincipalName: string };
}

/** What there is to be moved. */
export interface TenantWorld {
  variant?: 'partnerEa' | 'customerEa' | 'payg' | 'open' | 'bizspark';
  input?: Json | ((ids: Ids) => Json);
  /** More of the source subscription itself. */
  subscription?: Json;
  /** A vault, an identity, a custom role: what a change of directory breaks. */
  breakable?: boolean;
  /** Definitions, a set, assignments and exemptions of the source: what a change of directory deletes of Azure Policy. */
  policies?: boolean;
  /** Further resources of the source's group `app`. */
  resources?: (type: (name: string) => string) => Json[];
  account?: Json;
  /** Further subscriptions of the same account, by their ids. */
  sameAccount?: string[];
  /** Further accounts of the enrolment, and further subscriptions of the world. */
  accounts?: Json[];
  subscriptions?: Json[];
}

let count = 0;

export function idsOf(name: string): Ids {
  const nth = (++count).toString(16).padStart(12, '0');
  return {
    source: `5a000000-0000-4000-8000-${nth}`,
    destination: `de000000-0000-4000-8000-${nth}`,
    enrolment: String(8_000_000 + count),
    admin: { objectId: guidFrom('admin of', name), userPrincipalName: `admin${count}@fabrikam.onmicrosoft.com` },
  };
}

/** Seeds what a run of that name has to itself. */
export async function seeded({ azure }: Pick<Rig, 'azure'>, name: string, options: TenantWorld): Promise<Ids> {
  const ids = idsOf(name);
  await azure.post('seed', worldOf(ids, options));
  if (options.policies) await writePolicies({ azure }, ids.source);
  return ids;
}

const OFFERS = {
  partnerEa: 'MS-AZR-0017P',
  customerEa: 'MS-AZR-0017P',
  payg: 'MS-AZR-0003P',
  open: 'MS-AZR-0111P',
  bizspark: 'MS-AZR-0064P',
};

function worldOf({ source, destination, enrolment, admin }: Ids, options: TenantWorld): Json {
  const {
    variant = 'partnerEa',
    subscription = {},
    breakable = false,
    account = {},
    sameAccount = [],
    accounts = [],
    subscriptions = [],
    resources = () => [],
  } = options;
  const { tenantId, owner } = SOURCES[variant === 'open' || variant === 'bizspark' ? 'payg' : variant];
  const scope = `/subscriptions/${source}`;
  const isEa = variant.endsWith('Ea');
  const identity = guidFrom('identity', source);
  const role = guidFrom('on call', source);
  return {
    subscriptions: [
      {
        subscriptionId: source,
        displayName: `Source ${enrolment}`,
        tenantId,
        offerId: OFFERS[variant],
        accountOwner: owner,
        ...(variant === 'partnerEa'
          ? { serviceAdministrator: 'second@contoso.onmicrosoft.com', coAdministrators: [CARL], partnerOfRecord: '4711001' }
          : {}),
        ...subscription,
      },
      {
        subscriptionId: destination,
        displayName: `CSP ${enrolment}`,
        tenantId: FABRIKAM,
        offerId: LEGACY,
        partnerTenantId: CONTOSO,
      },
      ...subscriptions,
    ],
    principals: [
      { ...admin, tenantId: FABRIKAM, type: 'User', displayName: 'The mover' },
      ...(breakable ? [{ objectId: identity, tenantId, type: 'ServicePrincipal', displayName: 'backup' }] : []),
    ],
    resourceGroups: [{ subscriptionId: source, name: 'app', location: 'westeurope' }],
    resources: [
      ...resources((type) => `${scope}/resourceGroups/app/providers/${type}`),
      ...(breakable
        ? [
            {
              id: `${scope}/resourceGroups/app/providers/Microsoft.KeyVault/vaults/keys${enrolment}`,
              location: 'westeurope',
              properties: { tenantId },
            },
            {
              id: `${scope}/resourceGroups/app/providers/Microsoft.RecoveryServices/vaults/backup${enrolment}`,
              location: 'westeurope',
              identity: { type: 'SystemAssigned', principalId: identity, tenantId },
            },
          ]
        : []),
    ],
    customRoles: [{ name: role, roleName: `On call ${enrolment}`, actions: ['*/read'], assignableScopes: [scope] }],
    roleAssignments: [
      {
        scope: `${scope}/resourceGroups/app`,
        roleDefinitionId: role,
        principalId: variant === 'customerEa' ? ALICE : CONTOSO_ENGINEER,
      },
      // Somebody of the customer's, as a guest of the old directory: has a place in the new one.
      { scope, role: 'Reader', principalId: ALICE },
    ],
    enrolments: isEa
      ? [
          {
            number: enrolment,
            companyName: 'Contoso',
            administrators: [owner],
            accounts: [{ name: 'Hosting', owner, subscriptions: [source, ...sameAccount], ...account }, ...accounts],
          },
        ]
      : [],
  };
}

/** Allowed locations. */
const BUILT_IN = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';

/** `keeps` is what a new directory has a place for; `tied` acts as an identity of the old one, and its exemption needs it. */
async function writePolicies({ azure }: Pick<Rig, 'azure'>, source: string): Promise<void> {
  const scope = `/subscriptions/${source}`;
  const at = (kind: string, name: string, within = scope) => `${within}/providers/Microsoft.Authorization/${kind}/${name}`;
  const put = (id: string, body: Json) => azure.arm('PUT', `${id}?api-version=2023-04-01`, body);
  const [definition, set] = [at('policyDefinitions', 'no-classic'), at('policySetDefinitions', 'baseline')];
  const group = `${scope}/resourceGroups/app`;
  const [keeps, tied] = [at('policyAssignments', 'keeps'), at('policyAssignments', 'tied', group)];
  await put(definition, {
    properties: {
      displayName: 'No classic',
      mode: 'All',
      parameters: { effect: { type: 'String', defaultValue: 'audit' } },
      policyRule: {
        if: { field: 'type', like: 'Microsoft.Classic*' },
        then: { effect: "[parameters('effect')]" },
      },
    },
  });
  await put(set, {
    properties: {
      displayName: 'Baseline',
      policyDefinitions: [
        { policyDefinitionId: definition, policyDefinitionReferenceId: 'classic' },
        { policyDefinitionId: BUILT_IN, parameters: { listOfAllowedLocations: { value: ['westeurope'] } } },
      ],
    },
  });
  await put(keeps, {
    properties: {
      displayName: 'Keeps',
      policyDefinitionId: set,
      enforcementMode: 'DoNotEnforce',
      notScopes: [group],
      parameters: { anything: { value: 1 } },
    },
  });
  await put(tied, {
    location: 'westeurope',
    identity: { type: 'SystemAssigned' },
    properties: { displayName: 'Tied', policyDefinitionId: definition },
  });
  await put(at('policyExemptions', 'for-now', group), {
    properties: {
      displayName: 'For now',
      policyAssignmentId: keeps,
      exemptionCategory: 'Waiver',
      expiresOn: '2099-01-01T00:00:00Z',
    },
  });
  await put(at('policyExemptions', 'of-tied', group), {
    properties: { policyAssignmentId: tied, exemptionCategory: 'Mitigated' },
  });
}

interface Snapshot {
  subscriptions: { subscriptionId: string }[];
  classicAdministrators: [string, unknown][];
  accessControl: { customRoles: Record<string, { assignableScopes: string[]; createdOn: string; updatedOn: string }> };
  principals: { objectId: string; tenantId: string }[];
  enterprise: { enrolments: { number: string }[] };
}

/** All that the customer would miss, and the enrolment. */
export async function tenantState({ azure }: Pick<Rig, 'azure'>, { source, destination, enrolment }: Ids): Promise<unknown> {
  const { subscriptions, classicAdministrators, accessControl, principals, enterprise } = await azure.get<Snapshot>('snapshot');
  return {
    ...((await stateOf(azure, [source, destination])) as Json),
    subscriptions: subscriptions.filter(({ subscriptionId }) => [source, destination].includes(subscriptionId)),
    administrators: new Map(classicAdministrators).get(source),
    customRoles: Object.values(accessControl.customRoles)
      .filter(({ assignableScopes }) => assignableScopes.some((one) => one.includes(source)))
      .map(({ createdOn: _created, updatedOn: _updated, ...role }) => role),
    identities: principals.filter(({ objectId }) => objectId === guidFrom('identity', source)),
    enrolment: enterprise.enrolments.find(({ number }) => number === enrolment),
  };
}
