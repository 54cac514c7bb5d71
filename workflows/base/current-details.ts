import type { ProgressView } from '../../contracts/run/progress';
import { plural, readable } from './clock';

/** What the Web UI shows of a run: at most ten lines, the link first, since the Web UI clips what comes after. */
export function detailsOf(view: ProgressView): string {
  const file = view.artifacts.report ?? view.artifacts.plan;
  const done = view.steps.filter((s) => s.state === 'done').length;
  const current = view.steps.find((s) => s.name === view.step);
  return [
    file ? `[${view.artifacts.report ? 'Report' : 'Plan'}](${file.uri})` : undefined,
    `**${view.status}**: step **${view.step}** (${done} of ${plural(view.steps.length, 'step')} done) since ${readable(view.since)}`,
    current?.detail,
    view.paused ? '**Paused** by the operator' : undefined,
    ...view.waitingFor
      .slice(0, 3)
      .map((w) => `Waits for **${w.party}**: ${w.what}${w.until ? ` (until ${readable(w.until)})` : ''}`),
    view.failure ? `Failed in ${view.failure.step}: ${view.failure.type}: ${view.failure.message.slice(0, 300)}` : undefined,
    view.undone.length > 0 ? `Undone: ${plural(view.undone.length, 'act')}` : undefined,
    view.leftUndone.length > 0 ? `**Left undone, a person has to:** ${view.leftUndone.slice(0, 3).join('; ')}` : undefined,
  ]
    .filter((line) => line !== undefined)
    .join('\n\n');
}
