import { condition } from '@temporalio/workflow';
import { whoHasToAct } from '../../contracts/run/failures';
import type { Ruling, RulingRecord } from '../../contracts/run/messages';
import type { WaitingFor } from '../../contracts/run/progress';
import { DAY, inMs, now } from '../base/clock';
import type { KnownFailure } from '../base/failures';
import type { WaitingSource } from '../base/waiting-source';

interface Question {
  what: string;
  since: string;
  until: string;
  answer?: RulingRecord;
}

type Because = Pick<KnownFailure, 'type' | 'details'>;

/** Where the process cannot know, the operator says: try again, it was done by hand, or give up. Several steps may ask at once. */
export class OperatorRuling implements WaitingSource {
  readonly records: RulingRecord[] = [];
  private readonly questions = new Map<string, Question>();

  constructor(private readonly withinDays: number) {}

  refuse(ruling: Ruling): string | undefined {
    const question = this.questions.get(ruling.step);
    if (question) return question.answer ? `${ruling.step} was ruled on already: ${question.answer.verdict}` : undefined;
    const open = [...this.questions.keys()];
    return open.length === 0
      ? 'no step waits for a ruling'
      : `${ruling.step} does not wait for a ruling; ${open.join(', ')} does`;
  }

  take(ruling: Ruling): void {
    const question = this.questions.get(ruling.step);
    if (!question) return;
    question.answer = { ...ruling, at: now() };
    this.records.push(question.answer);
  }

  /**
   * Waits for the ruling; silence past the deadline means giving up, and the record says so.
   * @param because the failure that raises the question: the operator is told who has to act
   */
  async ask(step: string, what: string, changed: () => void, because?: Because): Promise<RulingRecord> {
    const question: Question = {
      what: because ? `${what}${actorOf(because)}` : what,
      since: now(),
      until: inMs(this.withinDays * DAY),
    };
    this.questions.set(step, question);
    changed();
    try {
      await condition(() => question.answer !== undefined, this.withinDays * DAY, {
        summary: `Deadline for the ruling on ${step}`,
      });
      if (question.answer) return question.answer;
      const silence: RulingRecord = {
        step,
        verdict: 'give-up',
        reason: `no ruling within ${this.withinDays} days`,
        name: 'nobody',
        at: now(),
      };
      this.records.push(silence);
      return silence;
    } finally {
      this.questions.delete(step);
      changed();
    }
  }

  waiting(): WaitingFor[] {
    return [...this.questions]
      .filter(([, { answer }]) => !answer)
      .map(([step, { what, since, until }]) => ({
        party: 'operator',
        step,
        what,
        since,
        until,
        choices: ['retry', 'done', 'give-up'],
      }));
  }
}

/** Added to the question, unless what failed says so itself: a code of Partner Center tells more than the type of failure. */
function actorOf({ type, details }: Because): string {
  return typeof details.way === 'string' ? '' : ` ${whoHasToAct(type)}`;
}
