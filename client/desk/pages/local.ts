import { html } from 'hono/html';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView } from '../../../contracts/run/progress';
import { layout } from './layout';
import { cards } from './lists';
import { type Markup, partyWords, processTitle, statusWords } from '../../words/pages';

/** A party of some run, whose inbox may be opened here. */
export interface LocalParty {
  party: Party;
  tenantId: string | undefined;
  name: string;
}

interface LocalPage {
  runs: ProgressView[];
  parties: LocalParty[];
}

/** The way in for people without mail, on a local stack alone. */
export function localPage({ runs, parties }: LocalPage): Markup {
  return layout({
    title: 'Local desk',
    local: true,
    body: html`<h1>Local desk</h1>
      <p>On a shared installation people come in by the links of their messages, and this page is not there.</p>
      <h2>Inboxes</h2>
      <ul class="cards">
        ${parties.map(
          ({ party, tenantId, name }) =>
            html`<li>
              <form method="post" action="/open">
                <input type="hidden" name="party" value="${party}" /><input
                  type="hidden"
                  name="tenantId"
                  value="${tenantId ?? ''}"
                />
                <button type="submit" class="quiet">Open the inbox of ${name}</button>
              </form>
            </li>`,
        )}
      </ul>
      <h2>Runs</h2>
      ${cards(runs.map(run)) || html`<p class="none">None yet: start one with <code>handover start</code>.</p>`}`,
  });
}

function run(view: ProgressView): Markup {
  const { text, tone } = statusWords(view.status);
  const waited = view.waitingFor.map((asked) => partyWords(asked.party, view)).join(' and ');
  return html`<li>
    <strong>${processTitle(view.process)}</strong> <span class="tag ${tone}">${text}</span>
    <p class="digest">${view.id}</p>
    ${waited === '' ? '' : html`<p class="lead">Waits for ${waited}</p>`}
  </li>`;
}
