import { failure } from '../../../activities/failures/failure';
import { asked } from '../../support/rig';
import { SOURCE, TENANT } from '../../support/worlds';
import { ended, rule } from '../../processes/support/endings';
import { openRuns, type Runs } from '../../processes/support/runs';
import { secretsWorld } from '../../processes/support/secrets-world';
import { atRest } from '../at-rest';
import { cases, refuse } from './cases';

const input = () => ({ subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } });

async function askedToVerify(runs: Runs, name: string) {
  refuse(runs, name, 'lookAtSecrets');
  const run = await runs.begin(name, secretsWorld());
  await asked(run.handle, 'operator', 'verify');
  return run;
}

async function givenUp(runs: Runs, name: string) {
  const run = await askedToVerify(runs, name);
  await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
  await ended(runs, run);
  return run;
}

export const secretsRemoval = cases('secretsRemoval', (change) => openRuns('secretsRemoval', input, change), {
  async happy(runs, name) {
    const run = await runs.begin(name, secretsWorld());
    await ended(runs, run);
    return run;
  },
  undone: givenUp,
  async waitingForRuling(runs, name) {
    const run = await askedToVerify(runs, name);
    await atRest(run);
    return run;
  },
  /** Another operation holds a machine, on the way and on the way back. */
  async heldThenUndone(runs, name) {
    for (const activity of ['removeSecrets', 'restoreSecrets'])
      runs.wires.lay({ workflowId: name, activity, call: 'putVirtualMachine', times: 1 }, () => {
        throw failure('OperationInProgress', 'another operation works on it');
      });
    return givenUp(runs, name);
  },
});
