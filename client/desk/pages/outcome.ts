import { html } from 'hono/html';
import { documentDigest } from '../../../contracts/people/document';
import type { DecisionRecord, ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { CSRF_FIELD } from '../csrf';
import type { Session } from '../session';
import type { Standing } from '../standing';
import { resendForm } from './contact';
import { documentView } from './document';
import { layout, signPath, statusPath } from './layout';
import { answerCommands } from '../../words/answer-commands';
import { choiceWord, type Markup, partyWords, sentence, statusWords, time } from '../../words/pages';

interface OutcomePage {
  view: ProgressView;
  /** What the page was for. */
  step: string;
  standing: Exclude<Standing, { kind: 'open' }>;
  session: Session;
  csrf: string;
  local: boolean;
}

/** What has become of a question that can no longer be answered here: who answered what and when, or why nobody can. */
export function outcomePage({ view, step, standing, session, csrf, local }: OutcomePage): Markup {
  const page = { session, run: view.id, local };
  const path = signPath(session, view.id, step);
  const status = html`<p><a href="${statusPath(session, view.id)}">See how it goes on</a></p>`;
  switch (standing.kind) {
    case 'answered':
      return layout({
        ...page,
        title: choiceWord(standing.decision.choice),
        body: html`<h1>${choiceWord(standing.decision.choice)}</h1>
          ${decisionView(standing.decision, view)} ${standing.newer ? newerView(standing.newer, path, csrf) : status}
          ${signedDocument(view, standing.decision)}`,
      });
    case 'newer':
      return layout({
        ...page,
        title: 'The text has changed',
        body: html`<h1>The text has changed</h1>
          <p>Since this link was sent the text has been changed; what it says now is asked under a link of its own.</p>
          ${newerView(standing.asked, path, csrf)}`,
      });
    case 'ruling':
      return layout({
        ...page,
        title: sentence(standing.asked.what),
        body: html`<h1>${sentence(standing.asked.what)}</h1>
          <p>This is ruled on by the operator, on the command line:</p>
          <ul>
            ${answerCommands(view.id, standing.asked).map((command) => html`<li><code>${command}</code></li>`)}
          </ul>
          ${status}`,
      });
    case 'withdrawn':
      return layout({
        ...page,
        title: 'This is not asked any more',
        body: html`<h1>This is not asked any more</h1>
          <p>It goes on without an answer of yours.</p>
          ${status}`,
      });
    case 'ended':
      return layout({
        ...page,
        title: 'This has ended',
        body: html`<h1>This has ended</h1>
          <p>This run has ended (${statusWords(standing.status).text.toLowerCase()}) and takes no more answers.</p>
          ${status}`,
      });
  }
}

/** Who, what, when, and over which text. */
function decisionView(decision: DecisionRecord, view: ProgressView): Markup {
  const { choice, name, party, at, comment, email, digest } = decision;
  return html`<dl class="fields">
      <div>
        <dt>What</dt>
        <dd>${choiceWord(choice)}</dd>
      </div>
      <div>
        <dt>Who</dt>
        <dd>${name}, for ${partyWords(party, view)}</dd>
      </div>
      ${
        email === undefined
          ? ''
          : html`<div>
              <dt>Address</dt>
              <dd>${email}</dd>
            </div>`
      }
      <div>
        <dt>When</dt>
        <dd>${time(at)}</dd>
      </div>
      <div>
        <dt>Proof</dt>
        <dd>${decision.proof === 'localStack' ? 'none: given on a local stack' : 'signed at this desk'}</dd>
      </div>
    </dl>
    ${comment === undefined ? '' : html`<p class="notice">${comment}</p>`}
    <p class="digest">SHA-256 of the text: ${digest}</p>`;
}

function newerView(asked: WaitingFor, path: string, csrf: string): Markup {
  const hidden = html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf}" /><input
      type="hidden"
      name="digest"
      value="${asked.digest ?? ''}"
    />`;
  return html`<p>
      A newer version is asked since
      ${time(asked.since)}${asked.document ? `: ${asked.document.title}, version ${asked.document.version}` : ''}. It was sent to
      the address on file.
    </p>
    ${resendForm(`${path}/contact`, hidden, 'Send the link again', 'resend', 'To the address on file, in case it got lost.')}`;
}

/** The very text that was answered, while the run still holds it. */
function signedDocument(view: ProgressView, { step, digest }: DecisionRecord): Markup | '' {
  const document = step === undefined ? undefined : view.documents?.[step];
  return document === undefined || documentDigest(document) !== digest ? '' : documentView(document, undefined, 2);
}
