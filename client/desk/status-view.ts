import { documentDigest, type Document } from '../../contracts/people/document';
import type { Party } from '../../contracts/people/parties';
import type { Fact } from '../processes/presentation';
import { resultFacts } from '../processes/reports';
import type { DecisionRecord, ProgressView, StepView, WaitingFor } from '../../contracts/run/progress';

/** What one party may see of a run. */
export interface StatusView extends Pick<ProgressView, 'id' | 'process' | 'status' | 'since' | 'paused' | 'steps' | 'undone'> {
  waitingFor: Pick<WaitingFor, 'party' | 'step' | 'what' | 'since' | 'until' | 'remindEveryDays'>[];
  decisions: Omit<DecisionRecord, 'proof'>[];
  /** A party reads in full what it was asked about; of other documents it sees title and version. */
  documents: { title: string; version: number; document?: Document; digest: string }[];
  leftUndone: string[];
  result: Fact[];
  failure?: string;
}

/**
 * A run as this party may see it. Names are everybody's; addresses are the party's own. The operator's comments, what the operator is asked to
 * rule on and what went wrong inside are the operator's. The operator sees all.
 */
export function statusFor(view: ProgressView, party: Party): StatusView {
  const all = party === 'operator';
  const { id, process, status, since, paused, undone, leftUndone, failure } = view;
  const plain = (text: string) => (all ? text : withoutAddresses(text));
  const failed =
    failure === undefined
      ? undefined
      : all
        ? `${failure.type} in ${failure.step}: ${failure.message}`
        : oneSentence(failure.message);
  return {
    id,
    process,
    status,
    since,
    paused,
    steps: view.steps.map((step) => stepFor(step, party, plain)),
    undone: undone.map(plain),
    leftUndone: all ? leftUndone : [],
    result: resultFacts(view, party),
    waitingFor: view.waitingFor.map((asked) => waitingFor(asked, all, plain)),
    decisions: view.decisions.map((decision) => decisionFor(decision, party, plain)),
    documents: documentsFor(view, party),
    ...(failed === undefined ? {} : { failure: plain(failed) }),
  };
}

function stepFor(step: StepView, party: Party, plain: (text: string) => string): StepView {
  const { detail, ...bare } = step;
  const tells = party === 'operator' || (step.who === party && step.state !== 'failed');
  return detail !== undefined && tells ? { ...bare, detail: plain(detail) } : bare;
}

function waitingFor(asked: WaitingFor, all: boolean, plain: (text: string) => string): StatusView['waitingFor'][number] {
  const { party, step, what, since, until, remindEveryDays } = asked;
  const isRuling = party === 'operator' && asked.digest === undefined;
  return {
    party,
    step,
    what: isRuling && !all ? 'decides how it goes on' : plain(what),
    since,
    ...(until === undefined ? {} : { until }),
    ...(remindEveryDays === undefined ? {} : { remindEveryDays }),
  };
}

function decisionFor(
  { proof: _proof, email, comment, ...said }: DecisionRecord,
  party: Party,
  plain: (text: string) => string,
): StatusView['decisions'][number] {
  const own = party === 'operator' || said.party === party;
  const tells = comment !== undefined && (own || said.party !== 'operator');
  return {
    ...said,
    ...(email !== undefined && own ? { email } : {}),
    ...(tells ? { comment: own ? comment : plain(comment) } : {}),
  };
}

/** One text may have been asked about in two steps: it is shown once. */
function documentsFor(view: ProgressView, party: Party): StatusView['documents'] {
  const asked = [...view.waitingFor, ...view.decisions].filter((one) => one.party === party);
  const found = new Map<string, StatusView['documents'][number]>();
  for (const document of Object.values(view.documents ?? {})) {
    const digest = documentDigest(document);
    const { title, version } = document;
    const reads = party === 'operator' || asked.some((one) => one.digest === digest);
    found.set(digest, { title, version, digest, ...(reads ? { document } : {}) });
  }
  return [...found.values()];
}

const ADDRESS = /[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+\.[a-z]{2,}/gi;

function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '(address)');
}

function oneSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text.slice(0, 200);
}
