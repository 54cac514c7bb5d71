import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failure } from '../../../activities/failures/failure';
import { documentOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { TenantMoveReport, TenantMoveResult } from '../../../contracts/processes/tenant-move';
import { asked, canSkipTime } from '../../support/rig';
import { ended, type Ended } from '../support/endings';
import { CONTOSO, FABRIKAM } from '../support/organisations';
import { helpful, openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';

const giveUp = () => ({ verdict: 'give-up' as const, reason: 'not today' });

(canSkipTime ? describe : describe.skip)('tenantMove: the report, whatever the ending', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  const failing = (activity: string) => ({
    prepare: ({ workflowId }: Pick<TenantRun, 'workflowId'>) =>
      moves.wires.lay({ workflowId, activity }, () => {
        throw failure('AccessDenied', 'not allowed any more');
      }),
  });
  const reportOf = async ({ view }: Ended) => {
    const { report } = view.artifacts;
    if (!report) throw new Error(`${view.id} has written no report`);
    return moves.stored<TenantMoveReport>(report);
  };
  const places = ({ subscriptions }: TenantMoveReport) =>
    subscriptions.map(({ tenantBefore, tenantAfter, ownerAfter }) => [tenantBefore, tenantAfter, ownerAfter]);

  it('done: what was lost, by whom accepted, what is back and what is not; all four formats', async () => {
    const run = await moves.begin('report done', { breakable: true, policies: true });
    const end = await moves.played(run);
    const report = await reportOf(end);
    const result = end.result as TenantMoveResult;
    expect(result.report).toEqual(end.view.artifacts.report);
    expect(report).toMatchObject({
      process: 'tenant-move',
      id: 'report done',
      outcome: 'done',
      enrolment: run.enrolment,
      restored: result.restored,
      notRestored: result.notRestored,
      decisions: [{ step: 'warnings', choice: 'approve', name: expect.any(String) as string }],
      undone: [],
      leftUndone: [],
    });
    expect(places(report)).toEqual([[CONTOSO, FABRIKAM, run.admin.userPrincipalName]]);
    expect(report.losses.map(({ kind }) => kind)).toEqual(report.decisions[0]?.states);
    expect(report.losses.find(({ kind }) => kind === 'policyAssignments')?.what).toMatch(/Keeps at .*; Tied at/);
    expect(report.notRestored.join()).toMatch(/Tied at/);
    const folder = mkdtempSync(path.join(tmpdir(), 'handover-tenant-'));
    try {
      for (const ending of ['html', 'xlsx', 'csv', 'json'])
        await writeReport(path.join(folder, `r.${ending}`), documentOf(report));
      const read = (ending: string) => readFileSync(path.join(folder, `r.${ending}`), 'utf8');
      expect(read('html')).toContain('Policy assignments');
      expect(read('csv')).toContain(run.source);
      expect(JSON.parse(read('json'))).toEqual(report);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('taken back, of two accounts: both are where they were, and what was put back is of there', async () => {
    const second = guidFrom('report second');
    const other = 'reports@contoso.onmicrosoft.com';
    const run = await moves.begin('report undone', {
      policies: true,
      subscriptions: [{ subscriptionId: second, displayName: 'Second', tenantId: CONTOSO, offerId: 'MS-AZR-0017P' }],
      accounts: [{ name: 'Other', owner: other, subscriptions: [second] }],
      input: ({ source }) => ({ subscriptions: [source, second] }),
      ...failing('verifyTenantMove'),
    });
    const end = await moves.played(run, undefined, giveUp);
    // The identity of a policy assignment is a new one: named.
    expect([end.failure, end.view.leftUndone]).toEqual(['UndoIncomplete', [expect.stringMatching(/^policy assignment Tied/)]]);
    const report = await reportOf(end);
    expect([report.outcome, places(report)]).toEqual([
      'failed',
      [
        [CONTOSO, CONTOSO, undefined],
        [CONTOSO, CONTOSO, undefined],
      ],
    ]);
    expect(report.undone.slice(1, 3)).toEqual([
      expect.stringMatching(/^transfer Second back to reports@/),
      expect.stringMatching(/^transfer Source \d+ back to carl@/),
    ]);
    expect(report.rulings).toMatchObject([{ step: 'verify', verdict: 'give-up', reason: 'not today' }]);
    expect(report.failure).toMatchObject({ type: 'GivenUp', step: 'verify' });
    expect(report.restored.join('\n')).not.toContain('partner link');
    expect(report.restored).toContainEqual(expect.stringMatching(/^service administrator second@contoso/));
    expect(report.leftUndone).toEqual(end.view.leftUndone);
  });

  it.each(['changeTenant', 'portal'])('two subscriptions are taken back one after the other (%s)', async (way) => {
    const second = guidFrom('second of', way);
    const owner = way === 'portal' ? { accountOwner: 'someone@outlook.example' } : {};
    const tenantId = '0a7100c0-0000-4000-8000-000000000001';
    const run = await moves.begin(`report two by ${way}`, {
      variant: 'payg',
      subscriptions: [{ subscriptionId: second, displayName: 'Second', tenantId, offerId: 'MS-AZR-0003P', ...owner }],
      input: ({ source }) => ({ way, subscriptions: [source, second] }),
      ...failing('verifyTenantMove'),
    });
    const end = await moves.played(run, undefined, giveUp);
    expect([end.failure, end.view.leftUndone]).toEqual(['GivenUp', []]);
    expect(await run.state()).toEqual(run.before);
    expect((await reportOf(end)).outcome).toBe('undone');
  });

  it('declined: nothing is lost, and nobody has accepted anything', async () => {
    const run = await moves.begin('report declined');
    const end = await moves.played(run, (question) =>
      question.step === 'warnings' ? { choice: 'decline', comment: 'too much' } : helpful(moves, run)(question),
    );
    const report = await reportOf(end);
    expect((end.result as TenantMoveResult).report).toEqual(end.view.artifacts.report);
    expect(report).toMatchObject({ outcome: 'declined', restored: [], decisions: [{ choice: 'decline', comment: 'too much' }] });
    expect(places(report)).toEqual([[CONTOSO, CONTOSO, undefined]]);
  });

  it('cancelled: undone', async () => {
    const run = await moves.begin('report cancelled', { variant: 'payg' });
    await asked(run.handle, 'customer', 'warnings');
    await run.handle.cancel();
    expect(await reportOf(await ended(moves, run))).toMatchObject({ outcome: 'undone', undone: [] });
  });

  it('refused in the check: failed, with the reason', async () => {
    const run = await moves.begin('report failed', { input: { enrolment: '99999' } });
    const end = await ended(moves, run);
    expect(await reportOf(end)).toMatchObject({
      outcome: 'failed',
      subscriptions: [],
      failure: { type: 'NotFound', step: 'check' },
    });
  });

  it('rehearsed', async () => {
    const run = await moves.begin('report rehearsed', { input: { rehearse: true } });
    expect(await reportOf(await ended(moves, run))).toMatchObject({ outcome: 'rehearsed', losses: [] });
  });

  it('a report that cannot be written waits for the operator, and takes nothing back', async () => {
    const run = await moves.begin('report unwritten', {
      prepare: ({ workflowId }) =>
        moves.wires.lay({ workflowId, activity: 'writeRunReport', times: 1 }, () => {
          throw failure('AccessDenied', 'the disk is full');
        }),
    });
    const end = await moves.played(run, undefined, () => ({ verdict: 'retry', reason: 'there is room now' }));
    expect([end.failure, (await reportOf(end)).rulings]).toMatchObject([undefined, [{ verdict: 'retry' }]]);
  });
});
