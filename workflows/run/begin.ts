import { workflowInfo } from '@temporalio/workflow';
import type { Environment } from '../../activities/run/environment';
import type { NewCustomer } from '../../contracts/people/organisation';
import type { ProvenRun } from '../../contracts/people/proof';
import { type ProcessName, PROCESSES } from '../../contracts/processes';
import type { PartyCard } from '../../contracts/run/progress';
import { now } from '../base/clock';
import { fail } from '../base/failures';
import { handleMessages, type MessageTargets } from './message-handlers';
import { Pause } from '../answers/pause';
import { Progress } from '../base/progress';
import { OperatorRuling } from '../answers/operator-ruling';
import { SignOff } from '../answers/sign-off';
import { Waking } from '../answers/wake';

export interface Run extends MessageTargets {
  startedAt: string;
  /** What happened on the way, a sentence each. */
  readonly notes: string[];
  /** What the operator's worker runs against; unknown until it has been asked. */
  environment: Environment | undefined;
}

/** What the inputs of all processes have in common. */
interface RunInput {
  customer: PartyCard | { new: NewCustomer };
  partner?: PartyCard | undefined;
  sourcePartner?: PartyCard;
  destinationPartner?: PartyCard;
  deadlines: { ruling: number };
}

/** What a run is found by. */
interface Facts {
  sourceSubscription: string;
  destinationSubscription?: string | undefined;
  /** Steps of the process that this run does not have. */
  without?: readonly string[];
}

/** The people's side of every process, with all its messages handled. Called before the first await. */
export function beginRun(process: ProcessName, input: RunInput, facts: Facts): Run {
  const { sourceSubscription, destinationSubscription, without = [] } = facts;
  const customer = customerCard(input.customer);
  const { sourcePartner, destinationPartner = input.partner } = input;
  const steps = PROCESSES[process].steps.filter(({ name }) => !without.includes(name));
  const progress = new Progress(process, steps, {
    customer: customer.name,
    sourceSubscription,
    ...(destinationSubscription === undefined ? {} : { destinationSubscription }),
    parties: {
      customer,
      ...(sourcePartner ? { sourcePartner } : {}),
      ...(destinationPartner ? { destinationPartner } : {}),
    },
  });
  const run: Run = {
    progress,
    signOff: new SignOff(),
    ruling: new OperatorRuling(input.deadlines.ruling),
    pause: new Pause(progress),
    waking: new Waking(),
    startedAt: now(),
    notes: [],
    environment: undefined,
  };
  progress.watchAnswers(run.signOff);
  progress.watch(run.ruling);
  progress.watch(run.pause);
  handleMessages(run);
  progress.publish();
  return run;
}

/** A worker, as far as a run has to meet it. */
interface Worker {
  environment(summary: string): Promise<Environment>;
}

/** Asks the operator's worker what it runs against, and shows the operator to the others. A run that asks people expects their answers from here on. */
export async function meetWorker(
  run: Run,
  worker: Worker,
  { asksPeople }: { asksPeople: boolean } = { asksPeople: true },
): Promise<Environment> {
  const environment = await worker.environment('Ask the worker what it runs against');
  run.environment = environment;
  if (asksPeople) expectAnswers(run);
  const { operator } = environment;
  if (operator) run.progress.know('operator', { name: operator.name, contact: operator });
  return environment;
}

/**
 * Pins what proves an answer: the desk's key, as the operator's worker is configured with it, or that this is a local stack. Throws `InvalidInput`
 * where nobody could answer: people would be asked in vain.
 */
export function expectAnswers({ environment, signOff }: Run): void {
  const { deskKey, local = false } = environment ?? {};
  if (!local && deskKey === undefined)
    throw fail('InvalidInput', 'this worker knows no desk, so nobody’s answer could be proven: add `desk` to its configuration');
  signOff.believe({ run: thisRun(), deskKey, local });
}

/** What signatures are bound to. */
export function thisRun(): ProvenRun {
  const { workflowId, firstExecutionRunId: runId } = workflowInfo();
  return { workflowId, runId };
}

/** A customer that is to be made has no directory yet. */
function customerCard(customer: RunInput['customer']): PartyCard {
  if ('new' in customer) {
    const { companyName, contact, secondContact } = customer.new;
    return {
      name: companyName,
      contact: { name: `${contact.firstName} ${contact.lastName}`, email: contact.email },
      ...(secondContact ? { secondContact } : {}),
    };
  }
  return customer;
}
