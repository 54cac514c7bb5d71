import { colours as pc } from '../../words/colours';
import type { ChildRunView, ProgressView, StepView, WaitingFor } from '../../../contracts/run/progress';
import type { Seen } from '../../api/handover';
import { columns } from '../output';
import { documentView } from './document-view';
import { answerCommands } from '../../words/answer-commands';
import { partyName, shortTime, statusWord, stepMark } from '../../words/terminal';

const CHILD_RUN_WORDS: Record<ChildRunView['outcome'], string> = {
  running: 'under way',
  holding: 'done, holds for its parent',
  done: 'done',
  declined: 'declined',
  rehearsed: 'rehearsed',
  failed: 'failed',
  rolledBack: 'rolled back',
};

/** A run as a person reads it: how it stands, what is asked of whom and how to answer, then the steps, and what its child runs ask. */
export function runView({ view, asking = [] }: Seen, link?: string): string {
  return [
    `${pc.bold(view.id)}  ${statusWord(view.status)}${view.paused ? pc.yellow(' (paused)') : ''}${view.step ? `  in ${view.step}` : ''}`,
    `${view.process}, since ${shortTime(view.since)}${link === undefined ? '' : `\n${link}`}`,
    ...view.waitingFor.map((asked) => `\n${askedView(view, asked)}`),
    ...(view.steps.length === 0 ? [] : ['', columns(['', 'STEP', 'WHO', 'STARTED', 'ENDED', 'DETAIL'], view.steps.map(stepRow))]),
    ...section(
      'Child runs (handover show ID)',
      (view.childRuns ?? []).map(({ workflowId, outcome }) => `${workflowId}  ${CHILD_RUN_WORDS[outcome]}`),
    ),
    ...asking.flatMap((child) => child.waitingFor.map((asked) => `\n${pc.bold(child.id)}\n${askedView(child, asked)}`)),
    ...section('Put back', view.undone),
    ...section(pc.red('Could not be put back: a person has to'), view.leftUndone),
    ...(view.failure ? ['', `${pc.red(view.failure.type)} in ${view.failure.step}: ${view.failure.message}`] : []),
  ].join('\n');
}

/** A run as a program reads it: its view, with the views of child runs that wait for a person. */
export function runData({ view, asking }: Seen): object {
  return asking === undefined ? view : { ...view, asking };
}

/** What one party is asked, and the commands that write what is to be read first and that answer it. */
export function askedView(view: Pick<ProgressView, 'id' | 'childRuns'>, asked: WaitingFor): string {
  const until = asked.until === undefined ? '' : `, until ${shortTime(asked.until)}`;
  return [
    `${pc.yellow('?')} ${pc.bold(partyName(asked.party))} is asked (${asked.step}${until}): ${asked.what}`,
    ...(asked.link === undefined ? [] : [`  ${asked.link}`]),
    ...(asked.document ? documentView(asked.document).map((line) => `  ${line}`) : []),
    ...(asked.states ?? []).map(({ text }) => `  ${pc.dim('approving states:')} ${text}`),
    ...(asked.editable?.length ? [`  ${pc.dim('may be changed with send-back --set:')} ${asked.editable.join(', ')}`] : []),
    ...[...readings(view, asked), ...answerCommands(view.id, asked)].map((command) => `  ${pc.dim('$')} ${command}`),
  ].join('\n');
}

/** The plan that a question without a document is about; the assessment that a go rests on. */
function readings(
  { id, childRuns = [] }: Pick<ProgressView, 'id' | 'childRuns'>,
  { step, document, choices }: WaitingFor,
): string[] {
  if (!choices.includes('approve')) return [];
  if (!document) return [`handover plan ${id} --out plan.html`];
  const assessment = step === 'go' ? childRuns.findLast(({ type }) => type === 'assessment') : undefined;
  return assessment ? [`handover report ${assessment.workflowId} --out assessment.html`] : [];
}

function stepRow(step: StepView): string[] {
  const clock = (iso: string | undefined) => (iso === undefined ? '' : iso.slice(11, 19));
  return [stepMark(step.state), step.name, partyName(step.who), clock(step.startedAt), clock(step.endedAt), step.detail ?? ''];
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
