import type { ProgressView } from '../../../contracts/run/progress';
import { partyName } from '../../words/terminal';

/**
 * Says what changed from one look to the next, a line each, in words: for logs and pipes.
 * Give it every view in order; it remembers the last.
 */
export function progressLines(): (view: ProgressView) => string[] {
  const told = new Map<string, string>();
  const news = (key: string, state: string, line: string): string[] => {
    if (told.get(key) === state) return [];
    told.set(key, state);
    return [line];
  };
  return (view) => [
    ...view.steps
      .filter(({ state }) => state !== 'pending')
      .flatMap(({ name, who, state, detail }) => {
        const more = detail === undefined || detail === '' ? '' : `: ${detail}`;
        return news(
          `step ${name}`,
          `${state}${more}`,
          `${name} ${state}${who === 'handover' ? '' : ` (${partyName(who)})`}${more}`,
        );
      }),
    ...view.waitingFor.flatMap(({ party, step, what, since }) =>
      news(`waiting ${party} ${step}`, since, `waiting for the ${partyName(party)}: ${what}`),
    ),
    ...view.undone.flatMap((what) => news(`undone ${what}`, '', `put back: ${what}`)),
    ...view.leftUndone.flatMap((what) => news(`left ${what}`, '', `could not be put back: ${what}`)),
    ...news('status', view.status, `status ${view.status}${view.failure ? `: ${view.failure.message}` : ''}`),
  ];
}
