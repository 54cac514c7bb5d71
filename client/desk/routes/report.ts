import type { Hono } from 'hono';
import { documentOf } from '../../processes/reports';
import { rendered } from '../../reports/write';
import type { Desk } from '../desk';
import { PageError } from '../page-error';
import type { RateLimit } from '../rate-limit';
import { sessionOf } from '../session';
import { ATTACHED, attachedTo } from './attached';
import { limit } from './posted';
import { ONLY_SHOWS, readRun } from './reading';
import { standingFor } from './sign';

/** The report that a decision rests on, to take away: as a page, which would not run under the desk's own policy, and as a workbook. */
export function addAttachedReport(app: Hono, desk: Desk, perLink: RateLimit): void {
  app.get('/at/:session/sign/:run/:step/:file', async (c) => {
    const session = await sessionOf(c, desk);
    limit(c, perLink, session.base, desk.now());
    if (session.link.aud === 'status') throw ONLY_SHOWS;
    const { run, step, file } = c.req.param();
    const view = await readRun(desk, session, run);
    standingFor(desk, session, view, step);
    const format = ATTACHED.find(({ name }) => name === file);
    const ref = attachedTo(view, step);
    if (!format || !ref)
      throw new PageError(404, 'There is no such page', 'It is not there, or it is not for the holder of this link.');
    const content = await rendered(file, documentOf(await desk.report(ref)));
    c.header('Content-Disposition', `attachment; filename="${file}"`);
    return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, { 'Content-Type': format.type });
  });
}
