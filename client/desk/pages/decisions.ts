import { html } from 'hono/html';
import { editableValues, type Typed } from '../decision-form';
import type { Problem } from '../../api/errors';
import type { Question } from '../standing';
import { lineField, textField, tick } from './fields';
import type { Markup } from '../../words/pages';

interface DecisionForms {
  asked: Question;
  path: string;
  /** Fields that every form carries. */
  hidden: Markup;
  typed?: Typed;
  problems: Problem[];
}

/** One form for each thing that may be decided, so that none asks for what another needs. The one that was sent stays open as it was typed. */
export function decisionForms(forms: DecisionForms): Markup {
  const { choices } = forms.asked;
  return html`${choices.includes('approve') ? approveForm(forms) : ''} ${choices.includes('sendBack') ? sendBackForm(forms) : ''}
  ${choices.includes('decline') ? declineForm(forms) : ''}`;
}

function approveForm({ asked, path, hidden, typed, problems }: DecisionForms): Markup {
  const { mine, said } = part('approve', typed, problems);
  return html`<form class="act" method="post" action="${path}">
    ${hidden}<input type="hidden" name="choice" value="approve" />
    <h3>Sign</h3>
    ${tick({ id: 'approve-read', name: 'read', value: 'yes', label: asked.evidence ? 'I have read all of it, and it was done.' : 'I have read all of it and agree.', problem: said('read') }, mine?.read ?? false)}
    ${(asked.states ?? []).map(({ id, text }) =>
      tick(
        { id: `approve-states.${id}`, name: 'states', value: id, label: text, problem: said(`states.${id}`) },
        mine?.states.includes(id) ?? false,
      ),
    )}
    ${nameField('approve', mine, said)}
    ${textField({ id: 'approve-comment', name: 'comment', label: asked.evidence ? 'What shows that it was done' : 'Comment (may be left out)', value: mine?.comment ?? '', problem: said('comment'), maxlength: 4000, required: asked.evidence ?? false })}
    <button type="submit">Sign</button>
  </form>`;
}

function sendBackForm({ asked, path, hidden, typed, problems }: DecisionForms): Markup {
  const { mine, said } = part('sendBack', typed, problems);
  const editable = editableValues(asked);
  return html`<details class="act" ${mine ? html` open` : ''}>
    <summary>Send back with changes</summary>
    <form method="post" action="${path}">
      ${hidden}<input type="hidden" name="choice" value="sendBack" />
      <p>A new version is made and everybody is asked again; what was signed before counts no more.</p>
      ${
        editable.length === 0
          ? ''
          : html`<fieldset>
              <legend>What you may change yourself</legend>
              ${editable.map(({ key, label, value }) =>
                lineField({
                  id: `sendBack-changes.${key}`,
                  name: `changes.${key}`,
                  label,
                  value: mine?.changes[key] ?? value,
                  problem: said(`changes.${key}`),
                  maxlength: 500,
                  required: false,
                }),
              )}
            </fieldset>`
      }
      ${textField({ id: 'sendBack-comment', name: 'comment', label: 'What has to be changed', value: mine?.comment ?? '', problem: said('comment'), maxlength: 4000, required: true })}
      ${nameField('sendBack', mine, said)}
      <button type="submit" class="quiet">Send back</button>
    </form>
  </details>`;
}

function declineForm({ path, hidden, typed, problems }: DecisionForms): Markup {
  const { mine, said } = part('decline', typed, problems);
  return html`<details class="act" ${mine ? html` open` : ''}>
    <summary>Decline</summary>
    <form method="post" action="${path}">
      ${hidden}<input type="hidden" name="choice" value="decline" />
      <p>It ends for all parties, and what was done so far is put back.</p>
      ${textField({ id: 'decline-comment', name: 'comment', label: 'Reason', value: mine?.comment ?? '', problem: said('comment'), maxlength: 4000, required: true })}
      ${nameField('decline', mine, said)}
      <button type="submit" class="grave">Decline</button>
    </form>
  </details>`;
}

function nameField(
  choice: Exclude<Typed['choice'], ''>,
  mine: Typed | undefined,
  said: (path: string) => string | undefined,
): Markup {
  return lineField({
    id: `${choice}-name`,
    name: 'name',
    label: 'Your full name',
    hint: 'It is kept with your answer, the time and your address.',
    value: mine?.name ?? '',
    problem: said('name'),
    autocomplete: 'name',
    maxlength: 200,
    required: true,
  });
}

/** What belongs to the form of this choice: what was typed into it and what was wrong there. */
function part(choice: Exclude<Typed['choice'], ''>, typed: Typed | undefined, problems: Problem[]) {
  const mine = typed?.choice === choice ? typed : undefined;
  const said = (path: string) => (mine ? problems.find((problem) => problem.path === path)?.message : undefined);
  return { mine, said };
}
