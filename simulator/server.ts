import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { handleArm, type RawRequest } from './services/arm/http/pipeline';
import type { Azure } from './azure';
import { classicRoutes } from './services/classic/routes';
import { controlRoutes } from './control/routes';
import { enterpriseRoutes } from './services/enterprise/routes';
import { partnerCenterRoutes } from './services/partner-center/api/routes';
import { graphRoutes } from './services/sign-in/graph';
import { signInRoutes } from './services/sign-in/routes';

/** Bodies go out without line breaks, as ARM's do; a status that has no body gets none. */
function toResponse(status: number, body: unknown, headers: Record<string, string>): Response {
  const empty = body === undefined || status === 204 || status === 304;
  // Pages and certificates say what they are; everything else is JSON.
  const isText = typeof body === 'string' && headers['content-type'] !== undefined;
  return new Response(empty ? null : isText ? body : JSON.stringify(body), {
    status,
    headers: empty ? headers : { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** One port for all of Azure: sign-in, Graph, the simulator's own controls, and ARM for everything else. */
export function server(azure: Azure): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const partnerCenter = partnerCenterRoutes(azure);
  const classic = classicRoutes(azure);
  const enterprise = enterpriseRoutes(azure);
  app.onError((error, c) => {
    console.error(error);
    return c.json({ error: { code: 'InternalServerError', message: `The simulator failed: ${error.message}` } }, 500);
  });
  app.route('/_sim', controlRoutes(azure));
  app.route('/v1.0', graphRoutes(azure));
  app.route('/', signInRoutes(azure));
  app.all('*', async (c) => {
    const { incoming, outgoing } = c.env;
    const raw: RawRequest = {
      method: c.req.method,
      url: incoming.url ?? '/',
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      text: ['GET', 'HEAD', 'DELETE'].includes(c.req.method) ? undefined : await c.req.text(),
    };
    const { answer, breakConnection, delay } = partnerCenter(raw) ?? enterprise(raw) ?? classic(raw) ?? handleArm(azure, raw);
    if (delay !== undefined) await sleep(delay);
    if (breakConnection) {
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return toResponse(answer.status, answer.body, answer.headers ?? {});
  });
  return app;
}
