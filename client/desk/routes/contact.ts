import type { Hono } from 'hono';
import { ContactChange } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import { HandoverError, type Problem } from '../../api/errors';
import { domainOf, mayAnswer, partyDomains } from '../access';
import { type Fields, one } from '../decision-form';
import type { Desk } from '../desk';
import { PageError } from '../page-error';
import { messagePage } from '../pages/message';
import { prove } from '../proof';
import type { RateLimit } from '../rate-limit';
import { type Session, sessionOf } from '../session';
import { limit, postedForm } from './posted';
import { readRun } from './reading';
import { runOf, showQuestion } from './sign';

const DONE: Record<ContactChange['action'], { title: string; text: string }> = {
  delegate: { title: 'Your colleague is written to', text: 'They get a link of their own. Until they answer, yours stays good.' },
  resend: { title: 'The link is sent again', text: 'It goes to the address on file.' },
  revoke: { title: 'All links are ended', text: 'The address on file gets a new one. You may close this page.' },
};

/** What a party does about its own links. The run sends the notices; nothing is sent from here. */
export function addContactChanges(app: Hono, desk: Desk, perLink: RateLimit): void {
  const { local } = desk.config;
  app.post('/at/:session/sign/:run/:step/contact', async (c) => {
    const session = await sessionOf(c, desk);
    limit(c, perLink, session.base, desk.now());
    const fields = await postedForm(c, desk, session);
    const step = c.req.param('step');
    const view = await readRun(desk, session, c.req.param('run'));
    const read = changeFrom(fields, session, view, step, local);
    if ('problems' in read) {
      const title = 'Nothing was sent yet. Put this right:';
      return showQuestion(c, desk, session, view, step, { status: 422, title, problems: read.problems });
    }
    const { change } = read;
    const proof = prove(runOf(view), 'contact', change, desk.signingKey, session.link.exp, desk.now());
    try {
      await desk.runs.contact(view.id, { ...change, proof });
    } catch (error) {
      if (!(error instanceof HandoverError) || error.kind !== 'refused') throw error;
      throw new PageError(409, 'This was not taken', error.message);
    }
    desk.log({ event: 'contact', run: view.id, step, party: change.party, action: change.action });
    const { title, text } = DONE[change.action];
    return c.html(messagePage(title, text, { session, run: view.id, local }));
  });
}

/** Throws PageError when the question is not asked of this session's party any more. */
function changeFrom(
  fields: Fields,
  { link }: Session,
  view: ProgressView,
  step: string,
  local: boolean,
): { change: ContactChange } | { problems: Problem[] } {
  const asked = view.waitingFor.find((one) => one.party === link.party && one.step === step);
  if (!asked?.digest || !mayAnswer(link, view, asked, local)) {
    throw new PageError(409, 'This is not asked of you any more', 'There is nothing that a link would be good for.');
  }
  const action = one(fields, 'action');
  const email = one(fields, 'email').trim();
  const name = one(fields, 'name').trim();
  const problems: Problem[] = [];
  if (name === '') problems.push({ path: 'name', message: 'Type your name: it is kept with what you ask for.' });
  if (action === 'delegate') problems.push(...wrongAddress(email, partyDomains(view, link.party)));
  const parsed = ContactChange.safeParse({
    party: link.party,
    step,
    digest: asked.digest,
    action,
    name,
    ...(action === 'delegate' ? { email } : {}),
  });
  if (problems.length > 0) return { problems };
  if (parsed.success) return { change: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
}

/** A link must not leave the organisation: whoever holds it signs for it. */
function wrongAddress(email: string, domains: string[]): Problem[] {
  if (email.includes('@') && domains.includes(domainOf(email))) return [];
  const known = domains.map((domain) => `@${domain}`).join(' or ');
  return [
    {
      path: 'email',
      message:
        known === ''
          ? 'No address of your organisation is known, so nobody else can be named.'
          : `The address has to end in ${known}, as your organisation’s contacts do.`,
    },
  ];
}
