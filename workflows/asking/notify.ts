import { log, workflowInfo } from '@temporalio/workflow';
import type { Notice } from '../../activities/ports/notifier';
import type { Party } from '../../contracts/people/parties';
import type { Actor } from '../acts/actors';
import type { Run } from '../run/begin';
import type { Request } from '../answers/request';

/** The first reminder that goes to a party's second contact too. */
const ESCALATE_AT_REMINDER = 2;

/** A request whose parties are told by notices: first, at each reminder, and when a link is to go to somebody else. */
export function asking(run: Run, teller: Actor, request: Omit<Request, 'remind' | 'escalateAtReminder'>): Request {
  const { step, what, digest, link, remindEveryDays } = request;
  return {
    ...request,
    escalateAtReminder: ESCALATE_AT_REMINDER,
    remind: async (party, nth, { until, links, only, also }) => {
      const { contact, secondContact } = run.progress.view().parties?.[party] ?? {};
      const escalated = !only && nth >= ESCALATE_AT_REMINDER && secondContact ? [secondContact.email] : [];
      const addresses = only ?? [...(contact ? [contact.email] : []), ...also, ...escalated];
      // Whoever is named in the middle of it has not been asked before.
      const isFirst = nth === 0 || only !== undefined;
      const begins = isFirst ? 'Ask' : escalated.length > 0 ? 'Remind, with the second contact,' : 'Remind';
      await tell(run, teller, `${begins} ${party}: ${what}`, {
        kind: isFirst ? 'ask' : escalated.length > 0 ? 'escalate' : 'remind',
        to: party,
        step,
        what,
        until,
        remindEveryDays,
        digest,
        links,
        nth: isFirst ? 0 : nth,
        ...(addresses.length > 0 ? { addresses } : {}),
        ...(link ? { link } : {}),
      });
    },
  };
}

/** Tells parties how the run has ended. Nobody who was never asked is written to: not about a check that failed. */
export async function tellOutcome(
  { run, operator }: { run: Run; operator: Actor },
  parties: readonly Party[],
  what: string,
): Promise<void> {
  if (Object.keys(run.progress.documents).length === 0) return;
  for (const to of parties)
    await tell(run, operator, `Tell ${to} the outcome`, { kind: 'tell', to, step: 'close', what, nth: 0 });
}

/** Best effort: a notice that cannot be sent stops nothing. */
export async function tell(
  run: Run,
  teller: Actor,
  summary: string,
  notice: Omit<Notice, 'workflowId' | 'runId' | 'card'>,
): Promise<void> {
  const { workflowId, firstExecutionRunId: runId } = workflowInfo();
  const card = run.progress.view().parties?.[notice.to];
  try {
    await teller.notify(summary.slice(0, 180), { ...notice, workflowId, runId, ...(card ? { card } : {}) });
  } catch (error) {
    log.warn('a notice could not be sent', { party: notice.to, error: String(error) });
  }
}
