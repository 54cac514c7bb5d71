import { html } from 'hono/html';
import { documentDigest } from '../../../contracts/people/document';
import type { DecisionRecord, ProgressView, WaitingFor } from '../../../contracts/run/progress';
import type { Session } from '../session';
import type { Standing } from '../standing';
import { resendForm } from './contact';
import { documentView } from './document';
import { hiddenFields } from './fields';
import { layout, signPath, statusPath } from './layout';
import { definitions } from './lists';
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
  const path = signPath(session, view.id, step);
  const status = html`<p><a href="${statusPath(session, view.id)}">See how it goes on</a></p>`;
  const { title, text } = told(standing, view, (asked) => newerView(asked, path, csrf), status);
  return layout({
    title,
    session,
    run: view.id,
    local,
    body: html`<h1>${title}</h1>
      ${text}`,
  });
}

function told(
  standing: OutcomePage['standing'],
  view: ProgressView,
  newer: (asked: WaitingFor) => Markup,
  status: Markup,
): { title: string; text: Markup } {
  switch (standing.kind) {
    case 'answered':
      return {
        title: choiceWord(standing.decision.choice),
        text: html`${decisionView(standing.decision, view)} ${standing.newer ? newer(standing.newer) : status}
        ${signedDocument(view, standing.decision)}`,
      };
    case 'newer':
      return {
        title: 'The text has changed',
        text: html`<p>Since this link was sent the text has been changed; what it says now is asked under a link of its own.</p>
          ${newer(standing.asked)}`,
      };
    case 'ruling':
      return {
        title: sentence(standing.asked.what),
        text: html`<p>This is ruled on by the operator, on the command line:</p>
          <ul>
            ${answerCommands(view.id, standing.asked).map((command) => html`<li><code>${command}</code></li>`)}
          </ul>
          ${status}`,
      };
    case 'withdrawn':
      return {
        title: 'This is not asked any more',
        text: html`<p>It goes on without an answer of yours.</p>
          ${status}`,
      };
    case 'ended':
      return {
        title: 'This has ended',
        text: html`<p>This run has ended (${statusWords(standing.status).text.toLowerCase()}) and takes no more answers.</p>
          ${status}`,
      };
  }
}

/** Who, what, when, and over which text. */
function decisionView(decision: DecisionRecord, view: ProgressView): Markup {
  const { choice, name, party, at, comment, email, digest } = decision;
  return html`${definitions([
      ['What', choiceWord(choice)],
      ['Who', `${name}, for ${partyWords(party, view)}`],
      ['Address', email],
      ['When', time(at)],
      ['Proof', decision.proof === 'localStack' ? 'none: given on a local stack' : 'signed at this desk'],
    ])}
    ${comment === undefined ? '' : html`<p class="notice">${comment}</p>`}
    <p class="digest">SHA-256 of the text: ${digest}</p>`;
}

function newerView(asked: WaitingFor, path: string, csrf: string): Markup {
  const hidden = hiddenFields(csrf, asked.digest ?? '');
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
