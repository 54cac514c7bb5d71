import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Document } from '../../contracts/people/document';
import type { Party } from '../../contracts/people/parties';
import type { ChildRunView, PartyCard, ProgressView, Status, StepView } from '../../contracts/run/progress';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';
import { now } from './clock';
import type { Answers, WaitingSource } from './waiting-source';
import { detailsOf } from './current-details';
import { failureOf } from './failures';

/** What is known of a run from its input. */
interface RunFacts {
  customer: string;
  sourceSubscription: string;
  destinationSubscription?: string;
  parties?: Partial<Record<Party, PartyCard>>;
}

/**
 * The one writer of status: the `progress` query, the search attributes and the Web UI's current details all say what this object says.
 * Search attributes are written only when they change, since each write is an event.
 */
export class Progress {
  status: Status = 'running';
  paused = false;
  result: unknown;
  readonly undone: string[] = [];
  readonly leftUndone: string[] = [];
  readonly artifacts: Record<string, ArtifactRef> = {};
  /** What has been put before the parties, by step, each in its newest version. */
  readonly documents: Record<string, Document> = {};
  private readonly externalIds: string[] = [];
  private parties: Partial<Record<Party, PartyCard>>;
  private readonly steps: StepView[];
  private readonly sources: WaitingSource[] = [];
  private childRuns: { readonly views: ChildRunView[] } | undefined;
  private answers: Answers = { records: [], generations: {} };
  private failure: ProgressView['failure'];
  private current: StepView;
  private since = now();
  private published = '';

  constructor(
    private readonly process: string,
    steps: readonly { name: string; who: StepView['who'] }[],
    facts: RunFacts,
  ) {
    this.parties = facts.parties ?? {};
    this.steps = steps.map(({ name, who }) => ({ name, who, state: 'pending' }));
    this.current = this.steps[0] ?? { name: 'start', who: 'handover', state: 'pending' };
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.process, value: process },
      { key: SEARCH_ATTRIBUTES.customer, value: facts.customer },
      { key: SEARCH_ATTRIBUTES.sourceSubscription, value: facts.sourceSubscription },
      ...(facts.destinationSubscription
        ? [{ key: SEARCH_ATTRIBUTES.destinationSubscription, value: facts.destinationSubscription }]
        : []),
    ]);
  }

  watch(source: WaitingSource): void {
    this.sources.push(source);
  }

  /** People's answers and links are the sign-off's to keep. */
  watchAnswers(source: WaitingSource & Answers): void {
    this.watch(source);
    this.answers = source;
  }

  watchChildRuns(childRuns: { readonly views: ChildRunView[] }): void {
    this.childRuns = childRuns;
  }

  /** Begins a step; the one before it is done. Entering a step again (a new plan, say) reopens it. */
  enter(name: string, detail?: string): void {
    this.close('done');
    const step = this.steps.find((s) => s.name === name);
    if (!step) throw new Error(`the process has no step ${name}`);
    step.state = 'running';
    step.startedAt = now();
    delete step.endedAt;
    this.current = step;
    this.since = step.startedAt;
    this.say(detail);
  }

  /** What the current step is doing now, a sentence. */
  say(detail: string | undefined): void {
    if (detail) this.current.detail = detail;
    this.publish();
  }

  /** Does what `say` does, but the next change publishes it: the answer that was just given has been published already. */
  note(detail: string): void {
    this.current.detail = detail;
  }

  skip(name: string, why: string): void {
    const step = this.steps.find((s) => s.name === name);
    if (step) Object.assign(step, { state: 'skipped', detail: why });
    this.publish();
  }

  /** All steps that have not begun. */
  skipPending(why: string): void {
    for (const { name, state } of this.steps) if (state === 'pending') this.skip(name, why);
  }

  /** A party that the input does not name. */
  know(party: Party, card: PartyCard): void {
    this.parties = { ...this.parties, [party]: card };
  }

  /** Others know the run's work by this id: an event about it finds the run by it. */
  track(externalId: string): void {
    if (this.externalIds.includes(externalId)) return;
    this.externalIds.push(externalId);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.externalIds, value: [...this.externalIds] }]);
  }

  undoing(error: unknown): void {
    this.status = 'undoing';
    this.fail(error);
  }

  /** Keeps the first failure: the ones that follow are its consequences. */
  fail(error: unknown): void {
    const { type, message } = failureOf(error);
    this.failure ??= { type, message, step: this.current.name };
    this.close('failed');
    this.publish();
  }

  cancelled(): void {
    this.status = 'undoing';
    if (this.current.state === 'running') this.current.detail = 'cancelled';
    this.close('failed');
    this.publish();
  }

  end(status: Status, result?: unknown): void {
    this.status = status;
    this.result = result;
    this.close(status === 'done' ? 'done' : 'failed');
    this.publish();
  }

  get failed(): ProgressView['failure'] {
    return this.failure;
  }

  view(): ProgressView {
    const waitingFor = this.sources.flatMap((source) => source.waiting());
    return {
      id: workflowInfo().workflowId,
      runId: workflowInfo().firstExecutionRunId,
      process: this.process,
      status: waitingFor.length > 0 && ['running', 'undoing'].includes(this.status) ? 'waiting' : this.status,
      step: this.current.name,
      since: this.since,
      paused: this.paused,
      waitingFor,
      steps: this.steps.map((step) => ({ ...step })),
      ...(this.childRuns ? { childRuns: this.childRuns.views } : {}),
      decisions: [...this.answers.records],
      undone: [...this.undone],
      leftUndone: [...this.leftUndone],
      parties: this.parties,
      links: this.answers.generations,
      documents: { ...this.documents },
      artifacts: { ...this.artifacts },
      ...(this.result === undefined ? {} : { result: this.result }),
      ...(this.failure ? { failure: this.failure } : {}),
    };
  }

  publish(): void {
    const view = this.view();
    const parties = [...new Set(view.waitingFor.map((w) => w.party))].sort();
    const written = JSON.stringify([view.status, view.step, parties]);
    if (written !== this.published) {
      this.published = written;
      upsertSearchAttributes([
        { key: SEARCH_ATTRIBUTES.status, value: view.status },
        { key: SEARCH_ATTRIBUTES.step, value: view.step },
        { key: SEARCH_ATTRIBUTES.waitingFor, value: parties },
      ]);
    }
    setCurrentDetails(detailsOf(view));
  }

  private close(state: 'done' | 'failed'): void {
    if (this.current.state !== 'running') return;
    this.current.state = state;
    this.current.endedAt = now();
  }
}
