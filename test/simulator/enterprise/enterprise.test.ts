import { CONTOSO, FABRIKAM, NORTHWIND, HOSTED, SHOP, OUTLOOK, PAYG, MSA, CARL, ADMIN, EA, CROSS, usePortals } from './portals';

describe('the EA portal and the Account Center', () => {
  const { addAdmin, as, client, hosted, sim, snapshot, transfer } = usePortals();

  it('shows an enrolment to its administrators alone', async () => {
    expect(await as(CONTOSO, 'GET', EA)).toMatchObject({
      status: 200,
      body: {
        companyName: 'Contoso',
        authLevel: 'Work or School Account',
        accounts: [
          {
            owner: CARL,
            authType: 'Work or School Account',
            status: 'Active',
            subscriptions: [{ subscriptionId: HOSTED }, { subscriptionId: SHOP }],
          },
        ],
      },
    });
    expect((await as(NORTHWIND, 'GET', EA)).code).toBe('AccessDenied');
    expect((await as(CONTOSO, 'GET', '/ea/enrolments/99999')).code).toBe('EnrolmentNotFound');
    expect((await client().send('GET', EA)).status).toBe(401);
    expect((await sim('GET', '/ea/enrolments/1234567')).body).toMatchObject({
      accounts: [{}, { status: 'Pending' }, { authType: 'Microsoft Account' }],
    });
  });

  it('takes accounts as the Auth Level allows, Pending until their owner continues', async () => {
    const account = { name: 'CSP', owner: ADMIN, authType: 'Work or School Account' };
    expect((await as(CONTOSO, 'POST', `${EA}/accounts`, account)).code).toBe('AuthLevelForbids');
    expect((await as(CONTOSO, 'PATCH', EA, { authLevel: 'Anybody' })).code).toBe('InvalidAuthLevel');
    expect((await as(NORTHWIND, 'PATCH', EA, { authLevel: CROSS })).code).toBe('AccessDenied');
    expect((await addAdmin('Pending')).body).toMatchObject({ status: 'Pending', department: 'Unassigned' });
    expect((await as(CONTOSO, 'POST', `${EA}/accounts`, account)).code).toBe('AccountExists');
    const live = { name: 'Live', owner: 'x@live.example', authType: 'Work or School Account' };
    expect((await as(CONTOSO, 'POST', `${EA}/accounts`, live)).code).toBe('WrongAuthType');
    expect((await as(CONTOSO, 'POST', `${EA}/accounts`, { ...live, authType: 'Microsoft Account' })).code).toBe(
      'AuthLevelForbids',
    );
    expect((await as(CONTOSO, 'POST', `${EA}/accounts/${ADMIN}/continue`)).code).toBe('AccessDenied');
    expect((await as(FABRIKAM, 'POST', `${EA}/accounts/${ADMIN}/continue`)).body).toMatchObject({ status: 'Active' });
    expect((await as(CONTOSO, 'DELETE', `${EA}/accounts/${CARL}`)).code).toBe('AccountHasSubscriptions');
    expect((await as(CONTOSO, 'DELETE', `${EA}/accounts/${ADMIN}`)).status).toBe(204);
    expect((await as(CONTOSO, 'DELETE', `${EA}/accounts/${ADMIN}`)).code).toBe('AccountNotFound');
  });

  it('transfers to another directory after some minutes, and everything that hung on the old one is lost', async () => {
    await addAdmin();
    await assignPolicies();
    const group = `/subscriptions/${HOSTED}/resourceGroups/fabrikam-hosting`;
    const lock = `${group}/providers/Microsoft.Authorization/locks/keep`;
    await client().arm('PUT', lock, { properties: { level: 'CanNotDelete' } });
    await client().arm('PATCH', group, { tags: { team: 'shop' } });
    expect(await hosted()).toMatchObject({ tenantId: CONTOSO, partnerOfRecord: '4711001', assignments: 3, customRoles: 1 });
    const identity = (await policies()).policyAssignments[0]?.identity?.principalId;
    expect((await snapshot()).principals.map(({ objectId }) => objectId)).toContain(identity);
    expect(await transfer()).toMatchObject({ status: 202, body: { status: 'InProgress' } });
    expect((await transfer()).code).toBe('TransferInProgress');
    expect(await hosted()).toMatchObject({ tenantId: CONTOSO, accountOwner: CARL });
    await client().sim('POST', 'clock', { advance: '6m' });
    const after = await hosted();
    expect(after).toMatchObject({
      tenantId: FABRIKAM,
      accountOwner: ADMIN,
      administrators: [],
      assignments: 1,
      customRoles: 0,
    });
    expect(after).not.toHaveProperty('partnerOfRecord');
    const principals = (await snapshot()).principals.map(({ objectId }) => objectId);
    expect(principals).not.toContain('5e1f0000-0000-4000-8000-000000000001');
    expect(principals).not.toContain(identity);
    expect(await policies()).toEqual({
      policyAssignments: [],
      policyDefinitions: [],
      policySetDefinitions: [],
      policyExemptions: [],
    });
    expect((await client().arm('GET', lock)).status).toBe(200);
    expect((await client().arm('GET', group)).body).toMatchObject({ tags: { team: 'shop' } });
    const vault = `/subscriptions/${HOSTED}/resourceGroups/fabrikam-hosting/providers/Microsoft.KeyVault/vaults/hosting-keys`;
    expect((await client().arm('GET', vault)).body).toMatchObject({ properties: { tenantId: CONTOSO } });
    expect((await as(CONTOSO, 'GET', `${EA}/transfers`)).value).toMatchObject([{ status: 'Completed' }]);
    expect((await as(CONTOSO, 'GET', EA)).body).toMatchObject({
      accounts: [{ subscriptions: [{ subscriptionId: SHOP }] }, { subscriptions: [{ subscriptionId: HOSTED }] }],
    });
  });

  const authorization = (kind: string, name: string) =>
    `/subscriptions/${HOSTED}/providers/Microsoft.Authorization/${kind}/${name}`;
  const assignPolicies = async () => {
    const [definition, set] = [authorization('policyDefinitions', 'd'), authorization('policySetDefinitions', 's')];
    const assignment = authorization('policyAssignments', 'a');
    const put = (id: string, body: object) => client().arm('PUT', `${id}?api-version=2023-04-01`, body);
    await put(definition, { properties: { policyRule: { if: {}, then: { effect: 'audit' } } } });
    await put(set, { properties: { policyDefinitions: [{ policyDefinitionId: definition }] } });
    await put(assignment, {
      location: 'westeurope',
      identity: { type: 'SystemAssigned' },
      properties: { policyDefinitionId: set },
    });
    await put(authorization('policyExemptions', 'e'), {
      properties: { policyAssignmentId: assignment, exemptionCategory: 'Waiver' },
    });
    const there = await policies();
    expect(Object.values(there).map((items) => items.length)).toEqual([1, 1, 1, 1]);
  };
  const policies = async () => {
    const all = (await client().sim('GET', 'snapshot')).body as Record<
      string,
      { scope: string; identity?: { principalId: string } }[]
    >;
    const of = (kind: string) => (all[kind] ?? []).filter(({ scope }) => scope.includes(HOSTED));
    return {
      policyAssignments: of('policyAssignments'),
      policyDefinitions: of('policyDefinitions'),
      policySetDefinitions: of('policySetDefinitions'),
      policyExemptions: of('policyExemptions'),
    };
  };

  it('keeps administrators and roles between two accounts of one directory, and loses the partner id even there', async () => {
    const other = 'second@contoso.onmicrosoft.com';
    await as(CONTOSO, 'POST', `${EA}/accounts`, { name: 'Second', owner: other, authType: 'Work or School Account' });
    await as(CONTOSO, 'POST', `${EA}/accounts/${other}/continue`);
    await assignPolicies();
    await transfer({ targetAccount: other });
    await client().sim('POST', 'clock', { advance: '6m' });
    expect((await policies()).policyAssignments).toHaveLength(1);
    const after = await hosted();
    expect(after).toMatchObject({ tenantId: CONTOSO, accountOwner: other, assignments: 3, customRoles: 1 });
    expect(after.administrators).toEqual([CARL, 'operations@contoso.onmicrosoft.com']);
    expect(after).not.toHaveProperty('partnerOfRecord');
  });

  it('refuses transfers that the portal does not offer', async () => {
    await addAdmin('Pending');
    expect((await transfer()).code).toBe('AccountNotActive');
    await as(FABRIKAM, 'POST', `${EA}/accounts/${ADMIN}/continue`);
    expect((await transfer({ targetAccount: CARL })).code).toBe('SameAccount');
    expect((await transfer({ targetAccount: 'nobody@fabrikam.onmicrosoft.com' })).code).toBe('AccountNotFound');
    expect((await transfer({ sourceAccount: ADMIN, targetAccount: CARL })).code).toBe('SubscriptionNotInAccount');
    await as(CONTOSO, 'PATCH', EA, { authLevel: 'Mixed Account' });
    expect((await transfer()).code).toBe('CrossTenantNotAllowed');
    await as(CONTOSO, 'POST', `${EA}/accounts`, { name: 'Live', owner: 'new@live.example', authType: 'Microsoft Account' });
    await sim('POST', `${EA}/accounts/new@live.example/continue`);
    expect((await transfer({ targetAccount: 'new@live.example' })).code).toBe('TargetHasNoSubscription');
    await as(CONTOSO, 'POST', `${EA}/accounts`, { name: 'Live', owner: MSA, authType: 'Microsoft Account' });
    await as(OUTLOOK, 'POST', `${EA}/accounts/${MSA}/continue`);
    await sim('POST', `${EA}/accounts/${MSA}/continue`);
    expect((await transfer({ targetAccount: MSA })).code).toBe('CrossTenantNotAllowed');
    await as(CONTOSO, 'PATCH', EA, { authLevel: CROSS });
    expect((await transfer({ targetAccount: MSA })).status).toBe(202);
  });

  it('loses no more than is asked of it by a fault: a transfer can fail, and a snapshot holds one under way', async () => {
    await addAdmin();
    await client().sim('POST', 'faults', {
      match: { path: '/transfers' },
      action: { lro: { status: 409, code: 'Busy', message: 'later' } },
    });
    await transfer();
    const underWay = (await client().sim('GET', 'snapshot')).body;
    await client().sim('POST', 'clock', { advance: '6m' });
    expect((await as(CONTOSO, 'GET', `${EA}/transfers`)).value).toMatchObject([{ status: 'Failed', error: { code: 'Busy' } }]);
    expect(await hosted()).toMatchObject({ accountOwner: CARL });
    await client().sim('POST', 'snapshot', underWay);
    expect((await as(CONTOSO, 'GET', `${EA}/transfers`)).value).toMatchObject([{ status: 'InProgress' }]);
  });

  it('tells every problem of a world’s enrolments, and of what it does not model', async () => {
    const world = {
      enrolments: [
        {
          number: '7654321',
          companyName: 'Contoso',
          administrators: [CARL],
          accounts: [{ name: 'A', owner: CARL, subscriptions: [HOSTED, PAYG, 'ea000000-0000-4000-8000-0000000000ff'] }],
        },
      ],
    };
    const { body } = await client().sim('POST', 'seed', world);
    expect((body as { error: { problems: { path: string }[] } }).error.problems.map(({ path }) => path)).toEqual([
      'enrolments[0].number',
      'enrolments[0].accounts[0].subscriptions[0]',
      'enrolments[0].accounts[0].subscriptions[1]',
      'enrolments[0].accounts[0].subscriptions[2]',
    ]);
    expect((await sim('GET', '/ea/reports')).status).toBe(501);
    expect((await sim('DELETE', EA)).status).toBe(405);
  });
});
