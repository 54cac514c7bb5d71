import { html } from 'hono/html';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import type { Session } from '../session';
import { layout, signPath, statusPath } from './layout';
import { cards } from './lists';
import { type Markup, partyWords, processTitle, sentence, time } from '../../words/pages';

/** Something that waits for this party. */
export interface InboxEntry {
  view: ProgressView;
  asked: WaitingFor;
}

interface InboxPage {
  entries: InboxEntry[];
  /** How many runs cannot be shown now. */
  silent: number;
  session: Session;
  local: boolean;
}

/** Everything that waits for one party, most urgent first. */
export function inboxPage({ entries, silent, session, local }: InboxPage): Markup {
  const who = partyWords(session.link.party, entries[0]?.view);
  return layout({
    title: 'Inbox',
    session,
    current: 'inbox',
    local,
    body: html`<h1>Inbox</h1>
      <p class="lead">What waits for ${who}.</p>
      ${silent === 0 ? '' : html`<p class="notice">${silentWords(silent)} Look here again in some minutes.</p>`}
      ${cards(entries.map((entry) => card(entry, session)))}
      ${entries.length + silent === 0 ? html`<p>Nothing waits for you now. When something does, a message is sent to you.</p>` : ''}`,
  });
}

function silentWords(count: number): string {
  return count === 1 ? '1 run cannot be shown at the moment.' : `${count} runs cannot be shown at the moment.`;
}

function card({ view, asked }: InboxEntry, session: Session): Markup {
  const title = asked.document?.title ?? sentence(asked.what);
  const customer = view.parties?.customer?.name;
  return html`<li>
    <h2><a href="${signPath(session, view.id, asked.step)}">${title}</a></h2>
    <p>${processTitle(view.process)}${customer === undefined ? '' : `, customer ${customer}`}. ${sentence(asked.what)}</p>
    <p class="lead">Since ${time(asked.since)}${asked.until === undefined ? '' : html`, until ${time(asked.until)}`}</p>
    <p><a href="${statusPath(session, view.id)}">Status of ${view.id}</a></p>
  </li>`;
}
