import { html } from 'hono/html';
import type { Problem } from '../../api/errors';
import { CSRF_FIELD } from '../csrf';
import type { Markup } from '../../words/pages';

interface Field {
  /** Id of the element, unique on the page. */
  id: string;
  name: string;
  label: string;
  value: string;
  problem?: string | undefined;
  hint?: string;
  type?: 'text' | 'email';
  autocomplete?: 'name' | 'email' | 'off';
  maxlength: number;
  required: boolean;
}

/** What every form of a question carries: the session's token, and the digest of what was read. */
export function hiddenFields(csrf: string, digest: string): Markup {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf}" /><input
      type="hidden"
      name="digest"
      value="${digest}"
    />`;
}

/** One line to type, tied to its hint and to what is wrong with it. */
export function lineField(field: Field): Markup {
  const { id, name, value, type = 'text', autocomplete = 'off', maxlength, required } = field;
  return html`<div class="field">
    ${above(field)}
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      maxlength="${maxlength}"
      ${flags(field)}${required ? html` required` : ''}
    />
  </div>`;
}

/** Lines to type. */
export function textField(field: Field): Markup {
  const { id, name, value, maxlength, required } = field;
  // A browser drops the first line break inside of the element: the one that stands here.
  return html`<div class="field">
    ${above(field)}
    <textarea id="${id}" name="${name}" rows="4" maxlength="${maxlength}" ${flags(field)}${required ? html` required` : ''}>
${value}</textarea>
  </div>`;
}

export function tick(
  { id, name, label, value, problem }: Pick<Field, 'id' | 'name' | 'label' | 'value' | 'problem'>,
  checked: boolean,
): Markup {
  return html`${problem === undefined ? '' : html`<p class="error" id="${id}-error">${problem}</p>`}
    <div class="tick">
      <input
        type="checkbox"
        id="${id}"
        name="${name}"
        value="${value}"
        ${checked ? html` checked` : ''}${flags({ id, problem })}
        required
      />
      <label for="${id}">${label}</label>
    </div>`;
}

/** What has to be put right before the form counts; each points to its field. @param idOf the element of a problem's path */
export function problemList(title: string, problems: Problem[], idOf: (path: string) => string | undefined): Markup {
  return html`<div class="errors" role="alert">
    <p>${title}</p>
    ${
      problems.length === 0
        ? ''
        : html`<ul>
            ${problems.map(({ path, message }) => html`<li>${pointer(message, idOf(path))}</li>`)}
          </ul>`
    }
  </div>`;
}

function pointer(message: string, id: string | undefined): Markup {
  return id === undefined ? html`${message}` : html`<a href="#${id}">${message}</a>`;
}

function above({ id, label, hint, problem }: Field): Markup {
  return html`<label for="${id}">${label}</label> ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${problem === undefined ? '' : html`<p class="error" id="${id}-error">${problem}</p>`}`;
}

function flags({ id, hint, problem }: Pick<Field, 'id' | 'hint' | 'problem'>): Markup {
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-error`].filter(
    (one) => one !== '',
  );
  return html`${described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`}${problem === undefined ? '' : html` aria-invalid="true"`}`;
}
