import type { WaitingFor } from '../../../contracts/progress';
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
} from '../../workflows/support/migrations';
import { freeDomain } from '../../workflows/support/onboardings';
import { rule } from '../../workflows/support/runs';
import { atRest } from './atRest';

type Case = (migrations: Migrations, name: string) => Promise<MigrationRun>;

const silentAt = (migrations: Migrations, run: MigrationRun, step: string) => (asked: WaitingFor, of: string) =>
  asked.step === step ? undefined : helpful(migrations, run)(asked, of);

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
