import type { ReportDocument } from './document';

/** How a report is headed where its process says nothing of its own. */
export const VERDICTS: Record<'done' | 'rehearsed' | 'declined' | 'undone' | 'failed', ReportDocument['verdict']> = {
  done: { text: 'Done', tone: 'good' },
  rehearsed: { text: 'Rehearsed, nothing changed', tone: 'good' },
  declined: { text: 'Declined', tone: 'mixed' },
  undone: { text: 'Undone', tone: 'mixed' },
  failed: { text: 'Failed', tone: 'bad' },
};

/** How a run ended, as every report keeps it. */
export interface Ending {
  failure?: { type: string; message: string; step: string };
  leftUndone: string[];
  undone: string[];
  localStack: boolean;
}

/** What the reader must not miss of it, a sentence each: what a person has to put back comes before what was put back. */
export function outcomeWarnings({ failure, leftUndone, undone, localStack }: Ending): string[] {
  return [
    ...(failure ? [`It ended in the step "${failure.step}": ${failure.message} (${failure.type})`] : []),
    ...leftUndone.map((what) => `Could not be put back, a person has to: ${what}`),
    ...undone.map((what) => `Put back: ${what}`),
    ...(localStack ? ['Answers came from a local stack, where anybody may answer for any party.'] : []),
  ];
}
