import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import { approve, asked, canSkipTime, CLOCK_RATE, progress, until } from '../../support/rig';
import { idOf, resource, SOURCE, TENANT, world } from '../../support/worlds';
import { everyStep, oneBatch } from '../support/move-world';
import { ended, refusalBy, refusalOf, rule } from '../support/endings';
import { gate } from '../support/gate';
import { openRuns, type Run, type Runs, writesOf } from '../support/runs';

const NSG = 'Microsoft.Network/networkSecurityGroups';

/** Machines of eight vCPUs each. */
const boxes = (group: string, ...names: string[]) =>
  world({
    groups: [{ subscriptionId: SOURCE, name: group, location: 'westeurope' }],
    resources: names.map((name) =>
      resource(group, 'Microsoft.Compute/virtualMachines', name, { hardwareProfile: { vmSize: 'Standard_D8s_v3' } }),
    ),
  });

/** One batch, with something of its source (0) or its destination (1) changed. */
const withSubscription = (at: 0 | 1, more: object, of = oneBatch()) => ({
  ...of,
  subscriptions: (of.subscriptions as object[]).map((one, i) => (i === at ? { ...one, ...more } : one)),
});

(canSkipTime ? describe : describe.skip)('resourceMove: what is asked for', () => {
  let runs: Runs;
  beforeAll(async () => {
    runs = await openRuns();
  });
  afterAll(async () => runs.close());

  /** Fails while it plans: nobody is asked, nothing is written. */
  const refused = async (name: string, of: Record<string, unknown>, more: Record<string, unknown>) => {
    const run = await runs.begin(name, of, more);
    const end = await ended(runs, run);
    expect(end.view).toMatchObject({ status: 'failed', step: 'plan', decisions: [], undone: [] });
    expect(await writesOf(runs, run)).toEqual([]);
    return { run, ...end };
  };

  it('more than the destination may have is refused by name before anybody is asked; up to the limit it goes', async () => {
    const { failure: type, message } = await refused('over the limit', boxes('app', 'a', 'b', 'c'), {});
    expect(type).toBe('QuotaExceeded');
    expect(message).toMatch(
      /destination\.subscriptionId: .*Total Regional vCPUs in westeurope: 24 more needed, 0 of 20 in use; Standard DSv3 Family vCPUs in westeurope: .*support request/,
    );
    const run = await runs.begin('at the limit', boxes('app', 'a', 'b'));
    await approve(run.handle);
    expect((await ended(runs, run)).result).toMatchObject({ status: 'done' });
  });

  it.each(['validate', 'move'])(
    'two runs into one destination, each within its limits alone: Azure refuses one (%s), which ends as if it had not begun; the other goes',
    async (step) => {
      const [goes, stays] = [`goes, other refused: ${step}`, `refused: ${step}`];
      const first = await runs.begin(goes, boxes('first', 'a', 'b'));
      const second = await runs.begin(stays, boxes('second', 'c'), { destination: { subscriptionId: first.destination } });
      const [underWay, over] = [gate(), gate()];
      const clock = (rate: number) => runs.rig.azure.post('clock', { rate });
      runs.wires.lay({ workflowId: goes, activity: 'startMove', call: 'startMove' }, () => clock(1));
      runs.wires.lay({ workflowId: goes, activity: 'startMove', call: 'startMove', when: 'after' }, () => {
        underWay.open();
        return over.passed;
      });
      runs.wires.lay({ workflowId: stays, activity: 'deleteEmptyGroups', times: 1 }, async () => {
        await clock(CLOCK_RATE);
        over.open();
      });
      const beginFirst = async () => {
        await approve(first.handle);
        await underWay.passed;
      };
      try {
        if (step === 'validate') await beginFirst();
        else runs.wires.lay({ workflowId: stays, activity: 'startMove', call: 'startMove' }, beginFirst);
        await approve(second.handle);
        const refused = await ended(runs, second);
        expect(refused).toMatchObject({
          failure: 'QuotaExceeded',
          view: { status: 'undone', failure: { step }, undone: ['delete the groups it created'], leftUndone: [], waitingFor: [] },
        });
        expect(refused.message).toContain('Current Usage: 16, Additional Required: 8');
        expect(await second.state()).toEqual(second.before);
      } finally {
        over.open();
        await clock(CLOCK_RATE);
      }
      expect((await ended(runs, first)).result).toMatchObject({ status: 'done', totals: { moved: 2 } });
      const groups = await runs.rig.azure.arm<{ value: { name: string }[] }>(
        'GET',
        `/subscriptions/${first.destination}/resourcegroups?api-version=2021-04-01`,
      );
      expect(groups.value.map(({ name }) => name)).toEqual(['first']);
      expect(await runs.rig.azure.accepted('POST', `${second.source}/resourceGroups/second/moveResources`)).toEqual([]);
    },
  );

  it('pause begins nothing new, resume goes on; either one twice is refused', async () => {
    const update = (run: Run, name: string, args: unknown) =>
      run.handle.executeUpdate<ProgressView, [unknown]>(name, { args: [args] });
    const workflowId = 'paused';
    const moving = gate();
    const run = await runs.begin(workflowId, everyStep(), {}, () => {
      runs.wires.lay({ workflowId, activity: 'startMove', call: 'startMove', when: 'after', times: 1 }, () => moving.passed);
    });
    expect(await refusalBy(update(run, MESSAGES.resume, {}))).toBe('NotWaiting: the run is not paused');
    await approve(run.handle);
    await until('it moves', async () => (await progress(run.handle)).step === 'move');
    const paused = await update(run, MESSAGES.pause, { reason: 'lunch', name: 'Olga' });
    expect(paused).toMatchObject({ paused: true, status: 'waiting' });
    expect(paused.waitingFor).toMatchObject([
      { party: 'operator', step: 'paused', what: 'paused by Olga: lunch', choices: ['resume'] },
    ]);
    expect(await refusalBy(update(run, MESSAGES.pause, {}))).toBe('NotWaiting: the run is paused already');
    moving.open();
    await until('what was under way has ended', async () =>
      (await progress(run.handle)).steps.some(({ detail }) => detail === '1 of 2 batches moved'),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await runs.rig.azure.accepted('POST', `${run.source}/resourceGroups/app/moveResources`)).toEqual([]);
    expect((await update(run, MESSAGES.resume, {})).paused).toBe(false);
    expect(await ended(runs, run)).toMatchObject({ result: { status: 'done' }, view: { paused: false } });
  });

  it('a ruling is refused when nothing waits for it, and when another step does', async () => {
    const workflowId = 'ruled out of turn';
    const run = await runs.begin(workflowId, oneBatch(), {}, () => {
      runs.wires.lay({ workflowId, activity: 'verifyMove', times: 1 }, () => {
        throw ApplicationFailure.nonRetryable('not verified', 'AccessDenied');
      });
    });
    await asked(run.handle, 'customer');
    const verdict = { verdict: 'retry', reason: 'why not' } as const;
    expect(await refusalBy(rule(run, { step: 'verify', ...verdict }))).toBe('NotWaiting: no step waits for a ruling');
    expect(await refusalBy(rule(run, { step: 'verify', ...verdict, reason: ' ' }))).toMatch(/^InvalidInput: reason: /);
    expect(await refusalBy(rule(run, { step: 'verify', verdict: 'skip' as 'retry', reason: 'x' }))).toMatch(
      /^InvalidInput: verdict: /,
    );
    await approve(run.handle);
    await asked(run.handle, 'operator', 'verify');
    expect(await refusalBy(rule(run, { step: 'b001', ...verdict }))).toBe(
      'NotWaiting: b001 does not wait for a ruling; verify does',
    );
    await rule(run, { step: 'verify', ...verdict });
    const { result, view } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'done' });
    expect((await runs.report(view)).rulings).toMatchObject([
      { step: 'verify', verdict: 'retry', reason: 'why not', name: 'Olga' },
    ]);
  });

  it('a rehearsal writes nothing, and its report says what would be done', async () => {
    const run = await runs.begin('rehearsed', everyStep(), { rehearse: true });
    const { result, view } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'rehearsed', totals: { resources: 4, moved: 0, batches: 3 } });
    expect(await writesOf(runs, run)).toEqual([]);
    expect(await run.state()).toEqual(run.before);
    const report = await runs.report(view);
    expect(report.outcome).toBe('rehearsed');
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['wouldMove', 'wouldMove', 'wouldMove', 'wouldMove']);
    expect(report.batches.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['b001', 'notStarted'],
      ['b002', 'notStarted'],
      ['b003', 'notStarted'],
    ]);
    expect(report.batches[0]?.notes).toHaveLength(1);
    expect(view.steps.filter(({ state }) => state === 'skipped').map(({ name }) => name)).toEqual([
      'approve',
      'prepare',
      'move',
      'redistribute',
      'restore',
      'verify',
    ]);
  });

  it.each<[what: string, type: string, of: Record<string, unknown>, more: Record<string, unknown>, message: RegExp]>([
    [
      'nothing that can move',
      'NothingToMove',
      world({
        groups: [{ subscriptionId: SOURCE, name: 'stays', location: 'westeurope' }],
        resources: [resource('stays', 'Microsoft.ContainerService/managedClusters', 'cluster')],
      }),
      {},
      /none of the 1 resource can be moved/,
    ],
    ['an empty subscription', 'NothingToMove', world({ groups: [], resources: [] }), {}, /./],
    [
      'source and destination are one',
      'InvalidInput',
      oneBatch(),
      { destination: { subscriptionId: SOURCE } },
      /^destination\.subscriptionId: is the source subscription/,
    ],
  ])('%s: %s', async (what, type, of, more, message) => {
    const refusal = await refused(what, of, more);
    expect(refusal.failure).toBe(type);
    expect(refusal.message).toMatch(message);
  });

  it('a group that is not there: InvalidInput, with those that are', async () => {
    const { failure, message } = await refused('unknown group', oneBatch(), {
      source: { subscriptionId: SOURCE, resourceGroups: ['one', 'two'] },
    });
    expect(failure).toBe('InvalidInput');
    expect(message).toMatch(/^source\.resourceGroups: two is not in .*; there are one$/);
  });

  it('a subscription of another tenant: OtherTenant', async () => {
    const other = 'bbbbbbbb-0000-4000-8000-000000000002';
    await runs.rig.azure.post('seed', { tenants: [{ tenantId: other, domain: 'other.onmicrosoft.com', displayName: 'Other' }] });
    const { failure, message } = await refused('other tenant', withSubscription(1, { tenantId: other }), {});
    expect(['OtherTenant', 'SubscriptionNotFound']).toContain(failure);
    expect(message).toMatch(/^destination\.subscriptionId: /);
  });

  it.each(['Disabled', 'Warned', 'Deleted'])('a subscription that is %s: SubscriptionDisabled, with its path', async (state) => {
    const { failure, message } = await refused(`state ${state}`, withSubscription(0, { state }), {});
    expect(failure).toBe('SubscriptionDisabled');
    expect(message).toBe(`source.subscriptionId: Fabrikam EA is ${state}; enable it first`);
  });

  it('an input that breaks its schema: InvalidInput with every problem and its path', async () => {
    const run = await runs.begin('bad input', oneBatch(), {
      customer: { tenantId: TENANT, nmae: 'x' },
      deadlines: { plan: 0 },
    });
    const { failure, message } = await refusalOf(run.handle);
    expect(failure).toBe('InvalidInput');
    expect(message).toMatch(/customer: .*nmae/);
    expect(message).toMatch(/deadlines\.plan: /);
  });

  it('excluded resources stay, and what was excluded is said so', async () => {
    const run = await runs.begin('excluded', oneBatch(2), { exclude: [idOf('one', NSG, 'one-nsg0')] });
    await approve(run.handle);
    const { result, view } = await ended(runs, run);
    expect(result).toMatchObject({ status: 'done', totals: { resources: 2, moved: 1, refused: 1 } });
    expect(await run.namesIn(run.source)).toEqual([expect.stringContaining('one-nsg0')]);
    const stayed = (await runs.report(view)).rows.find(({ name }) => name === 'one-nsg0');
    expect(stayed).toMatchObject({ outcome: 'refused', rule: expect.any(String), reason: expect.any(String) });
  });

  it('a plan digest that is not the live plan’s: PlanChanged; the live one goes on', async () => {
    const { failure, run } = await refused('stale plan', oneBatch(), { planDigest: 'ab'.repeat(32) });
    expect(failure).toBe('PlanChanged');
    const rehearsal = {
      source: { subscriptionId: run.source },
      destination: { subscriptionId: run.destination },
      customer: { tenantId: TENANT },
      rehearse: true,
    };
    const again = await runs.rig.start('resourceMove', 'live plan', rehearsal);
    const { result } = await ended(runs, { workflowId: 'live plan' });
    const { planDigest } = result as { planDigest: string };
    await runs.rig.start('resourceMove', 'same plan', { ...rehearsal, planDigest });
    expect(await ended(runs, { workflowId: 'same plan' })).toMatchObject({ result: { status: 'rehearsed', planDigest } });
    expect(again.workflowId).toBe('live plan');
  });

  it('a plan file that is edited between approval and move: ArtifactChanged, undone, nothing of the edit done', async () => {
    const workflowId = 'edited plan';
    const run = await runs.begin(workflowId, everyStep(), {}, () => {
      runs.wires.lay({ workflowId, activity: 'startMove', times: 1 }, async () => {
        const { plan } = (await progress(runs.rig.client.workflow.getHandle(workflowId))).artifacts;
        const file = fileURLToPath(plan?.uri ?? '');
        const text = await readFile(file, 'utf8');
        const whole = { file, text };
        originals.push(whole);
        await writeFile(file, text.replaceAll('"b001"', '"b00x"'));
      });
      // The undo needs the plan: somebody has put it back by then.
      runs.wires.lay({ workflowId, activity: 'deleteEmptyGroups', times: 1 }, restore);
      runs.wires.lay({ workflowId, activity: 'lookAtBatch', times: 1 }, restore);
    });
    await approve(run.handle);
    const { failure, view } = await ended(runs, run);
    expect(failure).toBe('ArtifactChanged');
    expect(view).toMatchObject({ status: 'undone', failure: { type: 'ArtifactChanged', step: 'move' }, leftUndone: [] });
    expect(await runs.rig.azure.accepted('POST', `${run.source}/resourceGroups/net/moveResources`)).toEqual([]);
    expect(await run.state()).toEqual(run.before);
  });

  const originals: { file: string; text: string }[] = [];
  const restore = async () => {
    for (const { file, text } of originals.splice(0)) await writeFile(file, text);
  };

  it('breaks nothing that has to hold', async () => {
    expect(await runs.rig.azure.invariants()).toEqual([]);
  });
});
