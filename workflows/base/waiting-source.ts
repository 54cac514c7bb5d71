import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord, WaitingFor } from '../../contracts/run/progress';

/** Who the run waits for is known by those who wait: sign-off, ruling, pause. */
export interface WaitingSource {
  waiting(): WaitingFor[];
}

export interface Answers {
  readonly records: readonly DecisionRecord[];
  /** Generations of the parties' links (party-links.ts). */
  readonly generations: Partial<Record<Party, number>>;
}
