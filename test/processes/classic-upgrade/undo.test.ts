import { asked, canSkipTime, decide } from '../../support/rig';
import { onlyBatch } from '../support/classic-world';
import { rule } from '../support/endings';
import { failedCommits, lostAnswers, withoutMachines } from '../support/upgrade-failures';
import { type Begin, openUpgrades, type Upgrade, type Upgrades } from '../support/upgrades';
import type { Wire } from '../support/wires';

const BATCH = 'cloudService/shop-batch';
const DISKS = 'storageAccount/shopdisks';

(canSkipTime ? describe : describe.skip)('classicUpgrade, nothing prepared is left behind', () => {
  let upgrades: Upgrades;
  const all: Upgrade[] = [];
  /** Subscriptions whose machines no list shows. */
  const hidden = new Set<string>();
  beforeAll(async () => {
    upgrades = await openUpgrades(withoutMachines(hidden));
  });
  afterAll(async () => upgrades.runs.close());

  const begin = async (name: string, options: Begin = {}) => {
    const run = await upgrades.begin(name, { change: onlyBatch, ...options });
    all.push(run);
    return run;
  };
  const lay = (...args: Parameters<Upgrades['runs']['wires']['lay']>) => upgrades.runs.wires.lay(...args);
  const asItWas = async (run: Upgrade) => expect(await upgrades.now(run)).toEqual(run.was);

  const committed = { [BATCH]: 'committed', [DISKS]: 'aborted' };

  // First of all: the test server skips no time any more once a run has ended before one of its activities.
  describe('silence is no consent', () => {
    it('nobody answers: reminded every day, aborted after a week', async () => {
      const run = await begin('silence');
      await asked(run.handle, 'operator', 'gate');
      await expect(run.handle.result()).rejects.toMatchObject({ cause: { type: 'Expired' } });
      const { view } = await upgrades.ended(run);
      expect(view).toMatchObject({ status: 'declined', undone: [`abort the upgrade of ${BATCH}`] });
      const told = upgrades.runs.rig.notices.filter(({ workflowId, to }) => workflowId === 'silence' && to === 'operator');
      expect(told.map(({ kind }) => kind)).toEqual(['ask', ...Array.from({ length: 6 }, () => 'remind')]);
      await asItWas(run);
      expect((await upgrades.report(view)).outcome).toBe('declined');
    });

    it('nobody answers after the first commit: the rest stays classic', async () => {
      const run = await begin('silence later');
      await upgrades.toTheSecondGate(run);
      const result = (await run.handle.result()) as Parameters<Upgrades['outcomes']>[0];
      expect(upgrades.outcomes(result)).toEqual(committed);
      expect(result.units.find(({ id }) => id === DISKS)?.messages[0]).toContain('no answer from operator');
    });
  });

  describe('before the first commit: everything is as it was', () => {
    it.each([
      ['the operator declines', 'operator', 'decline', 'operator declined the upgrade'],
      ['the customer declines', 'customer', 'decline', 'customer declined the upgrade'],
      ['the customer sends it back', 'customer', 'sendBack', 'customer sent the upgrade back'],
    ] as const)('%s', async (name, party, choice, said) => {
      const run = await begin(name);
      await upgrades.answer(run, choice, party);
      const { result, view } = await upgrades.ended(run);
      expect(result).toMatchObject({ status: 'declined', committed: 0 });
      expect(view).toMatchObject({ status: 'declined', undone: [`abort the upgrade of ${BATCH}`], leftUndone: [] });
      expect(view.failure?.message).toContain(said);
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'aborted', [DISKS]: 'aborted' });
      await asItWas(run);
    });

    it.each<[title: string, wire: Omit<Wire, 'workflowId'>]>([
      ...(['validateClassic', 'prepareClassic', 'pollClassic', 'inspectClassic'] as const).map(
        (activity): [string, Omit<Wire, 'workflowId'>] => [`cancelled during ${activity}`, { activity }],
      ),
      [
        'cancelled after Azure has begun to prepare, and before its answer is known',
        { activity: 'prepareClassic', call: 'prepare', when: 'after' },
      ],
    ])('%s', async (title, wire) => {
      const workflowId = `upgrade ${title}`;
      const run = await begin(workflowId, {
        prepare: () => lay({ workflowId, ...wire, times: 1 }, () => upgrades.cancel(workflowId)),
      });
      expect(await upgrades.ended(run)).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
      await asItWas(run);
    });

    it('cancelled while people are asked', async () => {
      const run = await begin('upgrade cancelled: gate');
      await upgrades.cancelAtRest(run, 2);
      expect(await upgrades.ended(run)).toMatchObject({
        failure: 'Cancelled',
        view: { status: 'undone', undone: [`abort the upgrade of ${BATCH}`], leftUndone: [] },
      });
      await asItWas(run);
    });

    it('the rights are taken away on the way: undone once they are back', async () => {
      const workflowId = 'rights gone';
      const run = await begin(workflowId, {
        prepare: () =>
          upgrades.refuse({ workflowId, activity: 'inspectClassic', times: 1 }, 'AccessDenied', 'not allowed any more'),
      });
      expect(await upgrades.ended(run)).toMatchObject({
        failure: 'AccessDenied',
        view: { status: 'undone', undone: [`abort the upgrade of ${BATCH}`] },
      });
      await asItWas(run);
    });

    it('what prepare built cannot be read: that unit is aborted, and blocked', async () => {
      const workflowId = 'cannot be read';
      const run = await begin(workflowId, {
        prepare: () =>
          upgrades.refuse(
            { workflowId, activity: 'inspectClassic', call: 'listResources', times: 1 },
            'UnknownAzureError',
            'something new',
          ),
      });
      const { result } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'blocked', [DISKS]: 'blocked' });
      expect(result.units[0]?.messages).toEqual(['something new']);
      await asItWas(run);
    });

    it('prepare has not built what it should: that unit is aborted, and blocked', async () => {
      const run = await begin('not built', {
        prepare: ({ source, workflowId }) => lay({ workflowId, activity: 'prepareClassic', times: 1 }, () => hidden.add(source)),
      });
      const { result } = await upgrades.ended(run).finally(() => hidden.clear());
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'blocked', [DISKS]: 'blocked' });
      expect(result.units[0]?.messages[0]).toBe(
        'Prepare has not built Microsoft.Compute/virtualMachines batch1; it was aborted. Start again, or ask Microsoft.',
      );
      await asItWas(run);
    });

    it('prepare fails on the way: blocked, the rest goes on', async () => {
      const run = await begin('prepare fails', {
        change: (shop) =>
          Object.assign(shop, { hostedServices: shop.hostedServices?.filter(({ name }) => name !== 'shop-batch') }),
        prepare: ({ source }) => upgrades.failVerb(source, 'virtualnetwork.*comp=prepare', 3),
      });
      await upgrades.answer(run, 'approve');
      await upgrades.answer(run, 'approve');
      const { result } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toMatchObject({
        'virtualNetwork/shop-vnet': 'blocked',
        'storageAccount/shoplogs': 'committed',
        [DISKS]: 'blocked',
      });
    });

    it('an abort that is refused: the unit is named, and people know', async () => {
      const workflowId = 'abort refused';
      const run = await upgrades.begin(workflowId, {
        change: onlyBatch,
        prepare: () => upgrades.refuse({ workflowId, activity: 'abortClassic' }, 'UpgradeRefused', 'not now'),
      });
      await upgrades.answer(run, 'decline', 'operator');
      const end = await upgrades.ended(run);
      expect(end).toMatchObject({ failure: 'UndoIncomplete', view: { status: 'failed', undone: [] } });
      expect(end.view.leftUndone).toEqual([`abort the upgrade of ${BATCH} (UpgradeRefused: not now)`]);
      expect(await upgrades.locked(run)).toEqual(['hostedservices/shop-batch']);
    });
  });

  describe('an answer that is lost', () => {
    it.each(['prepare', 'abort', 'commit'])('of %s, on the wire: it is done once', async (verb) => {
      const run = await begin(`lost on the wire: ${verb}`, {
        prepare: (about) => upgrades.dropAnswer(about.source, verb),
      });
      if (verb === 'abort') {
        await upgrades.answer(run, 'decline', 'operator');
        expect((await upgrades.ended(run)).result.status).toBe('declined');
        await asItWas(run);
        return;
      }
      await upgrades.answer(run, 'approve');
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 2 });
      // What can be repeated is sent again; a commit is looked up.
      expect(await upgrades.sentVerbs(run)).toHaveLength(verb === 'commit' ? 3 : 4);
    });

    it.each(lostAnswers(() => upgrades))('%s', async (title, committed, options) => {
      const run = await begin(title, options());
      await upgrades.answer(run, 'approve');
      // A single unit is one wave.
      if (committed > 1) await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed });
    });
  });

  describe('a commit that fails waits for the operator', () => {
    it.each(failedCommits(() => upgrades))('$title', async ({ title, prepare, verdict, byHand, sent }) => {
      const run = await begin(title, { prepare });
      await upgrades.answer(run, 'approve');
      const { waitingFor } = await asked(run.handle, 'operator', BATCH);
      expect(waitingFor[0]?.what).toContain('failed, and from here on nothing is undone: ');
      await byHand?.(run);
      await rule(run, { step: BATCH, verdict, reason: 'as it is' });
      await upgrades.answer(run, 'approve');
      const { result, view } = await upgrades.ended(run);
      expect(result).toMatchObject({ status: 'done', committed: 2 });
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'committed', [DISKS]: 'committed' });
      expect(view).toMatchObject({ undone: [], leftUndone: [] });
      if (sent !== undefined) expect(await upgrades.sentVerbs(run)).toHaveLength(sent);
    });

    it('given up: that unit is aborted, the others go on', async () => {
      const run = await begin('commit given up', {
        change: (shop) => {
          onlyBatch(shop);
          shop.storageAccounts?.push({ name: 'shoplogs' });
        },
        prepare: ({ source }) => upgrades.failVerb(source, 'hostedservices.*comp=commit', 9),
      });
      await upgrades.answer(run, 'approve');
      await asked(run.handle, 'operator', BATCH);
      await rule(run, { step: BATCH, verdict: 'give-up', reason: 'keep it classic' });
      const { result, view } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual({
        [BATCH]: 'aborted',
        [DISKS]: 'blocked',
        'storageAccount/shoplogs': 'committed',
      });
      expect(result.units.find(({ id }) => id === BATCH)?.messages[0]).toContain('keep it classic');
      expect(view).toMatchObject({ status: 'done', undone: [`abort the upgrade of ${BATCH}`], leftUndone: [] });
      expect(
        ((await upgrades.now(run)) as { units: Record<string, { name: string }[]> }).units.hostedservices?.map(
          ({ name }) => name,
        ),
      ).toEqual(['shop-batch']);
    });

    it('done by hand, and it was not: aborted rather than left locked', async () => {
      const run = await begin('commit by hand, not', { prepare: ({ source }) => upgrades.failVerb(source, 'comp=commit', 9) });
      await upgrades.answer(run, 'approve');
      await asked(run.handle, 'operator', BATCH);
      await rule(run, { step: BATCH, verdict: 'done', reason: 'sure' });
      const { result } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'aborted', [DISKS]: 'blocked' });
    });
  });

  describe('after the first commit: the rest stays classic, and the run ends well', () => {
    it('declined', async () => {
      const run = await begin('declined later');
      await upgrades.toTheSecondGate(run);
      await decide(run.handle, { party: 'operator', choice: 'decline', comment: 'the disks later' });
      const { result, view } = await upgrades.ended(run);
      expect(result).toMatchObject({ status: 'done', committed: 1 });
      expect(upgrades.outcomes(result)).toEqual(committed);
      expect(result.units.find(({ id }) => id === DISKS)?.messages[0]).toContain('the disks later');
      expect(view).toMatchObject({ status: 'done', undone: [`abort the upgrade of ${DISKS}`], leftUndone: [] });
    });

    it('cancelled', async () => {
      const run = await begin('cancelled later');
      await upgrades.toTheSecondGate(run);
      await upgrades.cancelAtRest(run, 3);
      const { result, failure: type } = await upgrades.ended(run);
      expect(type).toBeUndefined();
      expect(result).toMatchObject({ status: 'done', committed: 1 });
      expect(upgrades.outcomes(result)).toEqual(committed);
      expect(result.withSecrets).toHaveLength(1);
    });

    it('cancelled while it commits: has no effect on what is being committed', async () => {
      const workflowId = 'cancelled committing';
      const run = await begin(workflowId, {
        prepare: () => lay({ workflowId, activity: 'commitClassic', times: 1 }, () => upgrades.cancel(workflowId)),
      });
      await upgrades.answer(run, 'approve', 'customer', 'operator');
      const { result } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual(committed);
    });

    it('an abort that is refused waits for the operator', async () => {
      const workflowId = 'abort refused later';
      const run = await begin(workflowId);
      await upgrades.toTheSecondGate(run);
      upgrades.refuse({ workflowId, activity: 'abortClassic', times: 1 }, 'UpgradeRefused', 'not now');
      await decide(run.handle, { party: 'operator', choice: 'decline' });
      const step = `abort the upgrade of ${DISKS}`;
      await asked(run.handle, 'operator', step);
      expect(await upgrades.locked(run)).toEqual(['storageservices/shopdisks']);
      await rule(run, { step, verdict: 'retry', reason: 'now' });
      expect(upgrades.outcomes((await upgrades.ended(run)).result)).toEqual(committed);
    });
  });

  it('no ending has left anything prepared', async () => {
    for (const run of all) expect([run.workflowId, await upgrades.locked(run)]).toEqual([run.workflowId, []]);
    expect(await upgrades.runs.rig.azure.invariants()).toEqual([]);
  });
});
