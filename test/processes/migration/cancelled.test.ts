import { failure } from '../../../activities/failures/failure';
import { MESSAGES } from '../../../contracts/run/messages';
import { inLanes } from '../../support/in-lanes';
import { canSkipTime, progress, until } from '../../support/rig';
import { cancellations, cancelling, during, MOVE, ONBOARDING, TENANT } from '../support/cancellations';
import { helpful, type Migrations, openMigrations, type PartName, partOf } from '../support/migrations';
import { CONTOSO, FABRIKAM } from '../support/organisations';
import { differences } from '../support/state';
import type { Wire } from '../support/wires';

const causeOf = (error: unknown) => String(((error as Error).cause as Error | undefined)?.message);

(canSkipTime ? describe : describe.skip)('from EA to CSP, cancelled and ended from outside', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const handleOf = (id: string) => migrations.rig.client.workflow.getHandle(id);

  it('leaves everything as it was, whoever ends what', async () => {
    const wrong: unknown[] = [];
    await inLanes(3, cancellations(migrations), async (one) => {
      const run = await migrations.begin(one.name);
      one.lay?.(run);
      const end = await migrations.played(run, cancelling(migrations, one, run));
      const { childRuns, resources, subscriptions } = await migrations.report(end.view);
      const seen = {
        ends: [end.failure, end.view.status],
        undone: end.view.undone,
        leftUndone: end.view.leftUndone,
        open: childRuns.filter(({ outcome }) => ['running', 'holding'].includes(outcome)),
        moved: resources.filter(({ outcome }) => outcome === 'moved'),
        elsewhere: subscriptions.filter(({ tenantBefore, tenantAfter }) => tenantBefore !== tenantAfter),
      };
      const wanted = { ends: one.ends, undone: one.undone, leftUndone: [], open: [], moved: [], elsewhere: [] };
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push({ name: one.name, message: end.message, seen, wanted });
      const differs = differences(run.before, await run.state());
      if (differs.length > 0) wrong.push({ name: one.name, differs });
    });
    expect(wrong).toEqual([]);
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);
  });

  it('one that has moved is moved back, and the report says so, when another one’s plan is declined', async () => {
    const run = await migrations.begin('one of two declined', { plain: 2 });
    const yes = helpful(migrations, run);
    const [first, second] = run.sources.map((id) => `resource-move-${id}`);
    const standsBy = async () =>
      (await progress(run.handle)).childRuns?.some((one) => one.workflowId === first && one.outcome === 'holding');
    const end = await migrations.played(run, (asked, _nth, of) => {
      if (of !== second || asked.step !== 'approve') return yes(asked);
      if (asked.party === 'operator')
        void until('the first one stands by', standsBy).then(() =>
          handleOf(of).executeUpdate(MESSAGES.decide, {
            args: [{ party: 'operator', step: 'approve', digest: asked.digest, name: 'Olga', choice: 'decline' }],
          }),
        );
      return undefined;
    });
    expect([end.failure, end.view.status, end.view.leftUndone]).toEqual([undefined, 'declined', []]);
    expect(end.view.undone[0]).toBe(MOVE);
    const { resources, subscriptions } = await migrations.report(end.view);
    expect(resources.filter(({ outcome }) => outcome !== 'stayed')).toEqual([]);
    expect(subscriptions.map(({ moved }) => moved)).toEqual([0, 0]);
    expect(differences(run.before, await run.state())).toEqual([]);
  });

  it('cancelled while an upgrade is committed: what is committed stays, and is named', async () => {
    const run = await migrations.begin('cancelled in the commit', { classic: true, plain: 0 });
    during(migrations, 'classic-upgrade', { activity: 'commitClassic' })(run);
    const end = await migrations.played(run);
    expect([end.failure, end.view.status, end.view.undone]).toEqual(['Cancelled', 'undone', [TENANT, ONBOARDING]]);
    expect(end.view.leftUndone).toContainEqual(
      expect.stringMatching(/^virtualNetwork\/shop-vnet stays upgraded to Resource Manager \(shop-vnet-migrated/),
    );
    expect((await migrations.report(end.view)).leftUndone).toEqual(end.view.leftUndone);
  });

  it('a part that a stranger says is ready goes on until it is', async () => {
    const run = await migrations.begin('called ready by a stranger');
    const yes = helpful(migrations, run);
    const tenant = partOf(run, 'tenant-move');
    const seen: unknown[] = [];
    const end = await migrations.played(run, (asked, _nth, of) => {
      if (of !== tenant || asked.step !== 'warnings') return yes(asked);
      const { party, step, digest } = asked;
      void (async () => {
        const forged = { status: 'done', subscriptions: [], wayReason: 'a stranger says so', notRestored: [], restored: [] };
        await run.handle.signal('ready', { workflowId: tenant, result: forged });
        await until('it has been looked up, and will be again', async () => {
          const { pendingActivities } = (await run.handle.describe()).raw;
          return pendingActivities?.some(({ activityType, attempt }) => activityType?.name === 'standing' && (attempt ?? 1) > 1);
        });
        seen.push((await progress(run.handle)).childRuns?.at(-1));
        const states = asked.states?.map(({ id }) => id);
        await handleOf(tenant).executeUpdate(MESSAGES.decide, {
          args: [{ party, step, digest, name: 'Dana', choice: 'approve', states }],
        });
      })();
      return undefined;
    });
    expect(seen).toEqual([{ workflowId: tenant, type: 'tenantMove', outcome: 'running' }]);
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    const { subscriptions, notes } = await migrations.report(end.view);
    expect(subscriptions).toMatchObject([{ tenantBefore: CONTOSO, tenantAfter: FABRIKAM, moved: 5 }]);
    expect(notes).not.toContain('a stranger says so');
  });

  it('a part that a stranger told to keep is not said to be taken back', async () => {
    const run = await migrations.begin('kept by a stranger');
    const yes = helpful(migrations, run);
    const tenant = partOf(run, 'tenant-move');
    const end = await migrations.played(run, (asked) => {
      if (asked.step !== 'go') return yes(asked);
      if (asked.party === 'customer')
        void (async () => {
          await handleOf(tenant).signal('keep');
          await handleOf(tenant).result();
          await run.handle.cancel();
        })();
      return undefined;
    });
    expect([end.failure, end.view.status, end.view.undone]).toEqual(['UndoIncomplete', 'failed', [ONBOARDING]]);
    expect(end.view.leftUndone).toEqual([
      expect.stringContaining(`${tenant} was told from outside to keep what it did, which stays`),
    ]);
  });

  it('a part that waits for a ruling is not run again while all is taken back', async () => {
    const run = await migrations.begin('ruled too late', { plain: 2 });
    const yes = helpful(migrations, run);
    const [waits, givesUp] = run.sources.map((id) => `secrets-removal-${id}`) as [string, string];
    const no = () => {
      throw failure('AccessDenied', 'the wire says no');
    };
    migrations.wires.lay({ workflowId: waits, activity: 'findSecrets', times: 1 }, no);
    migrations.wires.lay({ workflowId: givesUp, activity: 'removeSecrets', call: 'putVirtualMachine' }, no);
    const rule = (id: string, step: string, verdict: string) =>
      handleOf(id).executeUpdate(MESSAGES.rule, { args: [{ step, verdict, reason: 'seen to', name: 'Olga' }] });
    const late: string[] = [];
    // Done only when it is taken back.
    migrations.wires.lay({ workflowId: partOf(run, 'tenant-move'), activity: 'removeEaAccount', times: 1 }, () =>
      rule(run.workflowId, waits, 'retry').then(
        () => late.push('taken'),
        (error: unknown) => late.push(causeOf(error)),
      ),
    );
    let isGivenUp = false;
    const end = await migrations.played(
      run,
      (asked) => {
        if (!asked.choices.includes('retry')) return yes(asked);
        return undefined;
      },
      async (asked, _nth, of) => {
        if (asked.step === waits || of !== givesUp || isGivenUp) return undefined;
        isGivenUp = true;
        await until('the other one is asked about', async () =>
          (await progress(run.handle)).waitingFor.some(({ step }) => step === waits),
        );
        return { verdict: 'give-up', reason: 'seen to' };
      },
    );
    expect([end.failure, end.view.status, end.view.leftUndone]).toEqual(['GivenUp', 'undone', []]);
    expect(late).toEqual(['no step waits for a ruling']);
    expect(end.view.childRuns?.filter(({ workflowId }) => workflowId === waits)).toHaveLength(1);
    expect(differences(run.before, await run.state())).toEqual([]);
  });

  it('once all has come through nothing ends it but its report, which the operator may have written again', async () => {
    const run = await migrations.begin('cancelled at the end');
    migrations.wires.lay({ workflowId: partOf(run, 'resource-move'), activity: 'removeOrphans', times: 1 }, () =>
      run.handle.cancel(),
    );
    migrations.wires.lay({ workflowId: run.workflowId, activity: 'writeMigrationReport', times: 1 }, () => {
      throw failure('AccessDenied', 'the disk is full');
    });
    const end = await migrations.played(run);
    expect([end.failure, end.view.status, end.view.undone]).toEqual([undefined, 'done', []]);
    const { rulings, childRuns } = await migrations.report(end.view);
    expect(rulings).toMatchObject([{ step: 'report', verdict: 'retry' }]);
    expect(childRuns.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });

  it('lost answers in every part, decisions given twice and signals of strangers: all is done once', async () => {
    const run = await migrations.begin('answers lost', { classic: true });
    const yes = helpful(migrations, run);
    const lost: [PartName, Wire['activity'], Wire['call']][] = [
      ['onboarding', 'grantRole', 'putRoleAssignment'],
      ['tenant-move', 'startEaTransfer', undefined],
      ['assessment', 'readSubscription', undefined],
      ['secrets-removal', 'removeSecrets', 'putVirtualMachine'],
      ['resource-move', 'startMove', 'startMove'],
      ['classic-upgrade', 'commitClassic', undefined],
    ];
    for (const [part, activity, call] of lost) {
      const workflowId = part === 'classic-upgrade' ? `classic-upgrade-${run.classic}` : partOf(run, part);
      migrations.wires.lay(
        { workflowId, ...(activity ? { activity } : {}), ...(call ? { call } : {}), when: 'after', times: 1 },
        () => {
          throw failure('AzureUnavailable', 'the connection was reset');
        },
      );
    }
    const refused: string[] = [];
    const end = await migrations.played(run, (asked) => {
      if (asked.step === 'go' && asked.party === 'customer') {
        const decision = {
          party: 'customer',
          step: 'go',
          digest: asked.digest,
          name: 'Dana',
          choice: 'approve',
          states: ['blocked'],
        };
        void run.handle.signal(MESSAGES.approve, { ...decision, digest: '0'.repeat(64) });
        void handleOf(partOf(run, 'onboarding')).signal('ready', { workflowId: 'x', result: { status: 'done' } });
        void run.handle
          .executeUpdate(MESSAGES.decide, { args: [decision] })
          .then(() => run.handle.executeUpdate(MESSAGES.decide, { args: [decision] }))
          .catch((error: unknown) => refused.push(causeOf(error)));
        return undefined;
      }
      // After the customer's second answer.
      if (asked.step === 'go') {
        void until('the second answer is refused', () => Promise.resolve(refused.length > 0)).then(() =>
          run.handle.executeUpdate(MESSAGES.decide, {
            args: [{ party: 'operator', step: 'go', digest: asked.digest, name: 'Olga', choice: 'approve' }],
          }),
        );
        return undefined;
      }
      return yes(asked);
    });
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    expect(refused).toEqual([expect.stringContaining('customer has answered already')]);
    expect(end.view.decisions.map(({ party, step }) => [party, step])).toEqual([
      ['customer', 'go'],
      ['operator', 'go'],
    ]);
    const { resources } = await migrations.report(end.view);
    const moved = resources.filter(({ outcome }) => outcome === 'moved').map(({ is }) => is.toLowerCase());
    const there = await migrations.rig.azure.idsIn(run.destination);
    // A cloud service that was upgraded is a group now.
    expect(moved.filter((is) => !there.some((id) => id === is || id.startsWith(`${is}/providers/`)))).toEqual([]);
    expect(new Set(moved).size).toBe(moved.length);
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);
  });
});
