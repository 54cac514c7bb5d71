import { recipientsOf } from './check';
import { type BillingState, sentenceOf } from './state';
import { accept, ACCEPTED, agree } from './accept';
import { readable } from '../../base/clock';
import { fail, kindOf } from '../../base/failures';
import type { Undo } from '../../acts/undo';
import { askOperator, attempt, LOOK_AGAIN } from '../../acts/retry-or-rule';

/**
 * The partner asks, Azure validates each subscription, the customer accepts by name what changes, and the request is accepted: the point of no
 * return. Until then the request can be cancelled. Throws `Declined`, `Expired`, `TransferRefused`.
 */
export async function requestBilling(state: BillingState, undo: Undo): Promise<void> {
  await open(state, undo);
  await validate(state, state.input.subscriptions);
  if (!(await agree(state))) await accept(state, state.going);
}

/** Asks anew for what an earlier request has not transferred; the customer's approval of it counts. Throws as `requestBilling`. */
export async function requestAgain(state: BillingState, subscriptions: string[]): Promise<void> {
  state.askAnew();
  try {
    await send(state);
    if (state.recipient) {
      const { by, tenantId } = state.recipient;
      const again = { tenantId, name: state.name, subscriptions };
      const checked = await by.validateBillingRequest('Have Azure validate them again', again);
      const refused = checked.filter(({ findings }) => findings.length > 0);
      if (refused.length > 0) throw fail('TransferRefused', findingsOf(state, refused));
    }
    await accept(state, subscriptions);
  } catch (error) {
    // What is asked for no more is not left to be accepted one day.
    if (await isWithdrawn(state)) throw error;
  }
}

/** False when it has been accepted meanwhile. */
async function isWithdrawn(state: BillingState): Promise<boolean> {
  try {
    await cancel(state);
    return true;
  } catch (error) {
    if (kindOf(error) === 'Conflict') return false;
    throw error;
  }
}

async function open(state: BillingState, undo: Undo): Promise<void> {
  state.enter('open', `${state.input.partner.name} asks ${state.recipientEmail}`);
  await state.run.pause.resumed();
  undo(`cancel the request ${state.name}`, () => cancel(state));
  await send(state);
}

async function send(state: BillingState): Promise<void> {
  const { run, partner } = state;
  const ask = { ...state.ref, recipientEmail: state.recipientEmail };
  const { status } = await partner.openBillingRequest(`Ask for ${state.what}`, ask);
  if (status !== 'Pending') throw fail('TransferRefused', `the request ${state.name} is ${status} as soon as it was opened`);
  run.progress.track(state.name);
  state.recipient = undefined;
  for (const recipient of recipientsOf(state)) {
    const { by, tenantId } = recipient;
    const { received } = await by.receivesBillingRequest('See who may answer it', { tenantId, name: state.name });
    if (received) state.recipient ??= recipient;
  }
  const { request } = await partner.lookAtBillingRequest('Look at the request', state.ref);
  const until = request?.expirationTime ? ` until ${readable(request.expirationTime)}` : '';
  run.progress.say(
    `Request ${state.name} is open${until}; ${state.recipient ? 'Handover may answer it' : `${state.recipientEmail} answers it at Microsoft`}`,
  );
}

/** Azure's own validation, whose findings the operator may have cured, or leave out. Throws `GivenUp`. */
async function validate(state: BillingState, subscriptions: string[]): Promise<void> {
  state.enter('validate');
  const { recipient, run } = state;
  if (!recipient) {
    run.progress.skip('validate', `only ${state.recipientEmail} may have it validated, at Microsoft`);
    return;
  }
  const look = async () => {
    const { by, tenantId } = recipient;
    state.checked = await by.validateBillingRequest('Have Azure validate each subscription', {
      tenantId,
      name: state.name,
      subscriptions,
    });
    return state.checked.filter(({ findings }) => findings.length > 0);
  };
  for (;;) {
    const refused = await attempt(run, 'validate', look, LOOK_AGAIN);
    if (refused.length === 0) break;
    const goesWithout = state.going.length > 0;
    const said = findingsOf(state, refused);
    run.progress.say(said);
    const question = `Azure's validation refuses ${said}. ${goesWithout ? 'Validate again (retry), go without these (done), or give up?' : 'Validate again (retry), or give up?'}`;
    const { verdict } = await askOperator(run, 'validate', question, { said });
    if (verdict === 'done' && goesWithout) {
      for (const { subscriptionId, findings } of refused)
        state.settle(subscriptionId, 'notTransferred', findings.map(sentenceOf).join('; '));
      break;
    }
  }
  run.progress.say(`Azure's validation has nothing against ${state.going.length} of ${subscriptions.length}`);
}

function findingsOf(state: BillingState, refused: typeof state.checked): string {
  return refused
    .map(({ subscriptionId, findings }) => `${state.nameOf(subscriptionId)}: ${findings.map(sentenceOf).join('; ')}`)
    .join(' | ');
}

/** Also of a request whose opening was never answered. Throws `Conflict` when it has been accepted. */
async function cancel(state: BillingState): Promise<boolean> {
  const { cancelled, status = '' } = await state.partner.cancelBillingRequest(`Cancel the request ${state.name}`, state.ref);
  if (!ACCEPTED.includes(status)) return cancelled;
  throw fail(
    'Conflict',
    `it is ${status} already: ${state.what} goes to ${state.input.partner.name}, and nothing brings it back to the enrolment`,
  );
}
