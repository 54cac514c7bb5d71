import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type Decision, MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import type { ResourceMoveResult } from '../../../contracts/processes/resource-move';
import { approve, asked, canSkipTime, decide, progress, until } from '../../support/rig';
import { oneBatch } from '../support/move-world';
import { ended, rule } from '../support/endings';
import { gate } from '../support/gate';
import { openRuns, type Run, type Runs, writesOf } from '../support/runs';

const ANOTHER_TEXT = 'ab'.repeat(32);

/** Why the update was refused: `Type: message`, or that it was not. */
async function refusal(run: Run, decision: unknown): Promise<string> {
  try {
    await run.handle.executeUpdate<ProgressView, [Decision]>(MESSAGES.decide, { args: [decision as Decision] });
    return 'accepted';
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
    return cause instanceof ApplicationFailure ? `${cause.type}: ${cause.message}` : String(cause);
  }
}

async function digestAsked(run: Run): Promise<string> {
  return (await asked(run.handle, 'operator')).waitingFor[0]?.digest ?? '';
}

(canSkipTime ? describe : describe.skip)('resourceMove: approvals', () => {
  let runs: Runs;
  beforeAll(async () => {
    runs = await openRuns();
  });
  afterAll(async () => runs.close());

  it('refuses by update what does not count, with a type and a reason, and leaves no event', async () => {
    const run = await runs.begin('refused updates', oneBatch());
    const digest = await digestAsked(run);
    const dana = { party: 'customer', choice: 'approve', digest, name: 'Dana' };
    const events = async () =>
      (await run.handle.fetchHistory()).events?.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes);

    expect(await refusal(run, { ...dana, party: 'sourcePartner' })).toBe(
      'DecisionRefused: sourcePartner is not asked; customer and operator are',
    );
    expect(await refusal(run, { ...dana, digest: ANOTHER_TEXT })).toMatch(
      /^DecisionRefused: this is about another text \(abababababab…\)/,
    );
    expect(await refusal(run, { ...dana, step: 'prepare' })).toBe('DecisionRefused: prepare asks nothing now; approve does');
    expect(await refusal(run, { ...dana, choice: 'maybe' })).toMatch(/^InvalidInput: choice: /);
    expect(await refusal(run, { ...dana, digest: 'short' })).toMatch(/^InvalidInput: digest: /);
    expect(await refusal(run, { ...dana, name: ' ' })).toMatch(/^InvalidInput: name: /);
    expect(await refusal(run, { ...dana, by: 'me' })).toMatch(/^InvalidInput: .*by/);
    expect(await refusal(run, 'yes')).toMatch(/^InvalidInput: \(input\): /);
    expect(await events()).toEqual([]);
    expect((await progress(run.handle)).decisions).toEqual([]);

    expect(await refusal(run, dana)).toBe('accepted');
    expect(await refusal(run, dana)).toMatch(/^DecisionRefused: customer has answered already: approve by Dana at /);
    expect(await refusal(run, { ...dana, choice: 'decline' })).toMatch(/^DecisionRefused: customer has answered already/);
    expect(await events()).toHaveLength(1);

    await decide(run.handle, { party: 'operator', choice: 'decline' });
    expect((await ended(runs, run)).view.decisions).toHaveLength(2);
    expect(await refusal(run, { ...dana, party: 'operator' })).not.toBe('accepted');
  });

  it('ignores by signal what does not count, and takes what does', async () => {
    const run = await runs.begin('signals', oneBatch());
    const digest = await digestAsked(run);
    const dana = { party: 'customer', digest, name: 'Dana' };
    for (const bad of [
      { ...dana, party: 'sourcePartner' },
      { ...dana, digest: ANOTHER_TEXT },
      { ...dana, step: 'prepare' },
      { ...dana, choice: 'approve' },
      { ...dana, digest: 'short' },
      'yes',
      undefined,
    ]) {
      await run.handle.signal(MESSAGES.approve, bad);
      await run.handle.signal(MESSAGES.decline, bad);
      await run.handle.signal(MESSAGES.sendBack, bad);
    }
    const view = await progress(run.handle);
    expect(view.status).toBe('waiting');
    expect(view.waitingFor.map(({ party }) => party)).toEqual(['customer', 'operator']);
    expect(view.decisions).toEqual([]);

    await run.handle.signal(MESSAGES.approve, dana);
    await run.handle.signal(MESSAGES.decline, dana);
    expect((await progress(run.handle)).waitingFor.map(({ party }) => party)).toEqual(['operator']);
    await run.handle.signal(MESSAGES.approve, { party: 'operator', digest, name: 'Olga', comment: 'go' });
    const { result, view: last } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'done', totals: { moved: 1 } });
    expect(last.decisions).toMatchObject([
      { party: 'customer', choice: 'approve', digest, name: 'Dana', proof: 'localStack' },
      { party: 'operator', choice: 'approve', digest, name: 'Olga', comment: 'go', proof: 'localStack' },
    ]);
  });

  it('refuses an answer before it asks and after it was settled', async () => {
    const [planning, preparing] = [gate(), gate()];
    const workflowId = 'early and late';
    const run = await runs.begin(workflowId, oneBatch(), {}, () => {
      runs.wires.lay({ workflowId, activity: 'planResourceMove', times: 1 }, () => planning.passed);
      runs.wires.lay({ workflowId, activity: 'takeSnapshot', times: 1 }, () => preparing.passed);
    });
    const dana = { party: 'customer', digest: ANOTHER_TEXT, name: 'Dana' };
    await until('the run plans', async () => (await progress(run.handle)).step === 'plan');
    expect(await refusal(run, { ...dana, choice: 'approve' })).toMatch(/^DecisionRefused: too early: nothing is asked yet/);
    await run.handle.signal(MESSAGES.decline, dana);
    planning.open();

    const digest = await digestAsked(run);
    await approve(run.handle);
    await until('the run prepares', async () => (await progress(run.handle)).step === 'prepare');
    expect(await refusal(run, { ...dana, digest, choice: 'decline' })).toMatch(
      /^DecisionRefused: too late: approve was settled at /,
    );
    await run.handle.signal(MESSAGES.decline, { ...dana, digest });
    preparing.open();
    expect(await ended(runs, run)).toMatchObject({ result: { status: 'done' }, view: { decisions: [{}, {}] } });
  });

  it.each(['customer', 'operator'] as const)('ends as declined when the %s says no, with nothing changed', async (party) => {
    const run = await runs.begin(`declined by ${party}`, oneBatch());
    await asked(run.handle, party);
    if (party === 'operator') await decide(run.handle, { party: 'customer', choice: 'approve' });
    await decide(run.handle, { party, choice: 'decline', comment: 'not this year' });
    const { result, view } = await ended(runs, run);
    expect(result as ResourceMoveResult).toMatchObject({ status: 'declined', totals: { resources: 1, moved: 0 } });
    expect(view).toMatchObject({
      status: 'declined',
      undone: [],
      failure: { type: 'Declined', step: 'approve', message: `${party} declined the plan: not this year` },
    });
    expect(await run.state()).toEqual(run.before);
    expect(await writesOf(runs, run)).toEqual([]);
    expect(await runs.report(view)).toMatchObject({ outcome: 'declined', rows: [{ outcome: 'left' }] });
  });

  it('asks the operator when a party sends the plan back, and asks again after a retry', async () => {
    const run = await runs.begin('sent back, retried', oneBatch());
    await asked(run.handle, 'customer');
    await decide(run.handle, { party: 'operator', choice: 'approve' });
    await decide(run.handle, { party: 'customer', choice: 'sendBack', comment: 'after the audit' });
    const view = await until('the ruling is asked', async () => {
      const seen = await progress(run.handle);
      return seen.waitingFor.some(({ choices }) => choices.includes('retry')) && seen;
    });
    expect(view.waitingFor).toMatchObject([{ party: 'operator', step: 'approve', choices: ['retry', 'done', 'give-up'] }]);
    expect(view.waitingFor[0]?.what).toContain('customer sent the plan back (after the audit)');
    await rule(run, { step: 'approve', verdict: 'retry', reason: 'the audit is over' });
    await until('both are asked again', async () => (await progress(run.handle)).waitingFor.length === 2);
    await approve(run.handle);
    const { result, view: last } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'done' });
    expect(last.decisions.map(({ party, choice }) => [party, choice])).toEqual([
      ['operator', 'approve'],
      ['customer', 'sendBack'],
      ['customer', 'approve'],
      ['operator', 'approve'],
    ]);
    expect((await runs.report(last)).rulings).toMatchObject([
      { step: 'approve', verdict: 'retry', reason: 'the audit is over', name: 'Olga' },
    ]);
  });

  it('ends as declined when the operator gives up on a plan that was sent back', async () => {
    const run = await runs.begin('sent back, given up', oneBatch());
    await asked(run.handle, 'customer');
    await decide(run.handle, { party: 'customer', choice: 'sendBack' });
    await until('the ruling is asked', async () =>
      (await progress(run.handle)).waitingFor.some(({ choices }) => choices.includes('retry')),
    );
    await rule(run, { step: 'approve', verdict: 'give-up', reason: 'the customer has left' });
    const { result, view } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'declined' });
    expect(view.failure).toMatchObject({
      type: 'Declined',
      message: 'customer sent the plan back: no comment; the customer has left',
    });
    expect(await writesOf(runs, run)).toEqual([]);
  });

  it('voids an approval when the world has changed under it: another digest, everybody asked again', async () => {
    const run = await runs.begin('drift', oneBatch());
    const digest = await digestAsked(run);
    await decide(run.handle, { party: 'customer', choice: 'approve' });
    await runs.rig.azure.arm(
      'PUT',
      `/subscriptions/${run.source}/resourceGroups/one/providers/Microsoft.Network/networkSecurityGroups/late?api-version=2023-09-01`,
      { location: 'westeurope', properties: {} },
    );
    await decide(run.handle, { party: 'operator', choice: 'approve' });
    const view = await until('both are asked again', async () => {
      const seen = await progress(run.handle);
      return seen.waitingFor.length === 2 && seen.waitingFor[0]?.digest !== digest && seen;
    });
    expect(view.waitingFor[0]?.what).toBe('the plan has changed: move 2 resources in 1 batch, leave 0');
    const dana = { party: 'customer', choice: 'approve', name: 'Dana' };
    expect(await refusal(run, { ...dana, digest })).toMatch(/^DecisionRefused: this is about another text/);
    expect(await writesOf(runs, run)).toEqual([expect.stringMatching(/^PUT .*\/networkSecurityGroups\/late$/)]);
    await approve(run.handle);
    const { result } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'done', planDigest: view.waitingFor[0]?.digest, totals: { moved: 2 } });
    expect(await run.namesIn(run.source)).toEqual([]);
  });

  it('carries over a lock that was put while the plan was read, although it changes nothing of the plan', async () => {
    const run = await runs.begin('lock while asked', oneBatch());
    await asked(run.handle, 'customer');
    const lock = 'providers/Microsoft.Authorization/locks/careful';
    await runs.rig.azure.arm('PUT', `/subscriptions/${run.source}/resourceGroups/one/${lock}?api-version=2016-09-01`, {
      properties: { level: 'CanNotDelete' },
    });
    await approve(run.handle);
    const { view } = await ended(runs, run);
    expect((await runs.report(view)).carriedOver).toContainEqual({
      kind: 'lock',
      what: 'CanNotDelete careful',
      from: `/subscriptions/${run.source}/resourceGroups/one`,
      to: `/subscriptions/${run.destination}/resourceGroups/one`,
    });
    await runs.rig.azure.arm('GET', `/subscriptions/${run.destination}/resourceGroups/one/${lock}?api-version=2016-09-01`);
  });

  it('reminds whoever is silent every three days, and expires after fourteen with nothing changed', async () => {
    const silent = await runs.begin('silent', oneBatch());
    const half = await runs.begin('half answered', oneBatch());
    await asked(silent.handle, 'operator');
    await asked(half.handle, 'operator');
    await decide(half.handle, { party: 'customer', choice: 'approve' });
    const sent = (run: Run) =>
      runs.rig.notices.filter(({ workflowId }) => workflowId === run.workflowId).map(({ to, nth }) => `${to} ${nth}`);

    await runs.rig.env.sleep('2 days');
    expect(sent(silent)).toEqual(['customer 0', 'operator 0']);
    for (const _reminder of [3, 6, 9, 12]) await runs.rig.env.sleep('3 days');
    expect(sent(silent)).toEqual([0, 1, 2, 3, 4].flatMap((nth) => [`customer ${nth}`, `operator ${nth}`]));
    expect(sent(half)).toEqual(['customer 0', ...[0, 1, 2, 3, 4].map((nth) => `operator ${nth}`)]);
    expect((await progress(silent.handle)).status).toBe('declined');

    for (const [run, who] of [
      [silent, 'customer and operator'],
      [half, 'operator'],
    ] as const) {
      const { failure, message, view } = await ended(runs, run);
      expect(failure).toBe('Expired');
      expect(message).toContain(`no answer from ${who} until `);
      expect(view).toMatchObject({ status: 'declined', undone: [], failure: { type: 'Expired', step: 'approve' } });
      expect(await run.state()).toEqual(run.before);
      expect(await writesOf(runs, run)).toEqual([]);
    }
  });
});
