import { pace, plural } from '../base/clock';
import type { Run } from './begin';

/** What is known so far of one run of a process. Each process adds what only it knows. */
export abstract class ProcessState<Input extends { customer: object }> {
  constructor(
    readonly input: Input,
    readonly run: Run,
  ) {}

  /** Nobody proves who answers: a local stack. */
  get isLocal(): boolean {
    return this.run.environment?.local ?? false;
  }

  /** Between two looks at something that takes people or Microsoft so many minutes, ms. */
  pace(minutes: number): number {
    return pace(minutes, this.run.environment?.timeScale);
  }

  /** Keeps a sentence for the report, and shows it to who looks now. */
  note(sentence: string): void {
    this.run.notes.push(sentence);
    this.run.progress.say(sentence);
  }
}

/** `Fabrikam's subscription "production"`, `Fabrikam's 2 subscriptions`, for sentences. */
export function subscriptionsOf(customer: string, subscriptions: readonly { displayName: string }[]): string {
  const [first, ...others] = subscriptions;
  return others.length > 0
    ? `${customer}'s ${plural(subscriptions.length, 'subscription')}`
    : `${customer}'s subscription "${first?.displayName ?? ''}"`;
}
