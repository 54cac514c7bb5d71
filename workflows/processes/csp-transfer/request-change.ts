import { changeRequest } from './documents/change-request';
import { fail } from '../../base/failures';
import type { TransferState } from './state';

/** The customer asks in writing for the change; who asked, when and in which words is kept with the digest. Throws `Declined`, `Expired`. */
export async function requestChange(state: TransferState): Promise<void> {
  const { destinationPartner, deadlines } = state.input;
  const outcome = await state.ask({
    step: 'request',
    what: `state in writing that ${state.what} shall go to ${destinationPartner.name}`,
    document: changeRequest(state.input, state.subscriptions),
    parties: ['customer'],
    withinDays: deadlines.request,
  });
  // The statement follows from the input: another statement is another run.
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
