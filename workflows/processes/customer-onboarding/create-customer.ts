import { CancellationScope } from '@temporalio/workflow';
import type { OnboardedUser } from '../../../contracts/processes/customer-onboarding';
import type { NewCustomer } from '../../../contracts/people/organisation';
import { fail, mayHaveHappened } from '../../base/failures';
import type { OnboardingState } from './state';
import type { Undo } from '../../acts/undo';
import { sendOnce } from '../../acts/send-once';
import { retryRefused } from '../../acts/retry-refused';

/** Makes a customer that is not there yet: the point of no return, but for the sandbox, where it is deleted again. */
export async function createNewCustomer(state: OnboardingState, undo: Undo): Promise<void> {
  const { newCustomer, run } = state;
  if (!newCustomer) {
    run.progress.skip('create', `${state.customer.name} is there already`);
    return;
  }
  run.progress.enter('create', `${state.customer.name} is made, with the domain ${state.customer.domain}`);
  await run.pause.resumed();
  undo(`delete the customer ${state.customer.domain}`, () => deleteCustomer(state, newCustomer));
  // A cancel that comes while the request is on its way would leave nobody to know whether it arrived.
  await CancellationScope.nonCancellable(() => create(state, newCustomer));
  run.progress.track(state.customer.tenantId);
  state.relationship = 'byCreation';
  state.passReturn();
}

async function create(state: OnboardingState, customer: NewCustomer): Promise<void> {
  let found: string | undefined;
  const made = await sendOnce({
    send: () =>
      retryRefused(state.pace(1), 'The new customer', async (refusals) => {
        state.sent.customer = true;
        try {
          return await state.partner.createCustomer(`Create the customer ${state.customer.domain}`, {
            customer,
            runKey: `${state.runKey}-${refusals}`,
          });
        } catch (error) {
          // An answer that says no: nothing was made.
          if (!mayHaveHappened(error)) state.sent.customer = false;
          throw error;
        }
      }),
    look: async () => {
      const { tenantId, isFree } = await state.partner.lookForNewCustomer('Look whether the customer was made', { customer });
      found = tenantId;
      return tenantId !== undefined ? 'happened' : isFree ? 'didNotHappen' : 'unclear';
    },
  });
  const tenantId = made?.tenantId ?? found;
  if (tenantId === undefined) throw fail('OutcomeUnknown', `nothing tells whether ${state.customer.domain} was made`);
  state.customer = { ...state.customer, tenantId, created: true };
  state.firstAdministrator = made?.administrator ?? firstAdministratorOf(state);
  state.note(`The customer ${state.customer.domain} is there: tenant ${tenantId}`);
  if (made) return;
  state.run.notes.push(
    `The answer that told the password of ${state.firstAdministrator.userPrincipalName} was lost; ${state.userPrincipalName} is made administrator in its place`,
  );
}

/** Partner Center calls the first administrator `admin` in every customer's domain (seed l.900). */
function firstAdministratorOf({ customer }: OnboardingState): OnboardedUser {
  return { userPrincipalName: `admin@${customer.domain}` };
}

async function deleteCustomer(state: OnboardingState, customer: NewCustomer): Promise<boolean> {
  if (!state.sent.customer) return false;
  const { domain, name } = state.customer;
  let { tenantId } = state.customer;
  if (tenantId === '') {
    const became = await state.partner.lookForNewCustomer('Look whether the customer was made', { customer });
    if (became.tenantId === undefined && became.isFree) return false;
    if (became.tenantId === undefined) throw fail('OutcomeUnknown', `nothing tells whether ${domain} was made`);
    tenantId = became.tenantId;
  }
  if (state.input.sandbox) {
    const { deleted } = await state.partner.deleteCustomer(`Delete the customer ${domain}`, {
      tenantId,
      administrator: firstAdministratorOf(state).userPrincipalName,
      runKey: state.runKey,
    });
    return deleted;
  }
  state.run.progress.leftUndone.push(
    `the customer ${name} (${domain}, tenant ${tenantId}) stays: outside of the sandbox Partner Center deletes none; give up the relationship there`,
  );
  return false;
}
