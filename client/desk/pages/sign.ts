import { html } from 'hono/html';
import type { ProgressView } from '../../../contracts/run/progress';
import type { Typed } from '../decision-form';
import type { Problem } from '../../api/errors';
import type { Session } from '../session';
import type { Question } from '../standing';
import { type Attached, attachedView } from './attached';
import { contactForms } from './contact';
import { decisionForms } from './decisions';
import { documentView } from './document';
import { hiddenFields, problemList } from './fields';
import { layout, signPath } from './layout';
import { definitions } from './lists';
import { choiceWord, everyDays, type Markup, partyWords, processTitle, sentence, time } from '../../words/pages';

export interface SignPage {
  view: ProgressView;
  asked: Question;
  session: Session;
  csrf: string;
  local: boolean;
  /** The plan of a resource move, or how to get at it. */
  plan?: Markup;
  attached?: Attached;
  /** Set when something was sent that does not count. */
  refused?: { title: string; problems: Problem[]; typed?: Typed };
  /** Mail domains that a colleague may be in. */
  domains: string[];
}

/** What is asked, all of the text it is about, and the ways to answer. Showing it changes nothing. */
export function signPage(page: SignPage): Markup {
  const { view, asked, session, local, refused, csrf, plan, attached } = page;
  const title = asked.document?.title ?? sentence(asked.what);
  const path = signPath(session, view.id, asked.step);
  const hidden = hiddenFields(csrf, asked.digest);
  return layout({
    title: refused ? `Not sent: ${title}` : title,
    session,
    run: view.id,
    local,
    body: html`<h1>${title}</h1>
      <p class="lead">${processTitle(view.process)}. You answer for ${partyWords(asked.party, view)} as ${session.link.email}.</p>
      ${refused ? problemList(refused.title, refused.problems, (problem) => elementOf(problem, refused.typed)) : ''}
      <p>${sentence(asked.what)}${/[.?!]$/.test(asked.what) ? '' : '.'}</p>
      ${deadlines(asked, view.parties?.[asked.party]?.secondContact)} ${microsoft(asked.link)}
      ${attached ? attachedView(attached) : ''}
      ${
        asked.document
          ? documentView(asked.document, asked.digest, 2)
          : html`${plan ?? ''}
              <p class="digest">SHA-256 of what you answer: ${asked.digest}</p>`
      }
      ${answersSoFar(view, asked)}
      <h2>Your answer</h2>
      ${decisionForms({ asked, path, hidden, ...(refused?.typed ? { typed: refused.typed } : {}), problems: refused?.problems ?? [] })}
      <h2>Not you?</h2>
      ${contactForms({ path: `${path}/contact`, hidden, domains: page.domains, problems: refused?.typed ? [] : (refused?.problems ?? []) })}`,
  });
}

/** What the others have said about this very text. */
function answersSoFar(view: ProgressView, { digest }: Question): Markup | '' {
  const answers = view.decisions.filter((decision) => decision.digest === digest);
  if (answers.length === 0) return '';
  return html`<h2>Answers so far</h2>
    <ul>
      ${answers.map(({ choice, name, party, at }) => html`<li>${choiceWord(choice)} by ${name} for ${partyWords(party, view)}, ${time(at)}</li>`)}
    </ul>`;
}

function deadlines(
  { since, until, remindEveryDays, escalateAtReminder }: Question,
  second: { name: string } | undefined,
): Markup {
  const others =
    second === undefined || escalateAtReminder === undefined
      ? ''
      : `; from reminder ${escalateAtReminder} on also to ${second.name}`;
  const reminders = remindEveryDays === undefined ? undefined : `${everyDays(remindEveryDays)}${others}`;
  return html`${definitions([
    ['Asked since', time(since)],
    ['Answer until', until === undefined ? undefined : time(until)],
    ['Reminders', reminders],
  ])}
  ${until === undefined ? '' : html`<p class="hint">If nobody answers before then, the run ends as declined: silence is not consent.</p>`}`;
}

/** Only a web address becomes a link. */
function microsoft(link: string | undefined): Markup | '' {
  if (link === undefined) return '';
  return html`<p class="notice">
    This is done at Microsoft:
    ${link.startsWith('https://') ? html`<a href="${link}" rel="noreferrer noopener">${link}</a>` : link}
  </p>`;
}

function elementOf(path: string, typed: Typed | undefined): string | undefined {
  if (typed === undefined) return path === 'email' || path === 'colleague' ? `contact-${path}` : undefined;
  return path === 'choice' || typed.choice === '' ? undefined : `${typed.choice}-${path}`;
}
