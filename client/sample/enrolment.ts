import type { AtMicrosoft } from '../local-stack/at-microsoft';

const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
const FABRIKAM_PROJECTS = '0a7100c0-0000-4000-8000-000000000002';
const HOSTED = 'ea000000-0000-4000-8000-000000000027';
const SHOP = 'ea000000-0000-4000-8000-000000000028';
const PROJECTS = 'fa000000-0000-4000-8000-000000000004';
const PRODUCTION = 'c5000000-0000-4000-8000-000000000201';

/**
 * What the enrolment's sample is about, all of it in the simulator's default world: Contoso hosts Fabrikam in two subscriptions of its own
 * enrolment, a third is paid for as it goes, and all go into the CSP subscription that Contoso sells to Fabrikam.
 */
export const ENROLMENT = {
  number: '7654321',
  subscriptions: [HOSTED, SHOP],
  payAsYouGo: PROJECTS,
  payAsYouGoTenantId: FABRIKAM_PROJECTS,
  destination: PRODUCTION,
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

/** Fabrikam's new account names Handover as a co-administrator of its shop: the classic model demands that somebody is named. */
export const LET_HANDOVER_IN: AtMicrosoft = {
  path: `/account/subscriptions/${SHOP}`,
  change: { coAdministrators: ['Fabrikam automation'] },
};
