import { html } from 'hono/html';
import type { ProgressView } from '../../../contracts/run/progress';
import type { Session } from '../session';
import type { StatusView } from '../status-view';
import { documentView } from './document';
import { layout, signPath } from './layout';
import { cards, definitions } from './lists';
import {
  choiceWord,
  everyDays,
  type Markup,
  partyWords,
  processTitle,
  statusWords,
  stepTitle,
  stepWords,
  time,
} from '../../words/pages';

interface StatusPage {
  seen: StatusView;
  parties: ProgressView['parties'];
  session: Session;
  /** Steps that this session may answer now. */
  answerable: string[];
  local: boolean;
}

/** The whole of a run for one party: how it stands, who is waited for, what was decided, and the texts. */
export function statusPage({ seen, parties, session, answerable, local }: StatusPage): Markup {
  const { text, tone } = statusWords(seen.status);
  const names = parties ? { parties } : {};
  return layout({
    title: `Status: ${processTitle(seen.process)}`,
    session,
    run: seen.id,
    current: 'status',
    local,
    body: html`<h1>${processTitle(seen.process)}</h1>
      <p class="digest">${seen.id}</p>
      <p><span class="tag ${tone}">${text}</span>${seen.paused ? ' (paused by the operator)' : ''}, since ${time(seen.since)}</p>
      ${seen.failure === undefined ? '' : html`<p class="errors">${seen.failure}</p>`}
      ${list('Could not be put back: a person has to', seen.leftUndone)} ${result(seen)}
      <h2>Who is waited for</h2>
      ${waiting(seen, names, session, answerable)}
      <h2>Steps</h2>
      ${steps(seen, names)}
      <h2>Decisions</h2>
      ${cards(seen.decisions.map((decision) => decisionCard(decision, names))) || html`<p class="none">None yet.</p>`}
      ${
        seen.documents.length === 0
          ? ''
          : html`<h2>Texts</h2>
              ${seen.documents.map(documentCard)}`
      }
      ${list('What was put back', seen.undone)}`,
  });
}

function result({ result: facts }: StatusView): Markup | '' {
  if (facts.length === 0) return '';
  return html`<h2>Result</h2>
    ${definitions(facts.map(({ name, value }) => [name, value]))}`;
}

type Names = Pick<ProgressView, 'parties'>;

function waiting({ id, waitingFor }: StatusView, names: Names, session: Session, answerable: string[]): Markup {
  if (waitingFor.length === 0) return html`<p class="none">Nobody.</p>`;
  return html`<ul class="cards">
    ${waitingFor.map(
      ({ party, step, what, since, until, remindEveryDays }) =>
        html`<li>
          <strong>${partyWords(party, names)}</strong>: ${what}
          <p class="lead">
            Since
            ${time(since)}${until === undefined ? '' : html`, until ${time(until)}`}${remindEveryDays === undefined ? '' : `, reminded ${everyDays(remindEveryDays)}`}
          </p>
          ${party === session.link.party && answerable.includes(step) ? html`<p><a href="${signPath(session, id, step)}">Read and answer: ${what}</a></p>` : ''}
        </li>`,
    )}
  </ul>`;
}

function steps({ process, steps }: StatusView, names: Names): Markup {
  return html`<ol class="steps">
    ${steps.map((step) => {
      const { text, tone } = stepWords(step.state);
      const span =
        step.startedAt === undefined
          ? ''
          : html`${time(step.startedAt)}${step.endedAt === undefined ? '' : html` to ${time(step.endedAt)}`}`;
      return html`<li>
        <strong>${stepTitle(process, step.name)}</strong> <span class="tag ${tone}">${text}</span>
        <p>${partyWords(step.who, names)}${span === '' ? '' : html`, ${span}`}</p>
        ${step.detail === undefined ? '' : html`<p>${step.detail}</p>`}
      </li>`;
    })}
  </ol>`;
}

function decisionCard(decision: StatusView['decisions'][number], names: Names): Markup {
  const { choice, name, email, party, step, at, comment, digest } = decision;
  return html`<li>
    <strong>${choiceWord(choice)}</strong> by ${name}${email === undefined ? '' : ` (${email})`} for
    ${partyWords(party, names)}${step === undefined ? '' : `, ${step}`}, ${time(at)}
    ${comment === undefined ? '' : html`<p class="notice">${comment}</p>`}
    <p class="digest">SHA-256 of the text: ${digest}</p>
  </li>`;
}

function documentCard({ title, version, document, digest }: StatusView['documents'][number]): Markup {
  if (document === undefined)
    return html`<p>${title}, version ${version}</p>
      <p class="digest">SHA-256 of this text: ${digest}</p>`;
  return documentView(document, digest, 3);
}

function list(title: string, lines: string[]): Markup | '' {
  return lines.length === 0
    ? ''
    : html`<h2>${title}</h2>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`;
}
