import { openClient, type Client } from '../support/client';

export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';
export const HOSTED = 'ea000000-0000-4000-8000-000000000027';
export const SHOP = 'ea000000-0000-4000-8000-000000000028';
export const OUTLOOK = '0a7100c0-0000-4000-8000-000000000001';
export const PAYG = 'fa000000-0000-4000-8000-000000000099';
export const MSA = 'someone@outlook.example';
export const CARL = 'carl@contoso.onmicrosoft.com';
export const ADMIN = 'admin@fabrikam.onmicrosoft.com';
export const EA = '/ea/enrolments/7654321';
export const CROSS = 'Work or School Account Cross Tenant';
export const ON_CALL = 'c5700000-0000-4000-8000-000000000001';

interface Snapshot {
  subscriptions: { subscriptionId: string; tenantId: string; accountOwner?: string; partnerOfRecord?: string; credit?: number }[];
  classicAdministrators: [string, { emailAddress: string; role: string }[]][];
  roleAssignments: { scope: string; properties: { principalId: string } }[];
  accessControl: { customRoles: Record<string, unknown> };
  principals: { objectId: string }[];
}

/** A simulator for the tests of a file, reset before each: requests as a person's application sends them, and what is kept afterwards. */
export function usePortals() {
  let client: Client;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    client = await openClient();
    for (const { tenantId, clientId, clientSecret } of client.simulator.apps)
      tokens.set(
        tenantId,
        ((await client.token(tenantId, clientId, clientSecret)).body as { access_token: string }).access_token,
      );
  });
  beforeEach(async () => {
    await client.sim('POST', 'reset');
    await client.sim('POST', 'seed', {
      tenants: [{ tenantId: OUTLOOK, domain: 'someoneoutlook.onmicrosoft.com' }],
      subscriptions: [
        { subscriptionId: PAYG, displayName: 'Open', tenantId: OUTLOOK, offerId: 'MS-AZR-0111P', accountOwner: MSA, credit: 100 },
      ],
    });
  });
  afterAll(() => client.close());

  const as = (tenant: string, method: string, path: string, body?: unknown) =>
    client.send(method, path, body, { authorization: `Bearer ${tokens.get(tenant)}` });
  const sim = (method: string, path: string, body?: unknown) => client.send(method, path, body, { authorization: 'Bearer sim' });
  const snapshot = async () => (await client.sim('GET', 'snapshot')).body as Snapshot;
  const hosted = async () => {
    const { subscriptions, classicAdministrators, roleAssignments, accessControl } = await snapshot();
    return {
      ...subscriptions.find(({ subscriptionId }) => subscriptionId === HOSTED),
      administrators: (new Map(classicAdministrators).get(HOSTED) ?? []).map(({ emailAddress }) => emailAddress),
      assignments: roleAssignments.filter(({ scope }) => scope.includes(HOSTED)).length,
      customRoles: Object.keys(accessControl.customRoles).length,
    };
  };
  const addAdmin = async (status: 'Pending' | 'Active' = 'Active') => {
    await as(CONTOSO, 'PATCH', EA, { authLevel: CROSS });
    const added = await as(CONTOSO, 'POST', `${EA}/accounts`, { name: 'CSP', owner: ADMIN, authType: 'Work or School Account' });
    if (status === 'Active') await as(FABRIKAM, 'POST', `${EA}/accounts/${ADMIN}/continue`);
    return added;
  };
  const transfer = (more: object = {}) =>
    as(CONTOSO, 'POST', `${EA}/transfers`, { sourceAccount: CARL, targetAccount: ADMIN, subscriptions: [HOSTED], ...more });
  return {
    client: () => client,
    tokens,
    as,
    sim,
    snapshot,
    hosted,
    addAdmin,
    transfer,
  };
}
