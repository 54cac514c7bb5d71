import type { DecisionRecord, ProgressView, Status, WaitingFor } from '../../contracts/run/progress';
import type { Party } from '../../contracts/people/parties';
import { hasEnded } from '../api/handover';

/** What is asked, with the digest that an answer is bound to. */
export type Question = WaitingFor & { digest: string };

/** What a person is at the page for. Digest as their link says; absent when they come from their inbox. */
export interface Sought {
  party: Party;
  step: string;
  digest?: string | undefined;
}

/** How it stands with a question. */
export type Standing =
  | { kind: 'open'; asked: Question }
  /** Answered; `newer`: another version is asked now. */
  | { kind: 'answered'; decision: DecisionRecord; newer?: WaitingFor }
  /** The text has changed since the link was sent. */
  | { kind: 'newer'; asked: WaitingFor }
  /** The operator has to rule: not by a signature. */
  | { kind: 'ruling'; asked: WaitingFor }
  /** The run goes on and asks this no more. */
  | { kind: 'withdrawn' }
  | { kind: 'ended'; status: Status };

/** What has become of a question. A link is good for one step and one text; for which run, and whether it was ended, is looked at before. */
export function standingOf(view: ProgressView, sought: Sought): Standing {
  const asked = view.waitingFor.find(({ party, step }) => party === sought.party && step === sought.step);
  if (asked && sought.digest === undefined && asked.digest === undefined) return { kind: 'ruling', asked };
  if (asked?.digest !== undefined && (sought.digest ?? asked.digest) === asked.digest) {
    return { kind: 'open', asked: { ...asked, digest: asked.digest } };
  }
  const decision = view.decisions.findLast(
    ({ party, step, digest }) =>
      party === sought.party && step === sought.step && (sought.digest === undefined || digest === sought.digest),
  );
  if (decision) return { kind: 'answered', decision, ...(asked ? { newer: asked } : {}) };
  if (asked) return { kind: 'newer', asked };
  return hasEnded(view.status) ? { kind: 'ended', status: view.status } : { kind: 'withdrawn' };
}

/** The party has ended the links of this generation. */
export function isEnded(view: ProgressView, { party, links }: { party: Party; links?: number | undefined }): boolean {
  return links !== undefined && links < (view.links?.[party] ?? 0);
}

/** An id is used again once its run has ended; what was signed for the earlier one counts for nothing. */
export function isOtherRun(view: ProgressView, runId: string | undefined): boolean {
  return runId !== undefined && view.runId !== undefined && runId !== view.runId;
}
