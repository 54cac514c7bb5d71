import { html } from 'hono/html';
import type { ProgressView } from '../../../contracts/run/progress';
import { HandoverError } from '../../api/errors';
import { planDocument } from '../../processes/resource-move/plan-report';
import type { Desk } from '../desk';
import { reportView } from '../pages/document';
import type { Markup } from '../../words/pages';
import type { Question } from '../standing';

/** What can be put before a person of a question: the plan where it is about one, and what may be answered to that. */
interface Shown {
  asked: Question;
  /** Absent when the question carries its own document. */
  plan?: Markup;
  /** The plan cannot be shown here: it is not approved here either. */
  isPlanMissing: boolean;
}

/** Nobody signs here what cannot be read here: without its plan a question may be sent back or declined alone. */
export async function shownQuestion(desk: Desk, view: ProgressView, asked: Question): Promise<Shown> {
  if (asked.document) return { asked, isPlanMissing: false };
  const plan = await planOf(desk, view, asked);
  if (plan) return { asked, plan, isPlanMissing: false };
  return {
    asked: { ...asked, choices: asked.choices.filter((choice) => choice !== 'approve') },
    plan: html`<p class="notice">
      The plan cannot be shown here, so it cannot be approved here. Ask the person who runs the move to let this desk read it;
      with access of your own read it by <code>handover plan ${view.id} --out plan.html</code>. You may send it back or decline.
    </p>`,
    isPlanMissing: true,
  };
}

/** The very plan that is asked about. */
async function planOf({ plan }: Desk, view: ProgressView, asked: Question): Promise<Markup | undefined> {
  try {
    const read = view.artifacts['plan'] === undefined ? undefined : await plan(view.id);
    return read?.digest === asked.digest ? await reportView({ ...planDocument(read), title: 'The plan' }) : undefined;
  } catch (error) {
    if (!(error instanceof HandoverError)) throw error;
    return undefined;
  }
}
