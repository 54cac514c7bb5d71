import { asked, canSkipTime, progress, until } from '../../support/rig';
import { classicSideOf, onlyBatch, onlyNetwork, onlyRouteTables } from '../support/classic-world';
import { writesOf } from '../support/runs';
import { openUpgrades, type Upgrades } from '../support/upgrades';

(canSkipTime ? describe : describe.skip)('classicUpgrade', () => {
  let upgrades: Upgrades;
  const remote = new Set<string>();
  beforeAll(async () => {
    upgrades = await openUpgrades((deps) => ({
      ...deps,
      settings: {
        ...deps.settings,
        get local() {
          return remote.size === 0;
        },
      },
    }));
  });
  afterAll(async () => upgrades.runs.close());

  it('the whole shop: in waves, each approved, each committed, all of it found again', async () => {
    const { begin, answer, ended, outcomes, report, runs } = upgrades;
    const run = await begin('whole shop');
    const first = await asked(run.handle, 'customer', 'gate');
    expect(first.waitingFor.map(({ party }) => party)).toEqual(['customer', 'operator']);
    const text = JSON.stringify(first.documents?.gate);
    for (const said of [
      'shop-batch-Migrated',
      'shop-vnet-migrated',
      'shop-web-Migrated',
      'batch1',
      'BGInfo',
      'cloudService/shop-orders',
    ])
      expect(text).toContain(said);
    // Nothing is asked of what waits for others.
    expect(text).not.toContain('storageAccount/shopdisks');
    await answer(run, 'approve', 'customer', 'operator');

    // No machine stops in the second wave: the operator alone is asked.
    const second = await asked(run.handle, 'operator', 'gate');
    expect(second.waitingFor.map(({ party }) => party)).toEqual(['operator']);
    expect(second.waitingFor[0]?.digest).not.toBe(first.waitingFor[0]?.digest);
    await answer(run, 'approve', 'operator');

    const { result, view } = await ended(run);
    expect(result).toMatchObject({ status: 'done', committed: 8, localStack: true });
    expect(outcomes(result)).toEqual({
      'virtualNetwork/shop-vnet': 'committed',
      'cloudService/shop-batch': 'committed',
      'cloudService/shop-orders': 'blocked',
      'storageAccount/shopdisks': 'committed',
      'storageAccount/shoplogs': 'committed',
      'networkSecurityGroup/front-nsg': 'committed',
      'networkSecurityGroup/spare-nsg': 'committed',
      'reservedIp/spare-ip': 'committed',
      'routeTable/spare-routes': 'committed',
    });
    expect(result.decisions).toHaveLength(3);
    const there = await runs.rig.azure.idsIn(run.source);
    for (const { resources } of result.units) for (const id of resources) expect(there).toContain(id.toLowerCase());
    expect(result.withSecrets.map((id) => id.split('/').at(-1))).toEqual(['batch1', 'web1', 'web2']);
    const { units, migrations } = await classicSideOf(runs.rig.azure, run.source);
    expect(
      Object.values(units)
        .flat()
        .map(({ name }) => name),
    ).toEqual(['shop-orders']);
    expect(migrations).toEqual({});
    expect(view).toMatchObject({ status: 'done', undone: [], leftUndone: [] });
    expect(view.steps.map(({ state }) => state)).toEqual(view.steps.map(() => 'done'));
    expect((await report(view)).units).toEqual(result.units);
  });

  it('each verb is sent once, commit after the answer only', async () => {
    const { begin, answer, ended, runs } = upgrades;
    const run = await begin('order of verbs', { change: onlyBatch });
    await asked(run.handle, 'operator', 'gate');
    const verbs = async () => {
      const audit = await runs.rig.azure.get<{ method: string; path: string; url?: string }[]>('audit?format=json');
      return audit
        .filter(({ method, path }) => method === 'POST' && path.includes(run.source))
        .map(({ path }) => path.replace(/^.*\/services\//, ''));
    };
    const before = (await verbs()).length;
    await answer(run, 'approve', 'customer', 'operator');
    await answer(run, 'approve', 'operator');
    await ended(run);
    const after = (await verbs()).slice(before);
    expect(after.filter((path) => path.startsWith('hostedservices'))).toHaveLength(1);
  });

  it('a network alone: the customer is not asked, since nothing stops', async () => {
    const { begin, answer, ended } = upgrades;
    const run = await begin('network alone', { change: onlyNetwork });
    const { waitingFor } = await asked(run.handle, 'operator', 'gate');
    expect(waitingFor.map(({ party }) => party)).toEqual(['operator']);
    await answer(run, 'approve');
    await answer(run, 'approve');
    expect((await ended(run)).result).toMatchObject({ status: 'done', committed: 3 });
  });

  it('excluded units stay, and what waits for them', async () => {
    const { begin, answer, ended, outcomes } = upgrades;
    const run = await begin('excluded', { input: { exclude: ['cloudService/Shop-Batch', 'networkSecurityGroup/spare-nsg'] } });
    await answer(run, 'approve');
    await answer(run, 'approve');
    const { result } = await ended(run);
    expect(outcomes(result)).toMatchObject({
      'cloudService/shop-batch': 'excluded',
      'storageAccount/shopdisks': 'excluded',
      'networkSecurityGroup/spare-nsg': 'excluded',
      'virtualNetwork/shop-vnet': 'committed',
    });
  });

  it('a rehearsal validates, and writes nothing', async () => {
    const { begin, ended, outcomes, now, runs } = upgrades;
    const run = await begin('upgrade rehearsed', { input: { rehearse: true } });
    const { result, view } = await ended(run);
    expect(result).toMatchObject({ status: 'rehearsed', committed: 0 });
    expect(outcomes(result)).toMatchObject({
      'virtualNetwork/shop-vnet': 'wouldUpgrade',
      'cloudService/shop-orders': 'blocked',
      'storageAccount/shopdisks': 'wouldUpgrade',
      'routeTable/spare-routes': 'wouldUpgrade',
    });
    expect(await now(run)).toEqual(run.was);
    expect((await writesOf(runs, run)).filter((write) => !write.endsWith('/migration'))).toEqual([]);
    expect(view.steps.filter(({ state }) => state === 'skipped').map(({ name }) => name)).toEqual([
      'prepare',
      'inspect',
      'gate',
      'commit',
      'verify',
    ]);
  });

  it('nothing classic: done at once', async () => {
    const { begin, ended } = upgrades;
    const run = await begin('nothing classic', {
      change: (shop) => {
        onlyRouteTables(shop);
        shop.routeTables = [];
      },
    });
    expect((await ended(run)).result).toMatchObject({ status: 'done', units: [], committed: 0 });
  });

  it('against real Azure: refused with the date, before anything is read', async () => {
    const { begin, ended } = upgrades;
    remote.add('now');
    const end = await begin('retired')
      .then(ended)
      .finally(() => remote.clear());
    expect(end).toMatchObject({ failure: 'Retired', view: { status: 'failed', failure: { step: 'look' } } });
    expect(end.message).toContain('31 August 2024');
  });

  it('who is no administrator is told who could let it in', async () => {
    const { begin, ended, now } = upgrades;
    const run = await begin('no administrator', { administrators: [] });
    const end = await ended(run);
    expect(end).toMatchObject({ failure: 'AccessDenied', view: { status: 'failed' } });
    expect(end.message).toMatch(
      /neither service administrator nor co-administrator .*admin@fabrikam\.example \(ServiceAdministrator\)/,
    );
    expect(await now(run)).toEqual(run.was);
  });

  it('an exclude that is no unit: refused, with what there is', async () => {
    const { begin, ended } = upgrades;
    const end = await begin('bad exclude', { input: { exclude: ['cloudService/shop-web', 'cloudService/nowhere'] } }).then(ended);
    expect(end.failure).toBe('InvalidInput');
    expect(end.message).toContain('cloudService/shop-web goes with virtualNetwork/shop-vnet: exclude that');
    expect(end.message).toContain('there is no unit cloudService/nowhere');
  });

  describe('what Azure refuses stays classic, with the way out', () => {
    const first = (result: { units: { id: string; messages: string[] }[] }, id: string) =>
      result.units.find((unit) => unit.id === id)?.messages.join(' ') ?? '';

    it('a backup extension: known before anything is prepared, and what waits for it stays too', async () => {
      const { begin, ended, outcomes, now } = upgrades;
      const run = await begin('backup', {
        change: (shop) => {
          onlyBatch(shop);
          const role = shop.hostedServices?.[0]?.deployments?.[0]?.roles[0];
          Object.assign(role ?? {}, { extensions: [{ name: 'VMSnapshot', publisher: 'Microsoft.Azure.RecoveryServices' }] });
        },
      });
      const { result } = await ended(run);
      expect(outcomes(result)).toEqual({ 'cloudService/shop-batch': 'blocked', 'storageAccount/shopdisks': 'blocked' });
      expect(first(result, 'cloudService/shop-batch')).toContain('Stop its protection');
      expect(first(result, 'storageAccount/shopdisks')).toContain('cannot go before cloudService/shop-batch');
      expect(await now(run)).toEqual(run.was);
    });

    it('a quota that validate does not see: prepare fails, the others go on', async () => {
      const { begin, answer, ended, outcomes } = upgrades;
      const run = await begin('quota', { change: (shop) => Object.assign(shop, { virtualMachineQuota: 1 }) });
      await answer(run, 'approve');
      await answer(run, 'approve');
      const { result } = await ended(run);
      expect(outcomes(result)).toMatchObject({
        'virtualNetwork/shop-vnet': 'blocked',
        'cloudService/shop-batch': 'committed',
        'storageAccount/shopdisks': 'blocked',
        'storageAccount/shoplogs': 'committed',
      });
      expect(first(result, 'virtualNetwork/shop-vnet')).toContain('larger quota');
    });

    it('templates that fail twice: tried again until they go through', async () => {
      const { begin, answer, ended } = upgrades;
      const run = await begin('templates', {
        change: (shop) => {
          onlyNetwork(shop);
          Object.assign(shop.virtualNetworks?.[0] ?? {}, { templateFails: 2 });
        },
      });
      await answer(run, 'approve');
      await answer(run, 'approve');
      expect((await ended(run)).result).toMatchObject({ committed: 3 });
    });

    it('templates that never go through: blocked', async () => {
      const { begin, ended, outcomes, now } = upgrades;
      const run = await begin('templates, always', {
        change: (shop) => {
          onlyNetwork(shop);
          Object.assign(shop.virtualNetworks?.[0] ?? {}, { templateFails: 99 });
          Object.assign(shop, { storageAccounts: [], networkSecurityGroups: [{ name: 'front-nsg' }] });
        },
      });
      const { result } = await ended(run);
      expect(outcomes(result)).toEqual({ 'virtualNetwork/shop-vnet': 'blocked', 'networkSecurityGroup/front-nsg': 'blocked' });
      expect(first(result, 'virtualNetwork/shop-vnet')).toContain('correlation id');
      expect(JSON.stringify(((await now(run)) as { migrations: unknown }).migrations)).toBe('{}');
    });

    it('an unregistered provider is registered', async () => {
      const { begin, answer, ended } = upgrades;
      const run = await begin('unregistered', {
        change: (shop) => {
          onlyNetwork(shop);
          Object.assign(shop, { migrationRegistered: false });
        },
      });
      await answer(run, 'approve');
      await answer(run, 'approve');
      expect((await ended(run)).result).toMatchObject({ committed: 3 });
    });

    it('what somebody else has prepared is not touched', async () => {
      const { begin, ended, outcomes, locked } = upgrades;
      const run = await begin('prepared by another', {
        change: onlyBatch,
        prepare: async ({ source }) => {
          const unit = { kind: 'cloudService', name: 'shop-batch', deployment: 'shop-batch' } as const;
          await upgrades.classic.prepare(source, unit);
          await until('it is prepared', async () => (await upgrades.classic.state(source, unit)) === 'Prepared');
        },
      });
      const { result } = await ended(run);
      expect(outcomes(result)).toEqual({ 'cloudService/shop-batch': 'blocked', 'storageAccount/shopdisks': 'blocked' });
      expect(first(result, 'cloudService/shop-batch')).toContain('Somebody else has begun its upgrade (Prepared)');
      expect(await locked(run)).toEqual(['hostedservices/shop-batch']);
    });
  });

  it('the history grows with units, not with resources: the whole shop stays small', async () => {
    const { events } = await upgrades.runs.rig.client.workflow.getHandle('whole shop').fetchHistory();
    expect(events?.length).toBeLessThan(700);
    expect((await progress(upgrades.runs.rig.client.workflow.getHandle('whole shop'))).status).toBe('done');
  });

  it('breaks nothing that has to hold', async () => {
    expect(await upgrades.runs.rig.azure.invariants()).toEqual([]);
  });
});
