import { condition } from '@temporalio/workflow';
import type { Document } from '../../contracts/people/document';
import type { ContactChange, Decision } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord, WaitingFor } from '../../contracts/run/progress';
import { DAY, inMs, now, readable } from '../base/clock';
import { fail } from '../base/failures';
import { Links } from './party-links';
import type { WaitingSource } from '../base/progress';
import { type Trust, unproven } from './proof';

export interface Request {
  step: string;
  /** A sentence: what the parties are asked. */
  what: string;
  /** Of the document that is to be read; a decision about any other text is refused. */
  digest: string;
  document?: Document;
  parties: readonly Party[];
  /** What a party has to state beside its yes. */
  states?: Partial<Record<Party, { id: string; text: string }[]>>;
  /** A yes is about what a person has done: its comment has to say what shows that. */
  evidence?: boolean;
  /** Fields of the document that a party may change by sending it back. */
  editable?: Partial<Record<Party, readonly string[]>>;
  /** What is wrong with the values that a party wants changed, a sentence; undefined when nothing is. */
  wrongChange?: (changes: Readonly<Record<string, string>>) => string | undefined;
  withinDays: number;
  remindEveryDays: number;
  /** From this reminder on the second contact is told too. */
  escalateAtReminder?: number;
  /** Where the party acts at Microsoft, when a `no` is all that can be said here. */
  link?: string;
  /** Tells a party, again on each reminder. Best effort: a notice that cannot be sent stops nothing. */
  remind(party: Party, nth: number, how: { links: number; also: string[]; only?: string[] }): Promise<void>;
}

interface Open extends Request {
  since: string;
  until: string;
  answers: Map<Party, DecisionRecord>;
  /** How often each party has changed something about its links. */
  changes: Map<Party, number>;
}

/** Each change is an update that Temporal counts, and a mail: a run takes 2,000 updates in all. */
const MOST_CHANGES = 20;

export type Outcome = { choice: 'approve' } | { choice: 'decline' | 'sendBack'; by: DecisionRecord };

/**
 * n parties read one document and answer by its digest. The first `decline` or `sendBack` settles it, `approve` needs all.
 * A new document voids what was signed before: `everyone` starts from no answers each time it is called.
 */
export class SignOff implements WaitingSource {
  readonly records: DecisionRecord[] = [];
  private readonly links = new Links();
  private trust: Trust | undefined;
  private open: Open | undefined;
  private closed: { step: string; at: string } | undefined;
  /** Signatures that have counted: none counts twice, or a party's old words could be sent again by another. */
  private readonly used = new Set<string>();

  /** Pins what proves an answer. Called before the first question. */
  believe(trust: Trust): void {
    this.trust = trust;
  }

  /** Why this decision does not count, or undefined when it does. The validator of the update and the signals ask the same. */
  refuse(decision: Decision): string | undefined {
    return this.refuseAsked(decision) ?? this.refuseContent(decision) ?? this.refuseProof('decide', decision);
  }

  take(decision: Decision): void {
    this.keepProof(decision);
    const { proof = 'localStack', ...said } = decision;
    const record: DecisionRecord = { ...said, at: now(), proof };
    this.open?.answers.set(decision.party, record);
    this.records.push(record);
  }

  refuseContact(change: ContactChange): string | undefined {
    if (change.action === 'delegate' && change.email === undefined) return 'delegate needs the colleague’s e-mail address';
    const refused = this.refuseAsked(change);
    if (refused) return refused;
    const { open } = this;
    if (open && (open.changes.get(change.party) ?? 0) >= MOST_CHANGES)
      return `${change.party} has changed its links ${MOST_CHANGES} times for this question: no more`;
    // A link that is sent again goes to the addresses on file and nowhere else: whoever runs the process may ask for it.
    return change.action === 'resend' && change.proof === undefined ? undefined : this.refuseProof('contact', change);
  }

  get generations(): Partial<Record<Party, number>> {
    return this.links.generations;
  }

  takeContact(change: ContactChange): void {
    this.keepProof(change);
    this.open?.changes.set(change.party, (this.open.changes.get(change.party) ?? 0) + 1);
    this.links.take(change);
  }

  /**
   * Waits for all parties. Throws `Expired` when one stays silent past the deadline: silence is not consent.
   * @param elsewhere answers true once what is asked has happened without an answer here (at Microsoft, say)
   */
  async everyone(request: Request, elsewhere: () => boolean = () => false): Promise<Outcome> {
    const until = inMs(request.withinDays * DAY);
    const open: Open = { ...request, since: now(), until, answers: new Map(), changes: new Map() };
    this.open = open;
    // What was wanted for the question before is no news of this one.
    this.links.news();
    const settled = () => this.settled() ?? (elsewhere() ? ({ choice: 'approve' } as const) : undefined);
    const isAwaited = (party: Party) => settled() === undefined && this.silent().includes(party);
    try {
      for (let nth = 0; ; nth++) {
        for (const party of request.parties) {
          if (isAwaited(party)) await this.told(request.remind(party, nth, this.links.of(party)), settled);
        }
        const next = Date.now() + request.remindEveryDays * DAY;
        for (;;) {
          const left = Date.parse(until) - Date.now();
          const wait = Math.max(1, Math.min(left, next - Date.now()));
          const summary = left <= wait ? `Deadline for ${request.what}` : `Next reminder for ${request.what}`;
          const heard = await condition(() => settled() !== undefined || this.links.hasNews, wait, { summary });
          const outcome = settled();
          if (outcome) return outcome;
          if (!heard && left <= wait) throw this.expired(request, until);
          if (!heard) break;
          for (const { party, ...how } of this.links.news())
            if (isAwaited(party)) await this.told(request.remind(party, nth, { ...this.links.of(party), ...how }), settled);
        }
      }
    } finally {
      this.open = undefined;
      this.closed = { step: request.step, at: now() };
    }
  }

  waiting(): WaitingFor[] {
    const { open } = this;
    if (!open || this.settled()) return [];
    return this.silent().map((party) => {
      const { links, also } = this.links.of(party);
      const states = open.states?.[party];
      const editable = open.editable?.[party];
      return {
        party,
        step: open.step,
        what: open.what,
        digest: open.digest,
        choices: open.link ? ['decline'] : ['approve', 'decline', 'sendBack'],
        since: open.since,
        until: open.until,
        links,
        remindEveryDays: open.remindEveryDays,
        ...(open.document ? { document: open.document } : {}),
        ...(states ? { states } : {}),
        ...(open.evidence ? { evidence: true as const } : {}),
        ...(editable ? { editable: [...editable] } : {}),
        ...(open.escalateAtReminder === undefined ? {} : { escalateAtReminder: open.escalateAtReminder }),
        ...(open.link ? { link: open.link } : {}),
        ...(also.length > 0 ? { told: also } : {}),
      };
    });
  }

  /** An answer does not wait for a mail server: what is being sent still is sent. */
  private async told(telling: Promise<void>, settled: () => Outcome | undefined): Promise<void> {
    let isTold = false;
    void telling.then(() => (isTold = true));
    await condition(() => isTold || settled() !== undefined);
  }

  private refuseAsked({ party, step, digest }: Pick<Decision, 'party' | 'step' | 'digest'>): string | undefined {
    const { open } = this;
    if (!open) {
      if (!this.closed) return 'too early: nothing is asked yet; look at what the run is doing and answer when it waits for you';
      const settled = `${this.closed.step} was settled at ${readable(this.closed.at)}`;
      return step === undefined || step === this.closed.step ? `too late: ${settled}` : `${step} asks nothing now; ${settled}`;
    }
    if (step !== undefined && step !== open.step) return `${step} asks nothing now; ${open.step} does`;
    if (!open.parties.includes(party)) return `${party} is not asked; ${open.parties.join(' and ')} are`;
    if (digest !== open.digest) {
      return `this is about another text (${digest.slice(0, 12)}…): the one that is asked about now is ${open.digest.slice(0, 12)}…; read it and answer again`;
    }
    const before = open.answers.get(party);
    if (before) return `${party} has answered already: ${before.choice} by ${before.name} at ${readable(before.at)}`;
    // Two messages may meet in one task: the second one would be kept and never acted on.
    return this.settled() && `too late: ${open.step} was settled at ${readable(now())}`;
  }

  private refuseProof(kind: 'decide' | 'contact', message: Decision | ContactChange): string | undefined {
    const why = unproven(this.trust, kind, message);
    if (why) return why;
    return message.proof && this.used.has(message.proof.signature)
      ? 'its signature has counted already: open the link and sign again'
      : undefined;
  }

  private keepProof({ proof }: Decision | ContactChange): void {
    if (proof) this.used.add(proof.signature);
  }

  private refuseContent({ party, choice, comment = '', states = [], changes = {} }: Decision): string | undefined {
    const { open } = this;
    if (choice === 'approve') {
      if (open?.link) return `this is done at Microsoft, not by an approval here: open ${open.link}`;
      if (open?.evidence && comment.trim() === '')
        return 'its comment has to say what shows that it was done (what the page showed, when): it is kept as the evidence';
      const missing = (open?.states?.[party] ?? []).filter(({ id }) => !states.includes(id));
      if (missing.length > 0) return `it does not state: ${missing.map(({ id, text }) => `${id} (${text})`).join('; ')}`;
    }
    const keys = Object.keys(changes);
    if (keys.length === 0) return undefined;
    if (choice !== 'sendBack') return 'changes come with sendBack: who changes a field signs the next version, not this one';
    const may = open?.editable?.[party] ?? [];
    const foreign = keys.filter((key) => !may.includes(key));
    return foreign.length > 0
      ? `${party} may not change ${foreign.join(', ')}; it may change ${may.join(', ') || 'nothing'}`
      : open?.wrongChange?.(changes);
  }

  private expired({ what }: Request, until: string) {
    const parties = this.silent();
    return fail('Expired', `no answer from ${parties.join(' and ')} until ${readable(until)}: ${what}`, { parties });
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
