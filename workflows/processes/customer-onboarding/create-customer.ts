import { CancellationScope } from '@temporalio/workflow';
import type { OnboardedUser } from '../../../contracts/processes/customer-onboarding';
import type { NewCustomer } from '../../../contracts/people/organisation';
import { fail, mayHaveHappened } from '../../base/failures';
import type { OnboardingJob } from './state';
import type { Undo } from '../../acts/undo';
import { settleOnce } from '../../acts/send-once';
import { takenLater } from '../../acts/retry-refused';

/** Makes a customer that is not there yet: the point of no return, but for the sandbox, where it is deleted again. */
export async function createNewCustomer(job: OnboardingJob, undo: Undo): Promise<void> {
  const { newCustomer, run } = job;
  if (!newCustomer) {
    run.progress.skip('create', `${job.customer.name} is there already`);
    return;
  }
  run.progress.enter('create', `${job.customer.name} is made, with the domain ${job.customer.domain}`);
  await run.hold.released();
  undo(`delete the customer ${job.customer.domain}`, () => takeBack(job, newCustomer));
  // A cancel that comes while the request is on its way would leave nobody to know whether it arrived.
  await CancellationScope.nonCancellable(() => create(job, newCustomer));
  run.progress.track(job.customer.tenantId);
  job.relationship = 'byCreation';
  job.passReturn();
}

async function create(job: OnboardingJob, customer: NewCustomer): Promise<void> {
  let found: string | undefined;
  const made = await settleOnce({
    send: () =>
      takenLater(job.pace(1), 'The new customer', async (refusals) => {
        job.sent.customer = true;
        try {
          return await job.partner.createCustomer(`Create the customer ${job.customer.domain}`, {
            customer,
            runKey: `${job.runKey}-${refusals}`,
          });
        } catch (error) {
          // An answer that says no: nothing was made.
          if (!mayHaveHappened(error)) job.sent.customer = false;
          throw error;
        }
      }),
    look: async () => {
      const { tenantId, isFree } = await job.partner.lookForNewCustomer('Look whether the customer was made', { customer });
      found = tenantId;
      return tenantId !== undefined ? 'happened' : isFree ? 'didNotHappen' : 'unclear';
    },
  });
  const tenantId = made?.tenantId ?? found;
  if (tenantId === undefined) throw fail('OutcomeUnknown', `nothing tells whether ${job.customer.domain} was made`);
  job.customer = { ...job.customer, tenantId, created: true };
  job.firstAdministrator = made?.administrator ?? firstAdministratorOf(job);
  job.note(`The customer ${job.customer.domain} is there: tenant ${tenantId}`);
  if (made) return;
  job.run.notes.push(
    `The answer that told the password of ${job.firstAdministrator.userPrincipalName} was lost; ${job.userPrincipalName} is made administrator in its place`,
  );
}

/** Partner Center calls the first administrator `admin` in every customer's domain (seed l.900). */
function firstAdministratorOf({ customer }: OnboardingJob): OnboardedUser {
  return { userPrincipalName: `admin@${customer.domain}` };
}

async function takeBack(job: OnboardingJob, customer: NewCustomer): Promise<boolean> {
  if (!job.sent.customer) return false;
  const { domain, name } = job.customer;
  let { tenantId } = job.customer;
  if (tenantId === '') {
    const became = await job.partner.lookForNewCustomer('Look whether the customer was made', { customer });
    if (became.tenantId === undefined && became.isFree) return false;
    if (became.tenantId === undefined) throw fail('OutcomeUnknown', `nothing tells whether ${domain} was made`);
    tenantId = became.tenantId;
  }
  if (job.input.sandbox) {
    const { deleted } = await job.partner.deleteCustomer(`Delete the customer ${domain}`, {
      tenantId,
      administrator: firstAdministratorOf(job).userPrincipalName,
      runKey: job.runKey,
    });
    return deleted;
  }
  job.run.progress.leftUndone.push(
    `the customer ${name} (${domain}, tenant ${tenantId}) stays: outside of the sandbox Partner Center deletes none; give up the relationship there`,
  );
  return false;
}
