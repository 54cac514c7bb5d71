import { condition } from '@temporalio/workflow';
import type { ContactChange, Decision } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord, WaitingFor } from '../../contracts/run/progress';
import { DAY, inMs, now, readable } from '../base/clock';
import { fail } from '../base/failures';
import { Links } from './party-links';
import type { WaitingSource } from '../base/waiting-source';
import { type Trust, unproven } from './proof';
import { type OpenRequest, type Outcome, refuseContent, type Request } from './request';

/** Each change is an update that Temporal counts, and a mail: a run takes 2,000 updates in all. */
const MOST_CHANGES = 20;

/**
 * n parties read one document and answer by its digest. The first `decline` or `sendBack` settles it, `approve` needs all.
 * A new document voids what was signed before: `everyone` starts from no answers each time it is called.
 */
export class SignOff implements WaitingSource {
  readonly records: DecisionRecord[] = [];
  private readonly links = new Links();
  private trust: Trust | undefined;
  private open: OpenRequest | undefined;
  private closed: { step: string; at: string } | undefined;
  /** Signatures that have counted: none counts twice, or a party's old words could be sent again by another. */
  private readonly used = new Set<string>();

  /** Pins what proves an answer. Called before the first question. */
  believe(trust: Trust): void {
    this.trust = trust;
  }

  /** Why this decision does not count, or undefined when it does. The validator of the update and the signals ask the same. */
  refuse(decision: Decision): string | undefined {
    return this.refuseAsked(decision) ?? refuseContent(this.open, decision) ?? this.refuseProof('decide', decision);
  }

  take(decision: Decision): void {
    this.keepProof(decision);
    const { proof = 'localStack', ...answer } = decision;
    const record: DecisionRecord = { ...answer, at: now(), proof };
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
    const open: OpenRequest = { ...request, since: now(), until, answers: new Map(), changes: new Map() };
    this.open = open;
    // What was wanted for the question before is no news of this one.
    this.links.news();
    const settled = () => this.settled() ?? (elsewhere() ? ({ choice: 'approve' } as const) : undefined);
    const isAwaited = (party: Party) => settled() === undefined && this.silent().includes(party);
    try {
      for (let nth = 0; ; nth++) {
        for (const party of request.parties) {
          if (isAwaited(party)) await this.send(request.remind(party, nth, { until, ...this.links.of(party) }), settled);
        }
        const next = Date.now() + request.remindEveryDays * DAY;
        for (;;) {
          const left = Date.parse(until) - Date.now();
          const wait = Math.max(1, Math.min(left, next - Date.now()));
          const summary = left <= wait ? `Deadline for ${request.what}` : `Next reminder for ${request.what}`;
          const isNews = await condition(() => settled() !== undefined || this.links.hasNews, wait, { summary });
          const outcome = settled();
          if (outcome) return outcome;
          if (!isNews && left <= wait) throw this.expired(request, until);
          if (!isNews) break;
          for (const { party, ...how } of this.links.news())
            if (isAwaited(party))
              await this.send(request.remind(party, nth, { until, ...this.links.of(party), ...how }), settled);
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
  private async send(notice: Promise<void>, settled: () => Outcome | undefined): Promise<void> {
    let isSent = false;
    void notice.then(() => (isSent = true));
    await condition(() => isSent || settled() !== undefined);
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
