import type { Dependencies } from '../../../activities/ports/dependencies';
import { failure } from '../../../activities/failures/failure';
import type { Run } from '../../processes/support/runs';
import type { Wires } from '../../processes/support/wires';

type Change = (deps: Dependencies) => Dependencies;
export type Played = Pick<Run, 'handle'>;

/** Cases of one workflow type that are played on one stack. */
export interface Cases {
  type: string;
  names: string[];
  open: (change: Change) => Promise<{ play(name: string, workflowId: string): Promise<Played>; close(): Promise<void> }>;
}

/** @param plays each case by its name: it starts a run under the id that it is given and brings it as far as the history shall go */
export function cases<Stage extends { close(): Promise<void> }>(
  type: string,
  open: (change: Change) => Promise<Stage>,
  plays: Record<string, (stage: Stage, workflowId: string) => Promise<Played>>,
): Cases {
  return {
    type,
    names: Object.keys(plays),
    async open(change) {
      const stage = await open(change);
      return {
        async play(name, workflowId) {
          const play = plays[name];
          if (!play) throw new Error(`${type} has no case ${name}`);
          return play(stage, workflowId);
        },
        close: () => stage.close(),
      };
    },
  };
}

/** Lets an activity of a run fail for good, so that the operator is asked. */
export function refuse({ wires }: { wires: Wires }, workflowId: string, activity: string): void {
  wires.lay({ workflowId, activity }, () => {
    throw failure('AccessDenied', 'not allowed any more');
  });
}
