import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { HandoverError, messageOf } from '../api/errors';
import type { Desk } from './desk';
import { PageError } from './page-error';
import { messagePage } from './pages/message';
import { DESK_STYLE } from './pages/style';
import { createRateLimit } from './rate-limit';
import { addContactChanges } from './routes/contact';
import { addLocalDesk } from './routes/local';
import { addReadingPages } from './routes/pages';
import { limit } from './routes/posted';
import { addAttachedReport } from './routes/report';
import { addSigning } from './routes/sign';
import { addPartnerCenterWebhook } from './routes/webhook';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_KEYS = 10_000;
/** Requests of one caller: a person opens a few pages a minute, an office behind one address some dozens. */
const PER_CALLER = { burst: 240, perSecond: 4, keys: MAX_KEYS };
/** Forms sent by one link. */
const PER_LINK = { burst: 20, perSecond: 1 / 15, keys: MAX_KEYS };

/** All pages of the desk. No page holds a script, none is stored, and each says what was refused and why. */
export function createApp(desk: Desk): Hono {
  const { config, now, log } = desk;
  const app = new Hono();
  const perCaller = createRateLimit(PER_CALLER);
  const perLink = createRateLimit(PER_LINK);

  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    const { method, path } = c.req;
    log({ event: 'request', method, path: loggable(path), status: c.res.status, ms: Math.round(performance.now() - began) });
  });
  app.use(headers(config.url.startsWith('https:')));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/desk.css', (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(DESK_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  app.use(async (c, next) => {
    limit(c, perCaller, callerOf(c, config.listen.behindProxy), now());
    await next();
    c.header('Cache-Control', 'no-store');
    // Referrers stay in the house: without any a browser would send forms with no origin. The page that takes a token says no-referrer itself.
    if (!c.res.headers.has('Referrer-Policy')) c.header('Referrer-Policy', 'same-origin');
  });
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));
  app.use('/at/*', csrf({ origin: new URL(config.url).origin }));
  app.use('/open', csrf({ origin: new URL(config.url).origin }));

  addReadingPages(app, desk);
  addSigning(app, desk, perLink);
  addAttachedReport(app, desk, perLink);
  addContactChanges(app, desk, perLink);
  addLocalDesk(app, desk);
  addPartnerCenterWebhook(app, desk);

  app.notFound((c) =>
    failurePage(c, desk, new PageError(404, 'There is no such page', 'Open the link in the message that was sent to you.')),
  );
  app.onError((error, c) => failurePage(c, desk, pageErrorOf(error, desk)));
  return app;
}

/** The path alone, since a query may hold a link's token; and none of a link that a mail program has broken into the path. */
function loggable(path: string): string {
  return path.replace(/eyJ[\w-]*\.[^/]*/g, '(token)').slice(0, 300);
}

/** Nothing but our own style, and forms to ourselves. */
function headers(secure: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: false,
    strictTransportSecurity: secure ? 'max-age=31536000; includeSubDomains' : false,
  });
}

function failurePage(c: Context, { config }: Desk, error: PageError): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store');
  return c.html(messagePage(error.title, error.message, { local: config.local }), error.status);
}

function pageErrorOf(error: Error, { log }: Desk): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof HTTPException) {
    return error.status === 413
      ? new PageError(413, 'This is too long', 'Shorten the comment and send it again. Nothing was done.')
      : new PageError(
          403,
          'This form did not come from here',
          'Open the page again by its link, and send it from there. Nothing was done.',
        );
  }
  log({ event: 'failed', why: messageOf(error) });
  if (error instanceof HandoverError && error.kind === 'notFound') {
    return new PageError(404, 'There is no such page', 'It is not there, or it is not for the holder of this link.');
  }
  if (error instanceof HandoverError && error.kind === 'unavailable') {
    return new PageError(
      503,
      'This cannot be shown at the moment',
      'What knows it does not answer. Look here again in some minutes before you send anything twice.',
    );
  }
  return new PageError(
    500,
    'Something went wrong here',
    'It is not your doing. Look at the page again before you send anything twice.',
  );
}

/** Address of who calls. Only the last entry of the header is the proxy's own word. */
function callerOf(c: Context, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded !== undefined && forwarded !== '') return forwarded;
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    // Without a connection below: a request that was made in this process.
    return 'in process';
  }
}
