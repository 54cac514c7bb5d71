import { wishStatement } from './documents/wish';
import { fail } from '../../base/failures';
import type { TransferState } from './state';

/** The customer states in writing that it wishes the change; who, when and which words are kept with the digest. Throws `Declined`, `Expired`. */
export async function stateWish(state: TransferState): Promise<void> {
  const { destinationPartner, deadlines } = state.input;
  const outcome = await state.ask({
    step: 'wish',
    what: `state in writing that ${state.what} shall go to ${destinationPartner.name}`,
    document: wishStatement(state.input, state.subscriptions),
    parties: ['customer'],
    withinDays: deadlines.wish,
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
