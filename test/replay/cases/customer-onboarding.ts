import { asked } from '../../support/rig';
import { ended } from '../../processes/support/endings';
import { knownCustomer, newCustomerInput, openOnboardings } from '../../processes/support/onboardings';
import { atRest } from '../at-rest';
import { cases, refuse } from './cases';

export const customerOnboarding = cases('customerOnboarding', openOnboardings, {
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
    refuse(onboardings, name, 'awaitRole');
    const run = await onboardings.begin(name, newCustomerInput());
    await ended(onboardings, run);
    return run;
  },
  async waitingForRuling(onboardings, name) {
    refuse(onboardings, name, 'awaitRole');
    const run = await onboardings.begin(name, newCustomerInput(undefined, { sandbox: false }));
    await asked(run.handle, 'operator', 'owner');
    await atRest(run);
    return run;
  },
});
