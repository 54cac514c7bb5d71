import type { Context, Hono } from 'hono';
import { documentDigest } from '../../../contracts/people/document';
import type { ProgressView } from '../../../contracts/run/progress';
import { HandoverError } from '../../api/errors';
import { mayAnswer, partyDomains } from '../access';
import { csrfToken } from '../csrf';
import { decisionFrom, type Typed, typedFrom } from '../decision-form';
import type { Desk } from '../desk';
import { PageError } from '../page-error';
import { signPath } from '../pages/layout';
import { outcomePage } from '../pages/outcome';
import { signPage, type SignPage } from '../pages/sign';
import { prove } from '../proof';
import type { RateLimit } from '../rate-limit';
import { type Session, sessionOf } from '../session';
import { type Standing, standingOf } from '../standing';
import { limit, postedForm } from './posted';
import { NOT_ASKED, ONLY_SHOWS, readRun, soughtBy } from './reading';
import { attachedReport } from './attached';
import { shownQuestion } from './shown-plan';

/** The page of one question: GET shows, POST decides. */
export function addSigning(app: Hono, desk: Desk, perLink: RateLimit): void {
  app.get('/at/:session/sign/:run/:step', async (c) => {
    const session = await sessionOf(c, desk);
    const view = await readRun(desk, session, c.req.param('run'));
    return showQuestion(c, desk, session, view, c.req.param('step'));
  });

  app.post('/at/:session/sign/:run/:step', async (c) => {
    const session = await sessionOf(c, desk);
    limit(c, perLink, session.base, desk.now());
    const typed = typedFrom(await postedForm(c, desk, session));
    const step = c.req.param('step');
    const view = await readRun(desk, session, c.req.param('run'));
    const standing = standingFor(desk, session, view, step);
    if (standing.kind !== 'open') return showQuestion(c, desk, session, view, step, { status: 409 });
    const { asked } = standing;
    if (typed.digest !== asked.digest) {
      const title = 'The text has changed while you read it. Nothing was signed: read what it says now.';
      return showQuestion(c, desk, session, view, step, { status: 409, title, typed: { ...typed, read: false, states: [] } });
    }
    const shown = await shownQuestion(desk, view, asked);
    if (shown.isPlanMissing && typed.choice === 'approve') {
      const title = 'The plan cannot be shown here, so it cannot be approved here. Nothing was signed.';
      return showQuestion(c, desk, session, view, step, { status: 409, title, typed });
    }
    const read = decisionFrom(typed, shown.asked, session.link.email);
    if ('problems' in read) {
      const title = 'Nothing was sent yet. Put this right:';
      return showQuestion(c, desk, session, view, step, { status: 422, title, problems: read.problems, typed });
    }
    const { decision } = read;
    const proof = prove(runOf(view), 'decide', decision, desk.signingKey, session.link.exp, desk.now());
    try {
      await desk.runs.decide(view.id, { ...decision, proof });
      desk.log({ event: 'decided', run: view.id, step, party: asked.party, choice: decision.choice });
    } catch (error) {
      if (!(error instanceof HandoverError) || error.kind !== 'refused') throw error;
      const now = await readRun(desk, session, view.id);
      // A double click: the first one counted.
      if (standingFor(desk, session, now, step).kind === 'open') {
        return showQuestion(c, desk, session, now, step, { status: 409, title: `This was not taken. ${error.message}`, typed });
      }
    }
    return c.redirect(signPath(session, view.id, step), 303);
  });
}

/** The execution that a signature is bound to. Throws PageError for a run that does not say which it is. */
export function runOf({ id, runId }: ProgressView): { workflowId: string; runId: string } {
  if (runId !== undefined) return { workflowId: id, runId };
  throw new PageError(
    409,
    'This cannot be answered here',
    'No worker answers for this run, so it is not known which execution would be signed for.',
  );
}

interface Refused {
  status: 200 | 409 | 422;
  title?: string;
  problems?: NonNullable<SignPage['refused']>['problems'];
  typed?: Typed;
}

/** The page of a question as it stands now, with what was wrong about the form that was sent, if one was. */
export async function showQuestion(
  c: Context,
  desk: Desk,
  session: Session,
  view: ProgressView,
  step: string,
  { status, title, problems = [], typed }: Refused = { status: 200 },
): Promise<Response> {
  const { local, linkKey } = desk.config;
  const csrf = csrfToken(session.token, linkKey);
  const standing = standingFor(desk, session, view, step);
  if (standing.kind !== 'open') return c.html(outcomePage({ view, step, standing, session, csrf, local }), status);
  const { asked, plan } = await shownQuestion(desk, view, standing.asked);
  const attached = await attachedReport(desk, session, view, step);
  const page: SignPage = {
    view,
    asked,
    session,
    csrf,
    local,
    domains: partyDomains(view, asked.party),
    ...(plan === undefined ? {} : { plan }),
    ...(attached === undefined ? {} : { attached }),
    ...(title === undefined ? {} : { refused: { title, problems, ...(typed ? { typed } : {}) } }),
  };
  return c.html(signPage(page), status);
}

/** Throws PageError when this session may not answer it, or when the text does not belong to the digest that would be signed. */
export function standingFor(desk: Desk, { link }: Session, view: ProgressView, step: string): Standing {
  const standing = standingOf(view, soughtBy(link, view.id, step));
  if (standing.kind !== 'open') return standing;
  const { asked } = standing;
  if (!mayAnswer(link, view, asked, desk.config.local)) {
    throw link.aud === 'status' ? ONLY_SHOWS : NOT_ASKED;
  }
  if (asked.document && documentDigest(asked.document) !== asked.digest) {
    throw new PageError(
      500,
      'This text cannot be signed',
      'What would be shown is not what is asked about. Tell the person who runs the transfer.',
    );
  }
  return standing;
}
