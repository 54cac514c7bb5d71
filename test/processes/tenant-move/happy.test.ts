import type { TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { guidFrom } from '../../../simulator/kernel/guids';
import { asked, canSkipTime } from '../../support/rig';
import { type Ended, ended } from '../support/endings';
import { CONTOSO, FABRIKAM, MSA } from '../support/organisations';
import { willing, withPeople } from '../support/people';
import { helpful, openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

interface Assigned {
  value: { properties: { principalId: string; roleDefinitionId: string; scope: string } }[];
}

(canSkipTime ? describe : describe.skip)('tenantMove', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  const isOwner = async (subscriptionId: string, { objectId }: TenantRun['admin']) => {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`;
    const { value } = await moves.rig.azure.arm<Assigned>('GET', path);
    return value.some(({ properties: p }) => p.principalId === objectId && p.roleDefinitionId.endsWith(OWNER));
  };
  const states = ({ view }: Ended) => Object.fromEntries(view.steps.map(({ name, state }) => [name, state]));

  it('partner EA: account, activation, warnings by name, transfer, what has a place put back, the mover let in', async () => {
    const run = await moves.begin('partner ea', { breakable: true });
    const end = await moves.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    const { subscriptions, restored, notRestored, decisions, snapshot, way } = end.result as TenantMoveResult;
    expect(way).toBe('portal');
    expect(subscriptions).toMatchObject([
      {
        tenantBefore: CONTOSO,
        tenantAfter: FABRIKAM,
        ownerBefore: 'carl@contoso.onmicrosoft.com',
        ownerAfter: run.admin.userPrincipalName,
      },
    ]);
    expect(restored).toEqual([
      expect.stringMatching(/^custom role On call/),
      expect.stringMatching(/^role Reader of Alice Adams/),
      'partner link: MPN 4711001',
    ]);
    expect(notRestored.join('\n')).toMatch(/On call.*is not in the directory/);
    expect(notRestored.join('\n')).toMatch(/key vault keys\d+ .*still names the directory/);
    expect(notRestored.join('\n')).toMatch(/managed identity of backup/);
    expect(notRestored.join('\n')).toMatch(/co-administrator carl@contoso/);
    expect(decisions.map(({ step, party }) => [step, party])).toEqual([['warnings', 'customer']]);
    expect(decisions[0]?.states).toEqual([
      'administrators',
      'roleAssignments',
      'customRoles',
      'partnerId',
      'keyVaults',
      'managedIdentities',
    ]);
    expect(JSON.stringify(end.view.documents)).toMatch(/keys\d+.*backup\d+/);
    expect(JSON.stringify(end.view.documents)).toMatch(/On call.* of \w[^(]* \([0-9a-f-]{36}\) at \/subscriptions/);
    expect(await moves.stored(snapshot ?? { uri: '', sha256: '', bytes: 0 })).toMatchObject([
      { subscriptionId: run.source, partnerId: '4711001', customRoles: [{ permissions: [{ actions: ['*/read'] }] }] },
    ]);
    expect(await run.state()).toMatchObject({
      subscriptions: [{ tenantId: FABRIKAM }, {}],
      enrolment: {
        authLevel: 'Work or School Account Cross Tenant',
        accounts: [{ subscriptions: [] }, { subscriptions: [run.source] }],
      },
    });
    expect([await isOwner(run.source, run.admin), await isOwner(run.destination, run.admin)]).toEqual([true, true]);
  });

  it('partner EA: subscriptions of two accounts in one run, and an Auth Level that allows it already', async () => {
    const second = guidFrom('second subscription');
    const other = 'other@contoso.onmicrosoft.com';
    const run = await moves.begin('two accounts', {
      subscriptions: [{ subscriptionId: second, displayName: 'Second', tenantId: CONTOSO, offerId: 'MS-AZR-0017P' }],
      accounts: [{ name: 'Other', owner: other, subscriptions: [second] }],
      input: ({ source }) => ({ subscriptions: [source, second] }),
      prepare: ({ enrolment }) =>
        moves.rig.azure.arm('PATCH', `/ea/enrolments/${enrolment}`, { authLevel: 'Work or School Account Cross Tenant' }),
    });
    const { failure, result } = await moves.played(run);
    expect(failure).toBeUndefined();
    expect((result as TenantMoveResult).subscriptions.map(({ ownerBefore, tenantAfter }) => [ownerBefore, tenantAfter])).toEqual([
      ['carl@contoso.onmicrosoft.com', FABRIKAM],
      [other, FABRIKAM],
    ]);
  });

  it('customer EA: nothing is transferred; the customer approves, and the mover is Owner on both sides', async () => {
    const run = await moves.begin('customer ea', { variant: 'customerEa' });
    const end = await moves.played(run);
    expect(end.failure).toBeUndefined();
    expect(states(end)).toMatchObject({
      authLevel: 'skipped',
      transfer: 'skipped',
      restore: 'skipped',
      access: 'done',
      verify: 'done',
    });
    expect((end.result as TenantMoveResult).decisions.map(({ step }) => step)).toEqual(['access']);
    expect([await isOwner(run.source, run.admin), await isOwner(run.destination, run.admin)]).toEqual([true, true]);
  });

  it('customer EA: the customer assigns the role itself, and is seen to have', async () => {
    const run = await moves.begin('customer ea by itself', { variant: 'customerEa' });
    await asked(run.handle, 'customer', 'access');
    const scope = `/subscriptions/${run.source}`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${guidFrom('by hand')}?api-version=2022-04-01`;
    await moves.rig.azure.arm('PUT', path, {
      properties: {
        roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`,
        principalId: run.admin.objectId,
      },
    });
    const end = await ended(moves, run);
    expect([end.failure, (end.result as TenantMoveResult).decisions]).toEqual([undefined, []]);
  });

  const makeOwner = (subscriptionId: string, { objectId }: TenantRun['admin']) => {
    const authorization = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization`;
    const path = `${authorization}/roleAssignments/${guidFrom('owner of', subscriptionId)}?api-version=2022-04-01`;
    return moves.rig.azure.arm('PUT', path, {
      properties: { roleDefinitionId: `${authorization}/roleDefinitions/${OWNER}`, principalId: objectId },
    });
  };

  it('customer EA: a mover who is Owner on both sides already is asked for by nobody, and nothing is written', async () => {
    const run = await moves.begin('customer ea owner', {
      variant: 'customerEa',
      async prepare({ source, destination, admin }) {
        await makeOwner(source, admin);
        await makeOwner(destination, admin);
      },
    });
    const prepared = await run.state();
    const { failure, result, view } = await ended(moves, run);
    expect([failure, (result as TenantMoveResult).decisions, view.documents]).toEqual([undefined, [], {}]);
    expect(view.steps.find(({ name }) => name === 'access')).toMatchObject({
      state: 'done',
      detail: `${run.admin.userPrincipalName} is Owner already`,
    });
    expect(moves.rig.notices.filter(({ workflowId }) => workflowId === 'customer ea owner')).toEqual([]);
    expect(await run.state()).toEqual(prepared);
  });

  it('customer EA: the mover is asked for where it is not Owner yet, and there alone', async () => {
    const second = guidFrom('second of the customer');
    const run = await moves.begin('customer ea half owner', {
      variant: 'customerEa',
      subscriptions: [{ subscriptionId: second, displayName: 'Second', tenantId: FABRIKAM, offerId: 'MS-AZR-0017P' }],
      accounts: [{ name: 'Other', owner: 'other@fabrikam.onmicrosoft.com', subscriptions: [second] }],
      input: ({ source }) => ({ subscriptions: [source, second] }),
      prepare: ({ source, admin }) => makeOwner(source, admin),
    });
    const { failure, view } = await moves.played(run);
    expect(failure).toBeUndefined();
    const fields = view.documents?.access?.sections[0]?.fields.map(({ value }) => value);
    expect(fields).toEqual([expect.stringContaining(run.admin.objectId), second]);
    expect(await isOwner(second, run.admin)).toBe(true);
  });

  it.each(['payg', 'open', 'bizspark'] as const)('%s: asked, accepted by link, in the directory', async (variant) => {
    const run = await moves.begin(`${variant} well`, { variant, subscription: variant === 'payg' ? {} : { credit: 150 } });
    const end = await moves.played(run);
    const { failure, result, view } = end;
    expect(failure).toBeUndefined();
    expect((result as TenantMoveResult).subscriptions).toMatchObject([
      { ownerBefore: MSA, ownerAfter: run.admin.userPrincipalName, tenantAfter: FABRIKAM },
    ]);
    expect(states(end)).toMatchObject({ authLevel: 'skipped', account: 'skipped', activate: 'skipped', transfer: 'done' });
    const stated = view.decisions.flatMap((one) => one.states ?? []);
    expect(stated.includes('credit')).toBe(variant !== 'payg');
    expect(await isOwner(run.source, run.admin)).toBe(true);
  });

  it.each(['partnerEa', 'payg'] as const)('%s by Azure’s change of directory: no portal, the account stays', async (variant) => {
    const run = await moves.begin(`${variant} by changeTenant`, { variant, input: { way: 'changeTenant' } });
    const end = await moves.played(run);
    expect([end.failure, end.message]).toEqual([undefined, '']);
    expect(states(end)).toMatchObject({ authLevel: 'skipped', account: 'skipped', warnings: 'done', transfer: 'done' });
    const { way, subscriptions } = end.result as TenantMoveResult;
    expect([way, subscriptions[0]?.tenantAfter, subscriptions[0]?.ownerAfter]).toEqual([
      'changeTenant',
      FABRIKAM,
      variant === 'payg' ? MSA : 'carl@contoso.onmicrosoft.com',
    ]);
    expect(await isOwner(run.source, run.admin)).toBe(true);
  });

  it.each(['dropAnswer', 'reset'] as const)('the answer to the change of directory is lost (%s): looked up', async (fault) => {
    const run = await moves.begin(`change lost by ${fault}`, {
      input: { way: 'changeTenant' },
      prepare: ({ source }) =>
        moves.rig.azure.post('faults', {
          match: { method: 'POST', path: `${source}/acceptChangeTenant` },
          action: { [fault]: true },
        }),
    });
    expect((await moves.played(run)).failure).toBeUndefined();
  });

  it('what is in the customer’s directory already is not transferred', async () => {
    const run = await moves.begin('payg at home', {
      variant: 'payg',
      subscription: { tenantId: FABRIKAM, accountOwner: 'alice@fabrikam.onmicrosoft.com' },
      input: { sourceTenantId: FABRIKAM },
    });
    const end = await moves.played(run);
    expect(end.failure).toBeUndefined();
    expect(states(end)).toMatchObject({ snapshot: 'skipped', warnings: 'skipped', transfer: 'skipped', access: 'done' });
  });

  it('a rehearsal looks and asks nobody', async () => {
    const run = await moves.begin('rehearsed', { input: { rehearse: true } });
    const { failure, result, view } = await ended(moves, run);
    expect([failure, (result as TenantMoveResult).status, view.documents]).toEqual([undefined, 'rehearsed', {}]);
    expect(await run.state()).toEqual(run.before);
  });

  it.each(['dropAnswer', 'reset'] as const)('the answer to the transfer is lost (%s): looked up, done once', async (fault) => {
    const run = await moves.begin(`lost by ${fault}`, {
      prepare: ({ enrolment }) =>
        moves.rig.azure.post('faults', { match: { method: 'POST', path: `${enrolment}/transfers` }, action: { [fault]: true } }),
    });
    expect((await moves.played(run)).failure).toBeUndefined();
    const path = `/ea/enrolments/${run.enrolment}/transfers`;
    const { value } = await moves.rig.azure.arm<{ value: unknown[] }>('GET', path);
    expect(value).toMatchObject([{ status: 'Completed' }]);
  });

  it('a lost answer to an offer of ownership does not offer it twice', async () => {
    const run = await moves.begin('offer lost', {
      variant: 'payg',
      prepare: ({ source }) =>
        moves.rig.azure.post('faults', { match: { method: 'POST', path: `${source}/transfers` }, action: { dropAnswer: true } }),
    });
    expect((await moves.played(run)).failure).toBeUndefined();
  });

  it('a transfer that the portal takes and lets fail is refused, and everything is as it was', async () => {
    const run = await moves.begin('let fail', {
      prepare: ({ enrolment }) =>
        moves.rig.azure.post('faults', {
          match: { method: 'POST', path: `${enrolment}/transfers` },
          action: { lro: { status: 409, code: 'Busy', message: 'later' } },
        }),
    });
    const { failure, view } = await moves.played(run);
    expect([failure, view.status]).toEqual(['TransferRefused', 'undone']);
    expect(await run.state()).toEqual(run.before);
  });

  it('the recipient declines at Microsoft: declined, and as it was', async () => {
    const run = await moves.begin('payg declined', { variant: 'payg' });
    let read = '';
    const end = moves.played(run, (question) => {
      if (question.link === undefined) return willing(question);
      read = JSON.stringify(question.document);
      void moves.rig.azure.arm('POST', `${new URL(question.link).pathname}/decline`);
      return undefined;
    });
    const { result, view } = await end;
    expect([(result as TenantMoveResult).status, view.undone]).toEqual(['declined', []]);
    expect(await run.state()).toEqual(run.before);
    // Handover has made the offer: what is left to do is the recipient's, who cannot approve here.
    expect(read).toContain(`"Sign in as","value":"${run.admin.userPrincipalName}"`);
    expect(read).not.toMatch(/choose Transfer|approve when it is done/);
  });

  it('nobody is told by whom nothing was asked; who was asked hears the outcome', async () => {
    const run = await moves.begin('told');
    void withPeople(run, helpful(moves, run)).catch(() => undefined);
    await ended(moves, run);
    const told = moves.rig.notices
      .filter(({ workflowId }) => workflowId === 'told')
      .map(({ to, step, kind }) => `${to} ${step} ${kind}`);
    expect(told).toEqual(['customer activate ask', 'customer warnings ask', 'customer close tell', 'operator close tell']);
  });
});
