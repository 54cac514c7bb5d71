import { targetOwnerClaimId } from '../../../contracts/run/claim';
import type { WaitingFor } from '../../../contracts/run/progress';
import { progress, until } from '../../support/rig';
import {
  helpful,
  letApplicationIn,
  type MigrationRun,
  type Migrations,
  newCustomer,
  partOf,
  playedMigration,
  registerApplication,
} from '../../processes/support/migrations';
import { freeDomain } from '../../processes/support/onboardings';
import { rule } from '../../processes/support/runs';
import { FABRIKAM } from '../../processes/support/transfers';
import { atRest } from './at-rest';

type Case = (migrations: Migrations, name: string) => Promise<MigrationRun>;
type CaseOfOther = (migrations: Migrations, name: string) => Promise<Pick<MigrationRun, 'handle'>>;

const silentAt = (migrations: Migrations, run: MigrationRun, step: string) => (asked: WaitingFor, of: string) =>
  asked.step === step ? undefined : helpful(migrations, run)(asked, of);

/** Cancels the whole when it asks to go. */
async function cancelledAtGo(migrations: Migrations, run: MigrationRun): Promise<void> {
  const yes = helpful(migrations, run);
  await playedMigration(migrations, run, (asked, of) => {
    if (asked.step !== 'go') return yes(asked, of);
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

async function claimOf({ rig }: Migrations, { enrolment, mover }: MigrationRun): Promise<Pick<MigrationRun, 'handle'>> {
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

/** Of what a migration begins. */
export const OF_MIGRATIONS: Record<'claim' | 'tenantMove', Record<string, CaseOfOther>> = {
  claim: {
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
  },
  tenantMove: {
    async rolledBackAsChild(migrations, name) {
      const run = await migrations.begin(name);
      await cancelledAtGo(migrations, run);
      return { handle: migrations.rig.client.workflow.getHandle(partOf(run, 'tenant-move')) };
    },
  },
};

export const MIGRATIONS: Record<'eaToCsp' | 'paygToCsp', Record<string, Case>> = {
  eaToCsp: {
    async happy(migrations, name) {
      const run = await migrations.begin(name, { classic: true });
      await playedMigration(migrations, run);
      return run;
    },
    async lastGateDeclined(migrations, name) {
      const run = await migrations.begin(name, { plain: 2 });
      const yes = helpful(migrations, run);
      await playedMigration(migrations, run, (asked, of) => (asked.step === 'approve' ? { choice: 'decline' } : yes(asked, of)));
      return run;
    },
    async cancelled(migrations, name) {
      const run = await migrations.begin(name);
      const yes = helpful(migrations, run);
      await playedMigration(migrations, run, (asked, of) => {
        if (asked.step !== 'go') return yes(asked, of);
        void run.handle.cancel();
        return undefined;
      });
      return run;
    },
    async rehearsed(migrations, name) {
      const run = await migrations.begin(name, { variant: 'customerEa', input: { rehearse: true } });
      await playedMigration(migrations, run);
      return run;
    },
    async partCancelled(migrations, name) {
      const run = await migrations.begin(name);
      const yes = helpful(migrations, run);
      await playedMigration(migrations, run, (asked, of) => {
        if (asked.step !== 'go') return yes(asked, of);
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
      await playedMigration(migrations, run);
      return run;
    },
    async newCustomer(migrations, name) {
      const domain = freeDomain();
      const begun = await migrations.begin(name, { input: newCustomer(domain) });
      const run = { ...begun, mover: begun.mover.replace('fabrikam', domain) };
      await playedMigration(migrations, run, helpful(migrations, run), 90, async ({ step }) => {
        await registerApplication(migrations, domain);
        await letApplicationIn(migrations, domain, run.sources);
        await rule(run, { step, verdict: 'retry', reason: 'registered' });
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
      void playedMigration(migrations, run, silentAt(migrations, run, 'go')).catch(() => undefined);
      await until('it is asked', async () => (await progress(run.handle)).waitingFor.some(({ step }) => step === 'go'));
      await atRest(run);
      return run;
    },
  },
  paygToCsp: {
    async happy(migrations, name) {
      const run = await migrations.begin(name, { variant: 'payg' });
      await playedMigration(migrations, run);
      return run;
    },
  },
};
