import { guidFrom } from '../../../simulator/kernel/guids';
import { defaultWorld } from '../../../simulator';

export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
/** Directory that a Microsoft Account's subscriptions are in. */
export const OUTLOOK = '0a7100c0-0000-4000-8000-000000000001';

/** Object id of Contoso's own application. */
export const CONTOSO_APP = guidFrom('app object', CONTOSO);
export const ALICE = 'a11ce000-0000-4000-8000-000000000001';
export const CARL = 'carl@contoso.onmicrosoft.com';
export const MSA = 'someone@outlook.example';

export const LEGACY = 'MS-AZR-0145P';
export const PLAN = 'MS-AZR-0017G';

/** The default world, and the directory of a Microsoft Account. */
export const WITH_OUTLOOK = {
  ...defaultWorld,
  tenants: [
    ...(defaultWorld.tenants ?? []),
    { tenantId: OUTLOOK, domain: 'someoneoutlook.onmicrosoft.com', displayName: 'Someone' },
  ],
};

/** Who owns the account of a source subscription, and in which directory it is. */
export const SOURCES = {
  partnerEa: { tenantId: CONTOSO, owner: CARL },
  customerEa: { tenantId: FABRIKAM, owner: 'alice@fabrikam.onmicrosoft.com' },
  payg: { tenantId: OUTLOOK, owner: MSA },
};
