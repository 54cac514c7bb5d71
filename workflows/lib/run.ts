import type { ProcessName, StepView } from '../../contracts/progress';
import { handleMessages } from './handlers';
import { Holding } from './hold';
import { Progress } from './progress';
import { OperatorRuling } from './ruling';
import { SignOff } from './signOff';

export interface Run {
  progress: Progress;
  signOff: SignOff;
  ruling: OperatorRuling;
  hold: Holding;
}

/** The people's side of every process, with all its messages handled. Called before the first await. */
export function beginRun(
  process: ProcessName,
  steps: readonly { name: string; who: StepView['who'] }[],
  facts: { customer: string; sourceSubscription: string; destinationSubscription?: string },
  rulingWithinDays: number,
): Run {
  const progress = new Progress(process, steps, facts);
  const run = { progress, signOff: new SignOff(), ruling: new OperatorRuling(rulingWithinDays), hold: new Holding(progress) };
  progress.watch(run.signOff, run.signOff.records);
  progress.watch(run.ruling);
  progress.watch(run.hold);
  handleMessages(run);
  progress.publish();
  return run;
}
