import type { Context, Hono } from 'hono';
import { LinkClaims } from '../../../contracts/people/link';
import type { ProgressView } from '../../../contracts/run/progress';
import { PARTIES } from '../../../contracts/people/parties';
import type { Desk } from '../desk';
import { makeLink } from '../links';
import { PageError } from '../page-error';
import { type LocalParty, localPage } from '../pages/local';
import { partyWords } from '../../words/pages';

const GOOD_FOR_S = 8 * 3600;

/** The way in without mail, on the desk of a local stack; elsewhere these pages are not there. */
export function addLocalDesk(app: Hono, desk: Desk): void {
  app.get('/', async (c) => {
    refuseElsewhere(c, desk);
    const runs = await desk.runs.list();
    const seen = await Promise.all(runs.map(({ id }) => desk.runs.progress(id)));
    const views = seen.map(({ view }) => view);
    return c.html(localPage({ runs: views, parties: partiesOf(views) }));
  });

  app.post('/open', async (c) => {
    refuseElsewhere(c, desk);
    const { party, tenantId } = await c.req.parseBody<Record<string, string>>();
    const claims = LinkClaims.safeParse({
      aud: 'inbox',
      party,
      email: `${party ?? ''}@local.example`,
      ...(tenantId === '' ? {} : { tenantId }),
    });
    if (!claims.success) throw new PageError(422, 'There is no such party', 'Go back and choose one of the list.');
    const token = await makeLink(claims.data, desk.config.linkKey, Math.floor(desk.now().getTime() / 1000) + GOOD_FOR_S);
    return c.redirect(`/inbox?t=${token}`, 303);
  });
}

/** A page that another name of this machine leads to is not ours to answer: a browser may have been told a false address for it. */
function refuseElsewhere(c: Context, { config }: Desk): void {
  if (config.local && c.req.header('host') === new URL(config.url).host) return;
  throw new PageError(404, 'There is no such page', 'Open the link in the message that was sent to you.');
}

function partiesOf(views: ProgressView[]): LocalParty[] {
  const found = new Map<string, LocalParty>();
  for (const view of views) {
    for (const party of PARTIES) {
      const card = view.parties?.[party];
      if (card === undefined && !view.waitingFor.some((asked) => asked.party === party)) continue;
      const tenantId = card?.tenantId;
      found.set(`${party} ${tenantId ?? ''}`, { party, tenantId, name: partyWords(party, view) });
    }
  }
  return [...found.values()];
}
