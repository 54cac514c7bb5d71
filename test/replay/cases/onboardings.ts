import { failure } from '../../../activities/failures/failure';
import { asked } from '../../support/rig';
import { knownCustomer, newCustomerInput, type OnboardingRun, type Onboardings } from '../../processes/support/onboardings';
import { ended } from '../../processes/support/runs';
import { atRest } from './at-rest';

export const ONBOARDINGS: Record<string, (onboardings: Onboardings, name: string) => Promise<OnboardingRun>> = {
  async happy(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput());
    await ended(onboardings, run);
    return run;
  },
  async known(onboardings, name) {
    const { input, subscriptionId } = await knownCustomer(onboardings.rig, { subscription: {} });
    const run = await onboardings.begin(name, { ...input, destination: { subscriptionId } });
    await ended(onboardings, run);
    return run;
  },
  async lostAnswers(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput(), async () => {
      for (const path of ['/v1/customers$', '/checkout$'])
        await onboardings.rig.azure.post('faults', { match: { method: 'POST', path }, action: { dropAnswer: true } });
    });
    await ended(onboardings, run);
    return run;
  },
  async undone(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput(), refused(onboardings, name));
    await ended(onboardings, run);
    return run;
  },
  async waitingForRuling(onboardings, name) {
    const input = newCustomerInput(undefined, { sandbox: false });
    const run = await onboardings.begin(name, input, refused(onboardings, name));
    await asked(run.handle, 'operator', 'owner');
    await atRest(run);
    return run;
  },
};

const refused =
  ({ wires }: Onboardings, workflowId: string) =>
  () =>
    wires.lay({ workflowId, activity: 'awaitRole' }, () => {
      throw failure('AccessDenied', 'not allowed any more');
    });
