import type { Planned, TogetherHint } from '../../../activities/resource-moves/plan';
import { askAll } from '../../asking/ask-document';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import type { MoveState } from './state';

const PARTIES = ['customer', 'operator'] as const;

/** Reads both subscriptions and plans. `hints` are what Azure named in an earlier refusal. */
export async function lookAndPlan({ input, operator, run }: MoveState, hints: TogetherHint[]): Promise<Planned> {
  const planned = await operator.planResourceMove('Read both subscriptions and plan the move', {
    tenantId: input.customer.tenantId,
    source: {
      subscriptionId: input.source.subscriptionId,
      ...(input.source.resourceGroups ? { resourceGroups: input.source.resourceGroups } : {}),
    },
    destination: { subscriptionId: input.destination.subscriptionId },
    options: { naming: input.naming, redistribute: input.redistribute, exclude: input.exclude },
    hints,
  });
  run.progress.artifacts.plan = planned.plan;
  run.progress.say(summaryOf(planned));
  return planned;
}

/**
 * Customer and operator approve the plan by its digest; a plan that has drifted while it was read is made anew and asked again, so what is
 * approved is what is there. Throws `Declined` and `Expired`.
 */
export async function agreePlan(state: MoveState, first: Planned, hints: TogetherHint[]): Promise<Planned> {
  const { input, run } = state;
  let planned = first;
  for (let round = 1; ; round++) {
    const what = `${round > 1 ? 'the plan has changed: ' : ''}${summaryOf(planned)}`;
    const { digest } = planned;
    const outcome = await askAll(state, { step: 'approve', what, digest, parties: PARTIES, withinDays: input.deadlines.plan });
    if (outcome.choice === 'decline') {
      throw fail('Declined', `${outcome.by.party} declined the plan${outcome.by.comment ? `: ${outcome.by.comment}` : ''}`, {
        party: outcome.by.party,
      });
    }
    if (outcome.choice === 'sendBack') {
      const { party, comment = 'no comment' } = outcome.by;
      const ruling = await run.ruling.ask('approve', `${party} sent the plan back (${comment}): plan and ask again?`, () =>
        run.progress.publish(),
      );
      if (ruling.verdict === 'give-up')
        throw fail('Declined', `${party} sent the plan back: ${comment}; ${ruling.reason}`, { party });
    }
    run.progress.enter('plan', 'See whether anything has changed since the plan was made');
    let fresh: Planned;
    do {
      // What is read before a pause of a week says nothing about the time after it.
      await run.pause.resumed();
      fresh = await lookAndPlan(state, hints);
    } while (run.pause.isOn);
    // The same plan over the newer inventory: a lock that was put meanwhile changes no move, and is carried over.
    if (outcome.choice === 'approve' && fresh.digest === planned.digest) return fresh;
    planned = fresh;
    assertMovable(planned);
  }
}

/** What the plan does, in one sentence. */
function summaryOf({ summary, batches }: Planned): string {
  return `move ${plural(summary.moving, 'resource')} in ${plural(batches.length, 'batch', 'batches')}, leave ${summary.refused}`;
}

export function assertMovable({ summary, resources }: Planned): void {
  if (summary.moving > 0) return;
  if (resources === 0)
    throw fail(
      'NothingToMove',
      'there is no resource in the chosen groups: check source.subscriptionId and source.resourceGroups',
    );
  throw fail('NothingToMove', `none of the ${plural(resources, 'resource')} can be moved; the plan's file says why for each`);
}
