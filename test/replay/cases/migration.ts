import { targetOwnerClaimId } from '../../../contracts/run/claim';
import type { WaitingFor } from '../../../contracts/run/progress';
import { progress, until } from '../../support/rig';
import { helpful, type MigrationRun, type Migrations, openMigrations, partOf } from '../../processes/support/migrations';
import { letApplicationIn, newCustomer, registerApplication } from '../../processes/support/new-directory';
import { freeDomain } from '../../processes/support/onboardings';
import { FABRIKAM } from '../../processes/support/organisations';
import { atRest } from '../at-rest';
import { cases, type Played } from './cases';

const silentAt = (migrations: Migrations, run: MigrationRun, step: string) => (asked: WaitingFor) =>
  asked.step === step ? undefined : helpful(migrations, run)(asked);

/** Cancels the whole when it asks to go. */
async function cancelledAtGo(migrations: Migrations, run: MigrationRun): Promise<void> {
  const yes = helpful(migrations, run);
  await migrations.played(run, (asked) => {
    if (asked.step !== 'go') return yes(asked);
    if (asked.party === 'customer') void run.handle.cancel();
    return undefined;
  });
}

/** A second run of the same mover and enrolment, which waits. */
async function another(migrations: Migrations, first: MigrationRun, workflowId: string): Promise<MigrationRun> {
  await claimOf(migrations, first);
  const handle = await migrations.rig.start('eaToCsp', workflowId, first.input);
  const run = { ...first, workflowId, handle };
  await until('it waits', async () => (await progress(handle)).steps[0]?.detail?.startsWith('Waits for'));
  await atRest(run);
  return run;
}

async function claimOf({ rig }: Migrations, { enrolment, mover }: MigrationRun): Promise<Played> {
  const handle = rig.client.workflow.getHandle(
    targetOwnerClaimId({ enrolment, tenantId: FABRIKAM, userName: mover.split('@')[0] ?? '' }),
  );
  await until('it is claimed', () =>
    handle.describe().then(
      () => true,
      () => false,
    ),
  );
  return { handle };
}

/** Runs that a migration begins. */
export const claim = cases('claim', openMigrations, {
  async held(migrations, name) {
    const claimed = await claimOf(migrations, await migrations.begin(name));
    await atRest(claimed);
    return claimed;
  },
  async letGo(migrations, name) {
    const run = await migrations.begin(name);
    const claimed = await claimOf(migrations, run);
    await cancelledAtGo(migrations, run);
    // The test server keeps no parent close policy.
    await claimed.handle.cancel();
    await until('it is let go', async () => (await claimed.handle.describe()).status.name !== 'RUNNING');
    return claimed;
  },
});

export const tenantMoveAsChild = cases('tenantMove', openMigrations, {
  async rolledBackAsChild(migrations, name) {
    const run = await migrations.begin(name);
    await cancelledAtGo(migrations, run);
    return { handle: migrations.rig.client.workflow.getHandle(partOf(run, 'tenant-move')) };
  },
});

export const eaToCsp = cases('eaToCsp', openMigrations, {
  async happy(migrations, name) {
    const run = await migrations.begin(name, { classic: true });
    await migrations.played(run);
    return run;
  },
  async lastGateDeclined(migrations, name) {
    const run = await migrations.begin(name, { plain: 2 });
    const yes = helpful(migrations, run);
    await migrations.played(run, (asked) => (asked.step === 'approve' ? { choice: 'decline' } : yes(asked)));
    return run;
  },
  async cancelled(migrations, name) {
    const run = await migrations.begin(name);
    const yes = helpful(migrations, run);
    await migrations.played(run, (asked) => {
      if (asked.step !== 'go') return yes(asked);
      void run.handle.cancel();
      return undefined;
    });
    return run;
  },
  async rehearsed(migrations, name) {
    const run = await migrations.begin(name, { variant: 'customerEa', input: { rehearse: true } });
    await migrations.played(run);
    return run;
  },
  async partCancelled(migrations, name) {
    const run = await migrations.begin(name);
    const yes = helpful(migrations, run);
    await migrations.played(run, (asked) => {
      if (asked.step !== 'go') return yes(asked);
      if (asked.party === 'customer') void migrations.rig.client.workflow.getHandle(partOf(run, 'tenant-move')).cancel();
      return undefined;
    });
    return run;
  },
  async billing(migrations, name) {
    const run = await migrations.begin(name, {
      variant: 'customerEa',
      input: { way: 'billingOwnership', destination: undefined },
    });
    await migrations.played(run);
    return run;
  },
  async newCustomer(migrations, name) {
    const domain = freeDomain();
    const begun = await migrations.begin(name, { input: newCustomer(domain) });
    const run = { ...begun, mover: begun.mover.replace('fabrikam', domain) };
    await migrations.played(run, undefined, async () => {
      await registerApplication(migrations, domain);
      await letApplicationIn(migrations, domain, run.sources);
      return { verdict: 'retry', reason: 'registered' };
    });
    return run;
  },
  async partsAsked(migrations, name) {
    const run = await migrations.begin(name);
    await cancelledAtGo(migrations, run);
    return run;
  },
  async waitingForAnother(migrations, name) {
    return another(migrations, await migrations.begin(`${name}-first`), name);
  },
  async waitingToGo(migrations, name) {
    const run = await migrations.begin(name);
    void migrations.played(run, silentAt(migrations, run, 'go')).catch(() => undefined);
    await until('it is asked', async () => (await progress(run.handle)).waitingFor.some(({ step }) => step === 'go'));
    await atRest(run);
    return run;
  },
});

export const paygToCsp = cases('paygToCsp', openMigrations, {
  async happy(migrations, name) {
    const run = await migrations.begin(name, { variant: 'payg' });
    await migrations.played(run);
    return run;
  },
});
