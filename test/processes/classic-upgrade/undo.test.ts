import { failure } from '../../../activities/failures/failure';
import { asked, canSkipTime, decide, until } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { onlyBatch, onlyNetwork } from '../support/classic-world';
import { rule } from '../support/endings';
import type { Run } from '../support/runs';
import { type Begin, openUpgrades, type Upgrade, type Upgrades } from '../support/upgrades';

const BATCH = 'cloudService/shop-batch';
const DISKS = 'storageAccount/shopdisks';

(canSkipTime ? describe : describe.skip)('classicUpgrade, nothing prepared is left behind', () => {
  let upgrades: Upgrades;
  const all: Upgrade[] = [];
  /** Subscriptions whose machines no list shows. */
  const hidden = new Set<string>();
  beforeAll(async () => {
    upgrades = await openUpgrades((deps) => ({
      ...deps,
      azure: {
        ...deps.azure,
        arm(tenantId) {
          const arm = deps.azure.arm(tenantId);
          return {
            ...arm,
            async listResources(subscriptionId, group) {
              const all = await arm.listResources(subscriptionId, group);
              return hidden.has(subscriptionId) ? all.filter(({ type }) => type !== 'Microsoft.Compute/virtualMachines') : all;
            },
          };
        },
      },
    }));
  });
  afterAll(async () => upgrades.runs.close());

  const begin = async (name: string, options: Begin = {}) => {
    const run = await upgrades.begin(name, { change: onlyBatch, ...options });
    all.push(run);
    return run;
  };
  const lay = (...args: Parameters<Upgrades['runs']['wires']['lay']>) => upgrades.runs.wires.lay(...args);
  const fault = (body: unknown) => upgrades.runs.rig.azure.post('faults', body);
  const verbOf = ({ source }: Pick<Run, 'source'>, verb: string) => ({
    method: 'POST',
    path: `${source}/services/.*comp=${verb}`,
  });
  const cancel = async (workflowId: string) => {
    await upgrades.runs.rig.client.workflow.getHandle(workflowId).cancel();
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  /** Once everybody has been told: the test server loses a cancel that meets an activity being scheduled. */
  const cancelAtRest = async ({ handle, workflowId }: Upgrade, asks: number) => {
    const { notices } = upgrades.runs.rig;
    await until('all are told', () =>
      Promise.resolve(notices.filter((one) => one.workflowId === workflowId && one.kind === 'ask').length === asks),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await handle.cancel();
  };
  const asItWas = async (run: Upgrade) => expect(await upgrades.now(run)).toEqual(run.was);

  const committed = { [BATCH]: 'committed', [DISKS]: 'aborted' };
  const toTheSecondGate = async (run: Upgrade) => {
    await upgrades.answer(run, 'approve', 'customer', 'operator');
    return until('the second gate', async () => {
      const { waitingFor } = await asked(run.handle, 'operator', 'gate');
      return waitingFor.length === 1 && waitingFor[0];
    });
  };

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
      await toTheSecondGate(run);
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

    it.each(['validateClassic', 'prepareClassic', 'pollClassic', 'inspectClassic'])('cancelled during %s', async (activity) => {
      const workflowId = `upgrade cancelled: ${activity}`;
      const run = await begin(workflowId, { prepare: () => lay({ workflowId, activity, times: 1 }, () => cancel(workflowId)) });
      const end = await upgrades.ended(run);
      expect(end).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
      await asItWas(run);
    });

    it('cancelled after Azure has begun to prepare, and before its answer is known', async () => {
      const workflowId = 'upgrade cancelled: preparing';
      const run = await begin(workflowId, {
        prepare: () =>
          lay({ workflowId, activity: 'prepareClassic', call: 'prepare', when: 'after', times: 1 }, () => cancel(workflowId)),
      });
      expect(await upgrades.ended(run)).toMatchObject({ failure: 'Cancelled', view: { status: 'undone', leftUndone: [] } });
      await asItWas(run);
    });

    it('cancelled while people are asked', async () => {
      const run = await begin('upgrade cancelled: gate');
      await cancelAtRest(run, 2);
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
          lay({ workflowId, activity: 'inspectClassic', times: 1 }, () => {
            throw failure('AccessDenied', 'not allowed any more');
          }),
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
          lay({ workflowId, activity: 'inspectClassic', call: 'listResources', times: 1 }, () => {
            throw failure('UnknownAzureError', 'something new');
          }),
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
        prepare: ({ source }) =>
          fault({
            match: { method: 'POST', path: `${source}/.*virtualnetwork.*comp=prepare`, times: 3 },
            action: { lro: { status: 500, code: 'InternalError', message: 'The server encountered an internal error.' } },
          }),
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
        prepare: () =>
          lay({ workflowId, activity: 'abortClassic' }, () => {
            throw failure('UpgradeRefused', 'not now');
          }),
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
        prepare: (about) => fault({ match: verbOf(about, verb), action: { dropAnswer: true } }),
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
      const audit = await upgrades.runs.rig.azure.get<AuditEntry[]>('audit?format=json');
      const sent = audit.filter(
        ({ path }) => path.startsWith(`/${run.source}/services/hostedservices`) && path.endsWith('/migration'),
      );
      expect(sent).toHaveLength(verb === 'commit' ? 3 : 4);
    });

    it.each([
      ['prepareClassic', 'prepare', 'AzureUnavailable'],
      ['commitClassic', 'commit', 'OutcomeUnknown'],
    ] as const)('of %s, after Azure took it: looked up', async (activity, call, type) => {
      const workflowId = `lost later: ${activity}`;
      const run = await begin(workflowId, {
        prepare: () =>
          lay({ workflowId, activity, call, when: 'after', times: 1 }, () => {
            throw failure(type, 'the line went dead', { retryAfterMs: 200 });
          }),
      });
      await upgrades.answer(run, 'approve');
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 2 });
    });

    it('of a commit that did not arrive: proven so, and sent again', async () => {
      const workflowId = 'commit did not arrive';
      const run = await begin(workflowId, {
        change: onlyNetwork,
        prepare: () =>
          lay({ workflowId, activity: 'commitClassic', times: 2 }, () => {
            throw failure('OutcomeUnknown', 'the line went dead');
          }),
      });
      await upgrades.answer(run, 'approve');
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 3 });
    });

    it('of a commit of what does not show its state: looked up too', async () => {
      const run = await begin('lost: a route table', {
        change: (shop) =>
          Object.assign(shop, {
            hostedServices: [],
            virtualNetworks: [],
            storageAccounts: [],
            networkSecurityGroups: [],
            reservedIps: [],
          }),
        prepare: (about) => fault({ match: verbOf(about, 'commit'), action: { dropAnswer: true } }),
      });
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 1 });
    });
  });

  describe('a commit that fails waits for the operator', () => {
    const failing = (source: string, times: number) =>
      fault({
        match: { method: 'POST', path: `${source}/.*comp=commit`, times },
        action: { lro: { status: 500, code: 'InternalError', message: 'The server encountered an internal error.' } },
      });

    it('tried again', async () => {
      const run = await begin('commit again', { prepare: ({ source }) => failing(source, 1) });
      await upgrades.answer(run, 'approve');
      const { waitingFor } = await asked(run.handle, 'operator', BATCH);
      expect(waitingFor[0]?.what).toContain('cannot be taken back');
      await rule(run, { step: BATCH, verdict: 'retry', reason: 'once more' });
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 2 });
    });

    it('given up: that unit is aborted, the others go on', async () => {
      const run = await begin('commit given up', {
        change: (shop) => {
          onlyBatch(shop);
          shop.storageAccounts?.push({ name: 'shoplogs' });
        },
        prepare: ({ source }) =>
          fault({
            match: { method: 'POST', path: `${source}/.*hostedservices.*comp=commit`, times: 9 },
            action: { lro: { status: 500, code: 'InternalError', message: 'no' } },
          }),
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

    it('the rights are gone when it is looked up: asked, and not sent again', async () => {
      const workflowId = 'rights gone, committing';
      const run = await begin(workflowId, {
        prepare: () =>
          lay({ workflowId, activity: 'awaitClassicAtRest', times: 1 }, () => {
            throw failure('AccessDenied', 'not allowed any more');
          }),
      });
      await upgrades.answer(run, 'approve');
      await asked(run.handle, 'operator', BATCH);
      await rule(run, { step: BATCH, verdict: 'retry', reason: 'they are back' });
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 2 });
      const audit = await upgrades.runs.rig.azure.get<AuditEntry[]>('audit?format=json');
      expect(
        audit.filter(({ path }) => path.startsWith(`/${run.source}/services/hostedservices`) && path.endsWith('/migration')),
      ).toHaveLength(3);
    });

    it('given up without a look: found committed all the same', async () => {
      const workflowId = 'given up, committed';
      const run = await begin(workflowId, {
        prepare: () =>
          lay({ workflowId, activity: 'awaitClassicAtRest', times: 1 }, () => {
            throw failure('AccessDenied', 'not allowed any more');
          }),
      });
      await upgrades.answer(run, 'approve');
      await asked(run.handle, 'operator', BATCH);
      await rule(run, { step: BATCH, verdict: 'give-up', reason: 'no idea' });
      await upgrades.answer(run, 'approve');
      const { result, view } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual({ [BATCH]: 'committed', [DISKS]: 'committed' });
      expect(view).toMatchObject({ undone: [], leftUndone: [] });
    });

    it('done by hand: believed when it is seen', async () => {
      const run = await begin('commit by hand', { prepare: ({ source }) => failing(source, 1) });
      await upgrades.answer(run, 'approve');
      await asked(run.handle, 'operator', BATCH);
      const unit = { kind: 'cloudService', name: 'shop-batch', deployment: 'shop-batch' } as const;
      await upgrades.classic.commit(run.source, unit);
      await until('it is committed', async () => (await upgrades.classic.state(run.source, unit)) === 'gone');
      await rule(run, { step: BATCH, verdict: 'done', reason: 'committed in the portal' });
      await upgrades.answer(run, 'approve');
      expect((await upgrades.ended(run)).result).toMatchObject({ status: 'done', committed: 2 });
    });

    it('done by hand, and it was not: aborted rather than left locked', async () => {
      const run = await begin('commit by hand, not', { prepare: ({ source }) => failing(source, 9) });
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
      await toTheSecondGate(run);
      await decide(run.handle, { party: 'operator', choice: 'decline', comment: 'the disks later' });
      const { result, view } = await upgrades.ended(run);
      expect(result).toMatchObject({ status: 'done', committed: 1 });
      expect(upgrades.outcomes(result)).toEqual(committed);
      expect(result.units.find(({ id }) => id === DISKS)?.messages[0]).toContain('the disks later');
      expect(view).toMatchObject({ status: 'done', undone: [`abort the upgrade of ${DISKS}`], leftUndone: [] });
    });

    it('cancelled', async () => {
      const run = await begin('cancelled later');
      await toTheSecondGate(run);
      await cancelAtRest(run, 3);
      const { result, failure: type } = await upgrades.ended(run);
      expect(type).toBeUndefined();
      expect(result).toMatchObject({ status: 'done', committed: 1 });
      expect(upgrades.outcomes(result)).toEqual(committed);
      expect(result.withSecrets).toHaveLength(1);
    });

    it('cancelled while it commits: has no effect on what is being committed', async () => {
      const workflowId = 'cancelled committing';
      const run = await begin(workflowId, {
        prepare: () => lay({ workflowId, activity: 'commitClassic', times: 1 }, () => cancel(workflowId)),
      });
      await upgrades.answer(run, 'approve', 'customer', 'operator');
      const { result } = await upgrades.ended(run);
      expect(upgrades.outcomes(result)).toEqual(committed);
    });

    it('an abort that is refused waits for the operator', async () => {
      const workflowId = 'abort refused later';
      const run = await begin(workflowId);
      await toTheSecondGate(run);
      lay({ workflowId, activity: 'abortClassic', times: 1 }, () => {
        throw failure('UpgradeRefused', 'not now');
      });
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
