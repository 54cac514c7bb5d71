/** Licence-based and legacy offers: the price list's names and ids, as Microsoft's documentation shows them. */

interface ServicePlan {
  id: string;
  serviceName: string;
  displayName: string;
  targetType: 'User' | 'Tenant';
}

export interface Offer {
  id: string;
  name: string;
  category: 'Enterprise' | 'Small business' | 'Azure';
  /** What the offer provisions: the SKU of licences. */
  product: { id: string; name: string; partNumber: string; licenceGroup: 'group1' | 'group2' };
  plans: readonly ServicePlan[];
  isTrial?: boolean;
  /** Offer of which this one is an add-on. */
  addOnTo?: string;
  /** Offer that a trial is converted to. */
  convertsTo?: string;
  /** Offers that a subscription can be upgraded to. */
  upgradesTo?: readonly string[];
  billing: 'license' | 'usage';
  largest: number;
}

const EXCHANGE: ServicePlan = {
  id: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  serviceName: 'EXCHANGE_S_ENTERPRISE',
  displayName: 'Exchange Online (Plan 2)',
  targetType: 'User',
};
const SHAREPOINT: ServicePlan = {
  id: '5dbe027f-2339-4123-9542-606e4d348a72',
  serviceName: 'SHAREPOINTENTERPRISE',
  displayName: 'SharePoint (Plan 2)',
  targetType: 'User',
};
const DIRECTORY: ServicePlan = {
  id: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  serviceName: 'AAD_PREMIUM',
  displayName: 'Azure Active Directory Premium P1',
  targetType: 'User',
};
const FOUNDATION: ServicePlan = {
  id: '113feb6c-3fe4-4440-bddc-54d774bf0318',
  serviceName: 'EXCHANGE_S_FOUNDATION',
  displayName: 'Exchange Foundation',
  targetType: 'Tenant',
};

const E1 = '91FD106F-4B2C-4938-95AC-F54F74E9A239';
const E3 = '796B6B5F-613C-4E24-A17C-EBA730D49C02';
const PREMIUM = '031C9E47-4802-4248-838E-778FB1D2CC05';
const EXCHANGE_ONLY = '195416C1-3447-423A-B37B-EE59A99A19C4';

function licence(
  id: string,
  name: string,
  product: Offer['product'],
  plans: readonly ServicePlan[],
  rest: Partial<Offer> = {},
): Offer {
  return { id, name, category: 'Enterprise', product, plans, billing: 'license', largest: 10_000_000, ...rest };
}

function group1(id: string, name: string, partNumber: string): Offer['product'] {
  return { id, name, partNumber, licenceGroup: 'group1' };
}

export const OFFERS: readonly Offer[] = [
  {
    id: 'MS-AZR-0145P',
    name: 'Microsoft Azure',
    category: 'Azure',
    product: group1('fd91e5a6-60d9-4d80-b7ae-2a0d8c2a5b5a', 'Microsoft Azure', 'AZURE'),
    plans: [],
    billing: 'usage',
    largest: 1,
  },
  licence(
    E1,
    'Office 365 Enterprise E1',
    group1('18181a46-0d4e-45cd-891e-60aabd171b4e', 'Office 365 Enterprise E1', 'STANDARDPACK'),
    [EXCHANGE, FOUNDATION],
    {
      upgradesTo: [E3],
    },
  ),
  licence(
    E3,
    'Office 365 Enterprise E3',
    group1('6fd2c87f-b296-42f0-b197-1e91e994b900', 'Office 365 Enterprise E3', 'ENTERPRISEPACK'),
    [EXCHANGE, SHAREPOINT, FOUNDATION],
    {
      upgradesTo: [E1],
    },
  ),
  licence(
    PREMIUM,
    'Office 365 Business Premium',
    group1('f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'Office 365 Business Premium', 'O365_BUSINESS_PREMIUM'),
    [EXCHANGE, SHAREPOINT],
    {
      category: 'Small business',
      largest: 300,
      upgradesTo: [E3],
    },
  ),
  licence(
    'C0BD2E08-11AC-4836-BDC7-3712E744922F',
    'Office 365 Business Premium Trial',
    group1('f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'Office 365 Business Premium', 'O365_BUSINESS_PREMIUM'),
    [EXCHANGE, SHAREPOINT],
    { category: 'Small business', isTrial: true, convertsTo: PREMIUM, largest: 25 },
  ),
  licence(
    EXCHANGE_ONLY,
    'Exchange Online (Plan 1)',
    group1('4b9405b0-7788-4568-add1-99614e613b69', 'Exchange Online (Plan 1)', 'EXCHANGESTANDARD'),
    [EXCHANGE],
  ),
  licence(
    '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
    'Exchange Online Archiving for Exchange Online',
    group1('ee02fd1b-340e-4a4b-b355-4a514e4c8943', 'Exchange Online Archiving for Exchange Online', 'EXCHANGEARCHIVE_ADDON'),
    [EXCHANGE],
    { addOnTo: EXCHANGE_ONLY },
  ),
  licence(
    'DB2E705F-B82A-4024-A3D5-D88E12F2DB35',
    'Intune Device',
    group1('2b317a4a-77a6-4188-9437-b68a77b4e2c6', 'Intune Device', 'INTUNE_A_D'),
    [DIRECTORY],
  ),
  licence(
    '79C29AF7-3CD0-4A6F-B182-A81E31DEC84E',
    'Enterprise Mobility + Security E3',
    group1('efccb6f7-5641-4e0e-bd10-b4976e1bf68e', 'Enterprise Mobility + Security E3', 'EMS'),
    [DIRECTORY],
  ),
  licence(
    '800F4F3B-CFE1-42C1-9CEA-675512810488',
    'Power BI Pro',
    group1('f8a1db68-be16-40ed-86d5-cb42ce701560', 'Power BI Pro', 'POWER_BI_PRO'),
    [FOUNDATION],
  ),
  licence(
    '84A03D81-6B37-4D66-8D4A-FAEA24541538',
    'Azure Active Directory Premium P1',
    group1('078d2b04-f1bd-4111-bbd4-b4b1b354cef4', 'Azure Active Directory Premium P1', 'AAD_PREMIUM'),
    [FOUNDATION, DIRECTORY],
  ),
  licence(
    'E49E11C7-8B3E-4D12-8BA2-D5E0F5A4AB1C',
    'Minecraft Education Edition Faculty',
    {
      id: '984df360-9a74-4647-8cf8-696749f6247a',
      name: 'Minecraft Education Edition Faculty',
      partNumber: 'MEE_FACULTY',
      licenceGroup: 'group2',
    },
    [FOUNDATION],
  ),
];

/** The offer of this id; undefined when the price list has none. */
export function offerOf(id: string): Offer | undefined {
  return OFFERS.find((one) => one.id.toUpperCase() === id.toUpperCase());
}
