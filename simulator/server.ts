import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type ControlledAzure, controlRoutes } from './control/routes';
import type { Outcome, RawRequest } from './kernel/http/exchange';

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

/** Asks one service after another; the first that knows the address answers. */
function routesOf(azure: ControlledAzure): (raw: RawRequest) => Outcome {
  const routes = azure.services.flatMap((service) => service.routes?.(azure, azure.services) ?? []);
  return (raw) => {
    for (const answer of routes) {
      const outcome = answer(raw);
      if (outcome) return outcome;
    }
    return { answer: { status: 404, body: { error: { code: 'NotFound', message: 'No service answers at this address.' } } } };
  };
}

/** Serves all of Azure at one port: the simulator's own controls below `/_sim`, and its services everywhere else. */
export function server(azure: ControlledAzure): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const answer = routesOf(azure);
  app.onError((error, c) => {
    console.error(error);
    return c.json({ error: { code: 'InternalServerError', message: `The simulator failed: ${error.message}` } }, 500);
  });
  app.route('/_sim', controlRoutes(azure));
  app.all('*', async (c) => {
    const { incoming, outgoing } = c.env;
    const raw: RawRequest = {
      method: c.req.method,
      url: incoming.url ?? '/',
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      text: ['GET', 'HEAD', 'DELETE'].includes(c.req.method) ? undefined : await c.req.text(),
    };
    const { answer: given, breakConnection, delay } = answer(raw);
    if (delay !== undefined) await sleep(delay);
    if (breakConnection) {
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return toResponse(given.status, given.body, given.headers ?? {});
  });
  return app;
}
