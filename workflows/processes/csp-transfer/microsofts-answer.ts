import { microsoftsAnswer } from './documents/microsofts-answer';
import { type TransferForm, wrongChange } from './documents/transfer-form';
import { change, type SignedForm } from './agree-form';
import { tell } from '../../asking/notify';
import { afterBusinessHours } from './business-hours';
import { DAY, now, readable } from '../../base/clock';
import { within } from '../../acts/deadline';
import { fail } from '../../base/failures';
import { orNever } from '../../asking/seen-at-microsoft';
import { arrived, soldBy } from './arrival';
import type { TransferState } from './state';
import { escalateTicket, ticketOf } from './ticket';

/** Microsoft answers within so many business hours (seed l.1668). */
const ANSWER_WITHIN_HOURS = 8;

/** Minutes between two looks while somebody is asked anyway. */
const BESIDE_A_QUESTION = 60;

/**
 * Waits for what Microsoft writes and has the source partner read it: what an engineer says in words is not for a program to judge. Answers
 * the next version of the form when a correction is asked for. Throws `Declined` when Microsoft refuses, `Expired` when it stays silent.
 */
export async function microsoftsWord(
  state: TransferState,
  { form }: SignedForm,
  round: number,
): Promise<'confirmed' | TransferForm> {
  const { run, input } = state;
  run.progress.enter('confirm', `Microsoft is waited for: ${ANSWER_WITHIN_HOURS} business hours`);
  const news = await microsoftsNews(state, round);
  if (news === 'moved') {
    state.note('Microsoft has moved the subscription without a word');
    return 'confirmed';
  }
  state.messages.push(...news.messages);
  const ticket = state.ticket?.id ?? '';
  const outcome = await state.ask({
    step: 'confirm',
    what: `read what Microsoft wrote in ticket ${ticket}: does it confirm the transfer?`,
    document: microsoftsAnswer(ticket, round, news.messages, news.closed),
    parties: ['sourcePartner'],
    editable: { sourcePartner: ['sourcePartner.contactName', 'sourcePartner.contactEmail'] },
    wrongChange,
    withinDays: input.deadlines.form,
    speaksFor: 'microsoft',
    orSeen: () => orNever(() => arrived(state, BESIDE_A_QUESTION)),
  });
  if (outcome.choice === 'approve') return 'confirmed';
  if (news.closed)
    throw fail('Declined', `Microsoft has closed ticket ${ticket}: nothing can be corrected in it`, { party: 'microsoft' });
  return form.next(...change(outcome.choice === 'sendBack' ? outcome.by : undefined));
}

interface News {
  messages: TransferState['messages'];
  closed: boolean;
}

/** Business hours are counted while Microsoft is silent: each time they have passed the operator is told, the first time the severity is raised. */
async function microsoftsNews(state: TransferState, round: number): Promise<News | 'moved'> {
  const { run, input, source, destination } = state;
  const ticket = state.ticket?.id ?? '';
  const ends = Date.now() + input.deadlines.transfer * DAY;
  const known = [...state.messagesBefore, ...state.messages.map(({ name }) => name)];
  for (let silences = 1; ; silences++) {
    const due = Math.min(afterBusinessHours(new Date(), ANSWER_WITHIN_HOURS, input.calendar).getTime(), ends);
    const answer = await within(due - Date.now(), `Microsoft answers by ${readable(new Date(due).toISOString())}`, () =>
      run.waking.orSooner(() =>
        source.awaitMicrosoft('Look for Microsoft’s answer', { ...ticketOf(state), known, everyMs: state.pace(15) }),
      ),
    );
    if (answer !== 'late') return answer.found;
    if ((await soldBy(state, destination)) === state.ids.length) return 'moved';
    if (Date.now() >= ends)
      throw fail('Expired', `Microsoft has not answered ticket ${ticket} until ${readable(now())}`, { parties: ['microsoft'] });

    const said = `Microsoft has not answered ticket ${ticket} for ${ANSWER_WITHIN_HOURS * silences} business hours`;
    const raised = silences === 1 && (await escalateTicket(state, said, round));
    state.note(raised ? `${said}: its severity is raised` : said);
    await tell(run, state.operator, `Tell the operator: ${said}`, {
      kind: 'tell',
      to: 'operator',
      step: 'confirm',
      what: said,
      nth: silences,
    });
  }
}
