import { CONTOSO, FABRIKAM, fields, idOf, LEGACY, NORTHWIND, openPartners, PLAN, type Partners } from './support';

const STRANGER = 'e0000000-0000-4000-8000-000000000005';

describe('what partners may do in a customer’s subscription', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await openPartners();
  });
  beforeEach(() => partners.client.sim('POST', 'reset'));
  afterAll(() => partners.client.close());

  const tokenFor = async (party: string, tenantId = FABRIKAM) => {
    const app = partners.client.simulator.apps.find((one) => one.party === party);
    const reply = await partners.client.token(tenantId, app?.clientId ?? '', app?.clientSecret ?? '');
    return String(fields(reply)['access_token']);
  };
  const may = async (party: string, subscription: string) => {
    const path = `/subscriptions/${subscription}/resourceGroups/made-by-${party}`;
    const { status } = await partners.client.arm('PUT', path, { location: 'westeurope' }, await tokenFor(party));
    return status;
  };
  const assignments = async (subscription: string) =>
    (
      await partners.client.arm(
        'GET',
        `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`,
      )
    ).value;
  /** Takes away every assignment in the subscription of this kind of principal. */
  const clean = async (subscription: string, kind: string) => {
    for (const one of await assignments(subscription)) {
      const { principalType } = one['properties'] as { principalType: string };
      if (principalType === kind) await partners.client.arm('DELETE', `${String(one['id'])}?api-version=2022-04-01`);
    }
  };
  const transfer = async () => {
    const at = `/v1/customers/${FABRIKAM}/transfers`;
    const asked = { sourcePartnerTenantId: CONTOSO, customerEmailId: 'admin@fabrikam.example' };
    const { id } = fields(await partners.northwind('POST', at, asked));
    const subscriptionId = await idOf(partners.contoso, PLAN);
    await partners.contoso('PATCH', `${at}/${String(id)}`, { lineItems: [{ subscriptionId }] });
    await partners.advance('31m');
  };

  it('the partner of record administers without any assignment', async () => {
    await clean(PLAN, 'ForeignGroup');
    expect(await may('sourcePartner', PLAN)).toBe(201);
    expect(await may('destinationPartner', PLAN)).toBe(403);
  });

  it('after a transfer the new one administers, and the old one until its assignments are gone', async () => {
    expect(await may('destinationPartner', PLAN)).toBe(403);
    await transfer();
    expect(await may('destinationPartner', PLAN)).toBe(201);
    expect(await may('sourcePartner', PLAN)).toBe(201);
    await clean(PLAN, 'ForeignGroup');
    expect(await may('sourcePartner', PLAN)).toBe(403);
    expect(await may('destinationPartner', PLAN)).toBe(200);
  });

  it('the partner of record sees the subscription in its list, another does not', async () => {
    await clean(PLAN, 'ForeignGroup');
    const seen = async (party: string) =>
      (await partners.client.arm('GET', '/subscriptions', undefined, await tokenFor(party))).value.map(
        (one) => one['subscriptionId'],
      );
    expect(await seen('sourcePartner')).toContain(PLAN);
    expect(await seen('destinationPartner')).not.toContain(PLAN);
  });

  it('nobody administers where the customer has not delegated it', async () => {
    await partners.client.sim('POST', 'seed', {
      relationships: [{ partnerTenantId: CONTOSO, customerTenantId: FABRIKAM, delegatedAdmin: false }],
    });
    await clean(PLAN, 'ForeignGroup');
    expect(await may('sourcePartner', PLAN)).toBe(403);
  });

  it('a subscription that is not sold through Partner Center gives its partner nothing', async () => {
    const ea = 'ea000000-0000-4000-8000-000000000099';
    const sold = { subscriptionId: ea, tenantId: FABRIKAM, offerId: 'MS-AZR-0017P', partnerTenantId: CONTOSO };
    await partners.client.sim('POST', 'seed', { subscriptions: [sold] });
    expect(await may('sourcePartner', ea)).toBe(201);
    await clean(ea, 'ForeignGroup');
    expect(await may('sourcePartner', ea)).toBe(403);
  });

  it('what Contoso’s engineer has below a resource group stays', async () => {
    await transfer();
    const scopes = (await assignments(LEGACY)).map((one) => (one['properties'] as { scope: string }).scope);
    expect(scopes).toEqual(expect.arrayContaining([expect.stringContaining('/networkSecurityGroups/data-nsg')]));
  });

  it('an application enters a tenant by a relationship alone, and not without one', async () => {
    await partners.client.sim('POST', 'seed', { tenants: [{ tenantId: STRANGER, domain: 'tailspin.onmicrosoft.com' }] });
    expect(await tokenFor('destinationPartner', STRANGER)).toBe('undefined');
    await partners.client.sim('POST', 'seed', { relationships: [{ partnerTenantId: NORTHWIND, customerTenantId: STRANGER }] });
    expect(await tokenFor('destinationPartner', STRANGER)).not.toBe('undefined');
    expect(await tokenFor('sourcePartner', STRANGER)).toBe('undefined');
  });

  it('an application enters a tenant where it has a role', async () => {
    const guest = {
      objectId: 'ab000000-0000-4000-8000-000000000003',
      tenantId: STRANGER,
      type: 'ServicePrincipal',
      clientId: 'ab000000-0000-4000-8000-000000000004',
      clientSecret: 'secret',
    };
    await partners.client.sim('POST', 'seed', { tenants: [{ tenantId: STRANGER }], principals: [guest] });
    const enters = async () => (await partners.client.token(FABRIKAM, guest.clientId, 'secret')).status;
    expect(await enters()).toBe(400);
    const group = `/subscriptions/${LEGACY}/resourceGroups/production-network`;
    await partners.client.sim('POST', 'seed', {
      roleAssignments: [{ scope: group, role: 'Reader', principalId: guest.objectId }],
    });
    expect(await enters()).toBe(200);
  });
});
