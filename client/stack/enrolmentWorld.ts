import { classicShop, defaultWorld, partnerEnrolmentWorld, sampleMetering, type WorldInput } from '../../simulator';
import { guidFrom } from '../../simulator/guids';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
const FABRIKAM_PROJECTS = '0a7100c0-0000-4000-8000-000000000002';
const HOSTED = 'ea000000-0000-4000-8000-000000000027';
const SHOP = 'ea000000-0000-4000-8000-000000000028';
const PROJECTS = 'fa000000-0000-4000-8000-000000000004';
const DESTINATION = 'c5000000-0000-4000-8000-000000000145';

/** What the enrolment's sample is about. */
export const ENROLMENT = {
  number: '7654321',
  subscriptions: [HOSTED, SHOP],
  payAsYouGo: PROJECTS,
  payAsYouGoTenantId: FABRIKAM_PROJECTS,
  destination: DESTINATION,
  customerTenantId: FABRIKAM,
  /** The user that the migration makes in Fabrikam's directory. */
  admin: 'handover@fabrikam.onmicrosoft.com',
  partner: {
    tenantId: CONTOSO,
    name: 'Contoso',
    mpnId: '4711001',
    contact: { name: 'Carl Conrad', email: 'carl@contoso.example' },
  },
} as const;

/**
 * Beside the default world: Contoso hosts Fabrikam inside its own enrolment, in two subscriptions, one of them full of classic resources; and
 * Fabrikam pays for a third as it goes, with a Microsoft Account. All are to go into a CSP subscription that Contoso sells to Fabrikam.
 */
export function enrolmentWorld(): WorldInput {
  const hosted = partnerEnrolmentWorld;
  const metering = sampleMetering({ seed: SHOP });
  const [enrolment] = hosted.enrolments ?? [];
  const [hosting] = enrolment?.accounts ?? [];
  if (!enrolment || !hosting) throw new Error('the enrolment has no account');
  const own = (subscriptionId: string, tenantId: string) => ({
    scope: `/subscriptions/${subscriptionId}`,
    role: 'Owner',
    principalId: guidFrom('app object', tenantId),
  });
  return {
    ...defaultWorld,
    tenants: [
      ...(defaultWorld.tenants ?? []),
      { tenantId: FABRIKAM_PROJECTS, domain: 'fabrikamprojects.onmicrosoft.com', displayName: 'fabrikam.projects' },
    ],
    subscriptions: [
      ...(defaultWorld.subscriptions ?? []).map((one) =>
        one.subscriptionId === DESTINATION ? { ...one, partnerTenantId: CONTOSO } : one,
      ),
      ...(hosted.subscriptions ?? []),
      {
        subscriptionId: SHOP,
        displayName: 'Fabrikam shop',
        tenantId: CONTOSO,
        offerId: 'MS-AZR-0017P',
        accountOwner: hosting.owner,
      },
      {
        subscriptionId: PROJECTS,
        displayName: 'Fabrikam projects',
        tenantId: FABRIKAM_PROJECTS,
        offerId: 'MS-AZR-0003P',
        accountOwner: 'fabrikam.projects@outlook.example',
      },
    ],
    principals: [...(defaultWorld.principals ?? []), ...(hosted.principals ?? [])],
    resourceGroups: [
      ...(defaultWorld.resourceGroups ?? []),
      ...(hosted.resourceGroups ?? []),
      { subscriptionId: PROJECTS, name: 'projects', location: 'northeurope' },
    ],
    resources: [
      ...(defaultWorld.resources ?? []),
      ...(hosted.resources ?? []),
      {
        id: `/subscriptions/${PROJECTS}/resourceGroups/projects/providers/Microsoft.Storage/storageAccounts/fabrikamprojects`,
        location: 'northeurope',
        sku: { name: 'Standard_LRS' },
        kind: 'StorageV2',
        properties: {},
      },
      {
        id: `/subscriptions/${PROJECTS}/resourceGroups/projects/providers/Microsoft.ContainerInstance/containerGroups/nightly`,
        location: 'northeurope',
        properties: {},
      },
    ],
    customRoles: hosted.customRoles ?? [],
    roleAssignments: [
      ...(defaultWorld.roleAssignments ?? []),
      ...(hosted.roleAssignments ?? []),
      own(SHOP, CONTOSO),
      own(PROJECTS, FABRIKAM_PROJECTS),
    ],
    enrolments: [
      ...(defaultWorld.enrolments ?? []),
      { ...enrolment, accounts: [{ ...hosting, subscriptions: ENROLMENT.subscriptions.slice() }] },
    ],
    classic: [classicShop(SHOP)],
    ...metering,
  };
}

/** In the classic model somebody has to be named: Fabrikam's new account names Handover as a co-administrator of its shop. */
export const LET_HANDOVER_IN: WorldInput = {
  classic: [
    {
      subscriptionId: SHOP,
      administrators: [
        { role: 'CoAdministrator', emailAddress: 'handover@fabrikam.example', principalId: guidFrom('app object', FABRIKAM) },
      ],
    },
  ],
};
