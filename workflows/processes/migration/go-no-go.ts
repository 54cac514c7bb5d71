import type { AssessmentResult } from '../../../contracts/processes/assessment';
import { documentDigest } from '../../../contracts/people/document';
import { acceptsBlocked, goNoGo } from './documents/go-no-go';
import { askAll, answerIn, declined } from '../../asking/ask-document';
import { fail } from '../../base/failures';
import type { MigrationState } from './state';

/** More rounds than that is no decision any more. */
const MOST_ROUNDS = 10;

/** `Fabrikam hosting (2 ready, 14 to be modified, 1 blocked)`: a verdict alone would read as if nothing could move. */
function figures({ displayName, noIssues, modify, blocked }: AssessmentResult['subscriptions'][number]): string {
  return `${displayName} (${noIssues} ready, ${modify} to be modified, ${blocked} blocked)`;
}

/**
 * Customer and operator say go, by the digest of what they read; what stays behind the customer accepts by name. Sent back, the assessment is
 * made anew and asked about again. Throws `Declined` and `Expired`.
 */
export async function agreeGo(state: MigrationState, assessAgain: () => Promise<void>): Promise<void> {
  const { input, run } = state;
  for (let round = 1; ; round++) {
    const { assessment, assessed, onboarded } = state;
    if (!assessment || !assessed) throw new Error('go is asked about an assessment');
    if (round > MOST_ROUNDS) throw fail('GivenUp', `the assessment has been sent back ${MOST_ROUNDS} times`);
    const names = {
      customer: state.customer.name,
      partner: input.partner.name,
      ...(state.byBilling ? {} : { destination: onboarded?.subscription?.displayName ?? 'the destination subscription' }),
    };
    const document = goNoGo(names, assessment, assessed, round);
    const what = `decide whether to migrate: ${assessment.subscriptions.map(figures).join(', ')}`;
    run.progress.documents.go = document;
    const states = state.byBilling ? [] : acceptsBlocked(assessed);
    const before = run.signOff.records.length;
    const outcome = await askAll(state, {
      step: 'go',
      what,
      document,
      digest: documentDigest(document),
      parties: ['customer', 'operator'],
      ...(states.length > 0 ? { states: { customer: states } } : {}),
      withinDays: input.deadlines.go,
    });
    run.progress.note(answerIn(outcome, run.signOff.records.slice(before)));
    if (outcome.choice === 'approve') return;
    const { party, comment } = outcome.by;
    if (outcome.choice === 'decline') throw declined(party, 'go', comment);
    state.run.notes.push(`${party} sent the assessment back${comment ? `: ${comment}` : ''}; it was made anew`);
    await assessAgain();
  }
}
