import { approve, asked, decide } from '../../support/rig';
import { everyStep } from '../../processes/support/move-world';
import { ended, rule } from '../../processes/support/endings';
import { openRuns, type Runs } from '../../processes/support/runs';
import { atRest } from '../at-rest';
import { cases, refuse } from './cases';

const moved = (runs: Runs, name: string) => runs.begin(name, everyStep());

async function askedToVerify(runs: Runs, name: string) {
  refuse(runs, name, 'verifyMove');
  const run = await moved(runs, name);
  await approve(run.handle);
  await asked(run.handle, 'operator', 'verify');
  return run;
}

export const resourceMove = cases('resourceMove', (change) => openRuns('resourceMove', undefined, change), {
  async happy(runs, name) {
    const run = await moved(runs, name);
    await approve(run.handle);
    await ended(runs, run);
    return run;
  },
  async undone(runs, name) {
    const run = await askedToVerify(runs, name);
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
    await ended(runs, run);
    return run;
  },
  async declined(runs, name) {
    const run = await moved(runs, name);
    await asked(run.handle, 'customer');
    await decide(run.handle, { party: 'customer', choice: 'decline', comment: 'not this year' });
    await ended(runs, run);
    return run;
  },
  async waitingForApproval(runs, name) {
    const run = await moved(runs, name);
    await asked(run.handle, 'operator');
    await decide(run.handle, { party: 'customer', choice: 'approve' });
    await atRest(run);
    return run;
  },
  async waitingForRuling(runs, name) {
    const run = await askedToVerify(runs, name);
    await atRest(run);
    return run;
  },
});
