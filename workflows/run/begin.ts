import { workflowInfo } from '@temporalio/workflow';
import type { Environment } from '../../activities/run/environment';
import type { ProvenRun } from '../../contracts/people/proof';
import type { ProcessName } from '../../contracts/processes';
import type { StepView } from '../../contracts/run/progress';
import { now } from '../base/clock';
import { fail } from '../base/failures';
import { handleMessages } from './message-handlers';
import { Holding } from '../answers/pause';
import { Progress, type RunFacts } from '../base/progress';
import { OperatorRuling } from '../answers/operator-ruling';
import { SignOff } from '../answers/sign-off';
import { Waking } from '../answers/wake';

export interface Run {
  progress: Progress;
  signOff: SignOff;
  ruling: OperatorRuling;
  hold: Holding;
  waking: Waking;
  startedAt: string;
  /** What happened on the way, a sentence each. */
  readonly notes: string[];
  /** What the operator's worker runs against; unknown until it has been asked. */
  environment: Environment | undefined;
}

/** The people's side of every process, with all its messages handled. Called before the first await. */
export function beginRun(
  process: ProcessName,
  steps: readonly { name: string; who: StepView['who'] }[],
  facts: RunFacts,
  rulingWithinDays: number,
): Run {
  const progress = new Progress(process, steps, facts);
  const run: Run = {
    progress,
    signOff: new SignOff(),
    ruling: new OperatorRuling(rulingWithinDays),
    hold: new Holding(progress),
    waking: new Waking(),
    startedAt: now(),
    notes: [],
    environment: undefined,
  };
  progress.watchAnswers(run.signOff);
  progress.watch(run.ruling);
  progress.watch(run.hold);
  handleMessages(run);
  progress.publish();
  return run;
}

/** Keeps what the operator's worker runs against, and shows the operator to the others. */
export function useEnvironment(run: Run, environment: Environment): void {
  run.environment = environment;
  const { operator } = environment;
  if (operator) run.progress.know('operator', { name: operator.name, contact: operator });
}

/**
 * Pins what proves an answer: the desk's key, as the operator's worker is configured with it, and whether this is a local stack.
 * Throws `InvalidInput` where nobody could answer: people would be asked in vain.
 */
export function believe(run: Run, environment: Environment): void {
  const { deskKey, local } = environment;
  if (!local && deskKey === undefined) {
    throw fail('InvalidInput', 'this worker knows no desk, so nobody’s answer could be proven: add `desk` to its configuration');
  }
  useEnvironment(run, environment);
  run.signOff.believe({ run: thisRun(), deskKey, local });
}

/** What signatures are bound to. */
export function thisRun(): ProvenRun {
  const { workflowId, firstExecutionRunId: runId } = workflowInfo();
  return { workflowId, runId };
}
