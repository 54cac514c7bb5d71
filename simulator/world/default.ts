import { seedMetering, shopUsage } from '../services/metering/sample-world';
import { fabrikamEnrolment, hostingWorld, projectsWorld, SHOP } from './hosting-world';
import { inGroup, resource, shop, walkThrough } from './sample-resources';
import type { WorldInput } from './schema';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const NORTHWIND = '70000000-0000-4000-8000-000000000002';
const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
const EA = 'ea000000-0000-4000-8000-000000000017';
const PAYG = 'fa000000-0000-4000-8000-000000000003';
const CSP = 'c5000000-0000-4000-8000-000000000145';
const CSP_LEGACY = 'c5000000-0000-4000-8000-000000000201';
const CSP_PLAN = 'c5000000-0000-4000-8000-000000000202';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const ALICE = 'a11ce000-0000-4000-8000-000000000001';
const OPERATORS = '09e7a000-0000-4000-8000-000000000002';
const AUDITOR = 'aad17000-0000-4000-8000-000000000003';

const productionNetwork = (name: string) =>
  inGroup(CSP_LEGACY, 'production-network')('Microsoft.Network/networkSecurityGroups', name);

/**
 * Fabrikam is the customer; Contoso its partner today, Northwind its partner tomorrow. Fabrikam has an enrolment of its own, Contoso hosts it in
 * another, and a part of it pays as it goes, once in Fabrikam's directory and once with a Microsoft Account. The ids are the same in every run.
 */
export const defaultWorld: WorldInput = {
  tenants: [
    { tenantId: FABRIKAM, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' },
    { tenantId: CONTOSO, domain: 'contoso.onmicrosoft.com', displayName: 'Contoso' },
    { tenantId: NORTHWIND, domain: 'northwind.onmicrosoft.com', displayName: 'Northwind' },
    ...projectsWorld.tenants,
  ],
  partners: [
    { tenantId: CONTOSO, mpnId: '4711001' },
    { tenantId: NORTHWIND, mpnId: '4711002' },
  ],
  subscriptions: [
    {
      subscriptionId: EA,
      displayName: 'Microsoft Azure Enterprise',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017P',
      partnerTenantId: CONTOSO,
      accountOwner: 'alice@fabrikam.onmicrosoft.com',
    },
    {
      subscriptionId: PAYG,
      displayName: 'Pay-As-You-Go',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0003P',
      accountOwner: 'alice@fabrikam.onmicrosoft.com',
    },
    {
      subscriptionId: CSP,
      displayName: 'Microsoft Azure CSP',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: NORTHWIND,
      registeredProviders: ['Microsoft.Compute', 'Microsoft.Network'],
    },
    {
      subscriptionId: CSP_LEGACY,
      displayName: 'Fabrikam production',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0145P',
      partnerTenantId: CONTOSO,
    },
    {
      subscriptionId: CSP_PLAN,
      displayName: 'Fabrikam analytics',
      tenantId: FABRIKAM,
      offerId: 'MS-AZR-0017G',
      partnerTenantId: CONTOSO,
    },
    ...hostingWorld.subscriptions,
    ...projectsWorld.subscriptions,
  ],
  principals: [
    {
      objectId: ALICE,
      tenantId: FABRIKAM,
      type: 'User',
      displayName: 'Alice Adams',
      userPrincipalName: 'alice@fabrikam.onmicrosoft.com',
    },
    { objectId: OPERATORS, tenantId: FABRIKAM, type: 'Group', displayName: 'Shop operators' },
    { objectId: AUDITOR, tenantId: FABRIKAM, type: 'ServicePrincipal', displayName: 'Auditor' },
    {
      objectId: CONTOSO_ENGINEER,
      tenantId: CONTOSO,
      type: 'User',
      displayName: 'Carl Conrad',
      userPrincipalName: 'carl@contoso.onmicrosoft.com',
    },
    ...hostingWorld.principals,
  ],
  resourceGroups: [
    { subscriptionId: EA, name: 'EAResourceGroup', location: 'westeurope', tags: { costCentre: '4711' } },
    { subscriptionId: EA, name: 'shop-network', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: EA, name: 'shop-web', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: EA, name: 'shop-data', location: 'westeurope', tags: { application: 'shop' } },
    { subscriptionId: PAYG, name: 'PAYGResourceGroup', location: 'northeurope' },
    { subscriptionId: CSP_LEGACY, name: 'production-network', location: 'westeurope' },
    ...hostingWorld.resourceGroups,
    ...projectsWorld.resourceGroups,
  ],
  resources: [
    ...walkThrough(EA, 'EAResourceGroup', 'westeurope'),
    ...shop(EA, FABRIKAM),
    ...walkThrough(PAYG, 'PAYGResourceGroup', 'northeurope').map(
      (one) => JSON.parse(JSON.stringify(one).replaceAll('account0118', 'account0217')) as typeof one,
    ),
    resource(productionNetwork('web-nsg'), 'westeurope', { securityRules: [] }),
    resource(productionNetwork('data-nsg'), 'westeurope', { securityRules: [] }),
    ...hostingWorld.resources,
    ...projectsWorld.resources,
  ],
  locks: [
    {
      scope: `/subscriptions/${EA}/resourceGroups/shop-data`,
      name: 'keep-the-data',
      level: 'CanNotDelete',
      notes: 'The shop’s database: ask before deleting.',
    },
  ],
  roleAssignments: [
    { scope: `/subscriptions/${EA}`, role: 'Owner', principalId: ALICE },
    { scope: `/subscriptions/${EA}/resourceGroups/shop-web`, role: 'Contributor', principalId: OPERATORS },
    { scope: inGroup(EA, 'shop-data')('Microsoft.Compute/virtualMachines', 'shop-db'), role: 'Reader', principalId: AUDITOR },
    { scope: productionNetwork('data-nsg'), role: 'Contributor', principalId: CONTOSO_ENGINEER },
    ...hostingWorld.roleAssignments,
  ],
  customRoles: hostingWorld.customRoles,
  enrolments: [fabrikamEnrolment, ...hostingWorld.enrolments],
  classic: hostingWorld.classic,
  ...seedMetering(SHOP, shopUsage(SHOP)),
};
