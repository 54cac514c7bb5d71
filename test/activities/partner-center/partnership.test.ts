import { connect } from '../../../activities/azure/http/connection';
import { createPartnership } from '../../../activities/azure/partner-center/partnership';
import { failureOf } from './loopback';
import { CONTOSO, FABRIKAM, NORTHWIND, type Partners, startPartners } from './partners';

describe('what a partner’s worker acts with', () => {
  let partners: Partners;
  beforeAll(async () => {
    partners = await startPartners();
  });
  afterAll(() => partners.stop());

  const changedLinks = async () => {
    const changes = await partners.azure.accepted('PATCH', '');
    return changes.filter(({ path }) => /ManagementPartner/i.test(path));
  };

  it('finds groups by name and objects by id, and itself in its own token', async () => {
    const { directory } = partners.source;
    const own = await directory.ownPrincipal();
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    expect(await directory.groupNamed('No such group')).toBeUndefined();
    const names = await directory.namesOf(FABRIKAM, [
      'A11CE000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000000',
    ]);
    expect([...names]).toEqual([['a11ce000-0000-4000-8000-000000000001', 'Alice Adams']]);
    expect(await directory.namesOf(FABRIKAM, [])).toEqual(new Map());
  });

  it('links itself to a partner in the customer’s tenant, and changes the link', async () => {
    expect(await partners.source.linkPartner(FABRIKAM, '4711001')).toBe('4711001');
    expect(await partners.source.linkPartner(FABRIKAM, '4711001')).toBe('4711001');
    expect(await changedLinks()).toHaveLength(0);
    expect(await partners.source.linkPartner(FABRIKAM, '4711002')).toBe('4711002');
    expect(await changedLinks()).toHaveLength(1);
  });

  it('says that an MPN id is none', async () => {
    const failure = await failureOf(partners.source.linkPartner(FABRIKAM, 'Contoso'));
    expect(failure.type).toBe('UnknownPartner');
    expect(failure.message).toMatch(/^link partner Contoso: /);
  });

  it('asks for nothing before the first call, and needs credentials of its own', async () => {
    const { url, caPem } = partners.simulator;
    const endpoints = { endpoint: url, authority: url, partnerCenter: `${url}/`, graph: url, ca: caPem };
    const foreign = partners.simulator.apps.filter((app) => app.tenantId === CONTOSO);
    const northwind = createPartnership(connect(endpoints, foreign, NORTHWIND), { ...endpoints, graph: `${url}/` }, NORTHWIND);
    expect(northwind.tenantId).toBe(NORTHWIND);
    expect((await failureOf(northwind.center.customers())).type).toBe('SignInFailed');
  });
});
