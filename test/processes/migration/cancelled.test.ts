import { failure } from '../../../activities/failures/failure';
import { MESSAGES } from '../../../contracts/run/messages';
import { inLanes } from '../../support/in-lanes';
import { canSkipTime, progress, until } from '../../support/rig';
import {
  type Answers,
  type BeginOptions,
  helpful,
  type MigrationRun,
  type Migrations,
  openMigrations,
  partOf,
  type PartName,
  playedMigration,
  reportOf,
} from '../support/migrations';
import { differences } from '../support/state';
import { CONTOSO, FABRIKAM } from '../support/transfers';
import type { Wire } from '../support/wires';

interface Case {
  name: string;
  begin?: BeginOptions;
  /** What is laid before anything happens. */
  lay?: (run: MigrationRun) => void;
  /** What is done once somebody is asked this. */
  at?: { gate: 'go' | 'approve'; act: (run: MigrationRun) => Promise<unknown> };
  ends: [failure: string | undefined, status: string];
  undone: string[];
  leftUndone?: RegExp[];
}

const ONBOARDING = 'take the onboarding back';
const TENANT = 'move the subscriptions back to their directory';
const SECRETS = 'put the secrets of Source 1 back';
const MOVE = 'move Source 1 back';
const BEFORE: ['Cancelled', 'undone'] = ['Cancelled', 'undone'];

const causeOf = (error: unknown) => String(((error as Error).cause as Error | undefined)?.message);

(canSkipTime ? describe : describe.skip)('from EA to CSP, cancelled and ended from outside', () => {
  let migrations: Migrations;
  beforeAll(async () => {
    migrations = await openMigrations();
  });
  afterAll(async () => migrations.close());

  const handleOf = (id: string) => migrations.rig.client.workflow.getHandle(id);

  /** Cancels the whole in the middle of a call of a part, which goes on when the part has taken notice. */
  const during = (part: PartName, place: Omit<Wire, 'workflowId'>) => (run: MigrationRun) => {
    const workflowId = partOf(run, part);
    migrations.wires.lay({ workflowId, times: 1, ...place }, async () => {
      await run.handle.cancel();
      await until(`${workflowId} has noticed the cancel`, async () => {
        const { events = [] } = await handleOf(workflowId).fetchHistory();
        const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
        return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
      });
    });
  };
  const cancels = (part: PartName) => (run: MigrationRun) => handleOf(partOf(run, part)).cancel();

  const CASES: readonly Case[] = [
    {
      name: 'cancelled during onboarding',
      lay: during('onboarding', { activity: 'grantRole', call: 'putRoleAssignment' }),
      ends: BEFORE,
      undone: [ONBOARDING],
    },
    {
      name: 'cancelled while the transfer is sent',
      lay: during('tenant-move', { activity: 'startEaTransfer', when: 'after' }),
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while the transfer takes its minutes',
      lay: during('tenant-move', { activity: 'lookAtEaTransfer' }),
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while it is assessed',
      lay: during('assessment', { activity: 'assessSubscription' }),
      ends: BEFORE,
      undone: ['drop the assessment', TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while secrets go',
      lay: during('secrets-removal', { activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after' }),
      ends: BEFORE,
      undone: [SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while resources move',
      lay: during('resource-move', { activity: 'pollOperation' }),
      ends: BEFORE,
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'cancelled twice',
      at: {
        gate: 'go',
        async act({ handle }) {
          await handle.cancel();
          await handle.cancel();
        },
      },
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'a part that stands by is cancelled by somebody',
      at: { gate: 'go', act: cancels('tenant-move') },
      ends: ['GivenUp', 'undone'],
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'a part that stands by is cancelled while a later one asks',
      at: { gate: 'approve', act: cancels('secrets-removal') },
      ends: ['GivenUp', 'undone'],
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'a part at work is cancelled by somebody',
      at: { gate: 'approve', act: cancels('resource-move') },
      ends: ['GivenUp', 'undone'],
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'nonsense is signalled',
      at: {
        gate: 'go',
        async act({ handle }) {
          for (const nonsense of [undefined, 'nonsense', { workflowId: 'nobody', result: { status: 'done' } }])
            await handle.signal('ready', nonsense);
          await handle.cancel();
        },
      },
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
  ];

  const people =
    ({ at }: Case, run: MigrationRun): Answers =>
    (asked, of) => {
      if (asked.step !== at?.gate || asked.digest === undefined) return helpful(migrations, run)(asked, of);
      if (asked.party === 'customer') void at.act(run);
      return undefined;
    };

  it('leaves everything as it was, whoever ends what', async () => {
    const wrong: unknown[] = [];
    await inLanes(3, CASES, async (one) => {
      const run = await migrations.begin(one.name, one.begin);
      one.lay?.(run);
      const end = await playedMigration(migrations, run, people(one, run));
      const { childRuns, resources, subscriptions } = await reportOf(migrations, end);
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
    const end = await playedMigration(migrations, run, (asked, of) => {
      if (of !== second || asked.step !== 'approve') return yes(asked, of);
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
    const { resources, subscriptions } = await reportOf(migrations, end);
    expect(resources.filter(({ outcome }) => outcome !== 'stayed')).toEqual([]);
    expect(subscriptions.map(({ moved }) => moved)).toEqual([0, 0]);
    expect(differences(run.before, await run.state())).toEqual([]);
  });

  it('cancelled while an upgrade is committed: what is committed stays, and is named', async () => {
    const run = await migrations.begin('cancelled in the commit', { classic: true, plain: 0 });
    during('classic-upgrade', { activity: 'commitClassic' })(run);
    const end = await playedMigration(migrations, run);
    expect([end.failure, end.view.status, end.view.undone]).toEqual(['Cancelled', 'undone', [TENANT, ONBOARDING]]);
    expect(end.view.leftUndone).toContainEqual(
      expect.stringMatching(/^virtualNetwork\/shop-vnet stays upgraded to Resource Manager \(shop-vnet-migrated/),
    );
    expect((await reportOf(migrations, end)).leftUndone).toEqual(end.view.leftUndone);
  });

  it('a part that a stranger says is ready goes on until it is', async () => {
    const run = await migrations.begin('called ready by a stranger');
    const yes = helpful(migrations, run);
    const tenant = partOf(run, 'tenant-move');
    const seen: unknown[] = [];
    const end = await playedMigration(migrations, run, (asked, of) => {
      if (of !== tenant || asked.step !== 'warnings') return yes(asked, of);
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
    const { subscriptions, notes } = await reportOf(migrations, end);
    expect(subscriptions).toMatchObject([{ tenantBefore: CONTOSO, tenantAfter: FABRIKAM, moved: 5 }]);
    expect(notes).not.toContain('a stranger says so');
  });

  it('a part that a stranger told to keep is not said to be taken back', async () => {
    const run = await migrations.begin('kept by a stranger');
    const yes = helpful(migrations, run);
    const tenant = partOf(run, 'tenant-move');
    const end = await playedMigration(migrations, run, (asked, of) => {
      if (asked.step !== 'go') return yes(asked, of);
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
    const end = await playedMigration(
      migrations,
      run,
      (asked, of) => {
        if (!asked.choices.includes('retry')) return yes(asked, of);
        return undefined;
      },
      60,
      async (asked, of) => {
        if (asked.step === waits || of !== givesUp || isGivenUp) return;
        isGivenUp = true;
        await until('the other one is asked about', async () =>
          (await progress(run.handle)).waitingFor.some(({ step }) => step === waits),
        );
        await rule(of, asked.step, 'give-up');
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
    const end = await playedMigration(migrations, run);
    expect([end.failure, end.view.status, end.view.undone]).toEqual([undefined, 'done', []]);
    const { rulings, childRuns } = await reportOf(migrations, end);
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
    const end = await playedMigration(migrations, run, (asked, of) => {
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
      return yes(asked, of);
    });
    expect([end.failure, end.message, end.view.status]).toEqual([undefined, '', 'done']);
    expect(refused).toEqual([expect.stringContaining('customer has answered already')]);
    expect(end.view.decisions.map(({ party, step }) => [party, step])).toEqual([
      ['customer', 'go'],
      ['operator', 'go'],
    ]);
    const { resources } = await reportOf(migrations, end);
    const moved = resources.filter(({ outcome }) => outcome === 'moved').map(({ is }) => is.toLowerCase());
    const there = await migrations.rig.azure.idsIn(run.destination);
    // A cloud service that was upgraded is a group now.
    expect(moved.filter((is) => !there.some((id) => id === is || id.startsWith(`${is}/providers/`)))).toEqual([]);
    expect(new Set(moved).size).toBe(moved.length);
    expect(await migrations.rig.azure.get('invariants')).toEqual([]);
  });
});
