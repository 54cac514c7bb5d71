import type { Hono } from 'hono';
import { LINK_PATHS } from '../../../contracts/people/link';
import { mayAnswer } from '../access';
import type { Desk } from '../desk';
import type { Audience } from '../links';
import { inboxPage } from '../pages/inbox';
import { signPath, statusPath } from '../pages/layout';
import { statusPage } from '../pages/status';
import { PageError } from '../page-error';
import { beginSession, type Session, sessionOf } from '../session';
import { statusFor } from '../status-view';
import { readInbox, readRun } from './reading';

/** Where links lead, and the pages that only show. */
export function addReadingPages(app: Hono, desk: Desk): void {
  const { local } = desk.config;

  for (const [aud, path] of Object.entries(LINK_PATHS) as [Audience, string][]) {
    app.get(path, async (c) => {
      // The one URL with a secret in it is nobody's referrer, and the answer to it leads away from it.
      c.header('Referrer-Policy', 'no-referrer');
      return c.redirect(homeOf(await beginSession(c, desk, aud)), 303);
    });
  }

  app.get('/at/:session/inbox', async (c) => {
    const session = await sessionOf(c, desk);
    return c.html(inboxPage({ ...(await readInbox(desk, session)), session, local }));
  });

  app.get('/at/:session/status/:run', async (c) => {
    const session = await sessionOf(c, desk);
    const view = await readRun(desk, session, c.req.param('run'));
    const answerable = view.waitingFor.filter((asked) => mayAnswer(session.link, view, asked, local)).map(({ step }) => step);
    return c.html(statusPage({ seen: statusFor(view, session.link.party), parties: view.parties, session, answerable, local }));
  });
}

function homeOf(session: Session): string {
  const { aud, workflowId, step } = session.link;
  if (aud === 'inbox') return `${session.base}/inbox`;
  if (workflowId !== undefined && aud === 'status') return statusPath(session, workflowId);
  if (workflowId !== undefined && step !== undefined) return signPath(session, workflowId, step);
  throw new PageError(403, 'This link is not valid', 'It does not say what it is for. Ask for a new one.');
}
