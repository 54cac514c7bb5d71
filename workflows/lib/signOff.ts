import { condition } from '@temporalio/workflow';
import type { Decision } from '../../contracts/messages';
import type { Party } from '../../contracts/parties';
import type { DecisionRecord, WaitingFor } from '../../contracts/progress';
import { DAY, inMs, now, readable } from './clock';
import { fail } from './failures';
import type { WaitingSource } from './progress';

export interface Request {
  step: string;
  /** A sentence: what the parties are asked. */
  what: string;
  /** Of the document that is to be read; a decision about any other text is refused. */
  digest: string;
  parties: readonly Party[];
  withinDays: number;
  remindEveryDays: number;
  /** Tells a party, again on each reminder. Best effort: a notice that cannot be sent stops nothing. */
  remind(party: Party, nth: number): Promise<void>;
}

interface Open extends Request {
  since: string;
  until: string;
  answers: Map<Party, DecisionRecord>;
}

export type Outcome = { choice: 'approve' } | { choice: 'decline' | 'sendBack'; by: DecisionRecord };

/**
 * n parties read one document and answer by its digest. The first `decline` or `sendBack` settles it, `approve` needs all.
 * A new document voids what was signed before: `everyone` starts from no answers each time it is called.
 */
export class SignOff implements WaitingSource {
  readonly records: DecisionRecord[] = [];
  private open: Open | undefined;
  private closed: { step: string; digest: string; at: string } | undefined;

  /** Why this decision does not count, or undefined when it does. The validator of the update and the signals ask the same. */
  refuse(decision: Decision): string | undefined {
    const { open } = this;
    if (!open) {
      return this.closed
        ? `too late: ${this.closed.step} was settled at ${readable(this.closed.at)}`
        : 'too early: nothing is asked yet; look at what the run is doing and answer when it waits for you';
    }
    if (decision.step !== undefined && decision.step !== open.step) return `${decision.step} asks nothing now; ${open.step} does`;
    if (!open.parties.includes(decision.party)) return `${decision.party} is not asked; ${open.parties.join(' and ')} are`;
    if (decision.digest !== open.digest) {
      return `this is about another text (${decision.digest.slice(0, 12)}…): the one that is asked about now is ${open.digest.slice(0, 12)}…; read it and answer again`;
    }
    const before = open.answers.get(decision.party);
    if (before) return `${decision.party} has answered already: ${before.choice} by ${before.name} at ${readable(before.at)}`;
    return undefined;
  }

  take(decision: Decision): void {
    const record: DecisionRecord = { ...decision, at: now(), proof: 'localStack' };
    this.open?.answers.set(decision.party, record);
    this.records.push(record);
  }

  /** Waits for all parties. Throws `Expired` when one stays silent past the deadline: silence is not consent. */
  async everyone(request: Request): Promise<Outcome> {
    const until = inMs(request.withinDays * DAY);
    const open: Open = { ...request, since: now(), until, answers: new Map() };
    this.open = open;
    try {
      for (let nth = 0; ; nth++) {
        for (const party of this.silent()) await request.remind(party, nth);
        const left = Date.parse(until) - Date.now();
        const wait = Math.min(left, request.remindEveryDays * DAY);
        const summary = left <= wait ? `Deadline for ${request.what}` : `Next reminder for ${request.what}`;
        if (await condition(() => this.settled() !== undefined, wait, { summary })) break;
        if (left <= wait) {
          throw fail('Expired', `no answer from ${this.silent().join(' and ')} until ${readable(until)}: ${request.what}`, {
            parties: this.silent(),
          });
        }
      }
      return this.settled() as Outcome;
    } finally {
      this.open = undefined;
      this.closed = { step: request.step, digest: request.digest, at: now() };
    }
  }

  waiting(): WaitingFor[] {
    const { open } = this;
    if (!open || this.settled()) return [];
    return this.silent().map((party) => ({
      party,
      step: open.step,
      what: open.what,
      digest: open.digest,
      choices: ['approve', 'decline', 'sendBack'],
      since: open.since,
      until: open.until,
    }));
  }

  private silent(): Party[] {
    return this.open ? this.open.parties.filter((party) => !this.open?.answers.has(party)) : [];
  }

  private settled(): Outcome | undefined {
    if (!this.open) return undefined;
    for (const answer of this.open.answers.values()) {
      if (answer.choice !== 'approve') return { choice: answer.choice, by: answer };
    }
    return this.silent().length === 0 ? { choice: 'approve' } : undefined;
  }
}
