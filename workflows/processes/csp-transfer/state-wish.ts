import { wishStatement } from './documents/wish';
import { fail } from '../../base/failures';
import type { TransferJob } from './state';

/** The customer states in writing that it wishes the change; who, when and which words are kept with the digest. Throws `Declined`, `Expired`. */
export async function stateWish(job: TransferJob): Promise<void> {
  const { destinationPartner, waits } = job.input;
  const outcome = await job.ask({
    step: 'wish',
    what: `state in writing that ${job.what} shall go to ${destinationPartner.name}`,
    document: wishStatement(job.input, job.subscriptions),
    parties: ['customer'],
    withinDays: waits.wish,
  });
  // The statement follows from the request: another one is another request.
  if (outcome.choice === 'sendBack') {
    throw fail(
      'Declined',
      `customer sent the statement back: ${outcome.by.comment ?? 'no comment'}; start again with what is right`,
      {
        party: 'customer',
      },
    );
  }
}
