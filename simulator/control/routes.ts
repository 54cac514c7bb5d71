import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Azure } from '../kernel/azure';
import { parseDuration } from '../kernel/clock';
import { asked, BadControl } from '../kernel/control';
import { Fault } from '../kernel/faults';
import type { Service } from '../kernel/service';
import { AZURE_BUCKETS, type OperationClass } from '../kernel/throttle';
import { WorldError } from '../kernel/world/world-error';
import { defaultWorld } from '../world/default';
import { brokenInvariants } from './invariants';

/** An Azure as its controls see it. */
export interface ControlledAzure extends Azure {
  readonly services: readonly Service[];
  /** Adds to what is there. @throws WorldError, with nothing added */
  seed(world: unknown): void;
  /** Goes back to a world. @throws WorldError, with nothing changed */
  reset(world: unknown): void;
  snapshot(): Record<string, unknown>;
  restore(snapshot: Record<string, unknown>): void;
}

async function json(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadControl(`The body is not JSON: ${(error as Error).message}`);
  }
}

function duration(value: unknown): number {
  try {
    return parseDuration(value);
  } catch (error) {
    throw new BadControl((error as Error).message);
  }
}

const bucket = z.strictObject({ size: z.number().min(1), perSecond: z.number().positive() });
const Throttling = z.union([
  z.literal(false),
  z.strictObject({ reads: bucket.optional(), writes: bucket.optional(), deletes: bucket.optional() }),
]);
const Settings = z.strictObject({ seconds: z.number().min(0) });
const ClockChange = z.strictObject({
  advance: z.union([z.string(), z.number()]).optional(),
  rate: z.number().positive().max(1_000_000).optional(),
});

const lines = (entries: readonly unknown[]) => entries.map((entry) => JSON.stringify(entry) + '\n').join('');

/** The simulator's own controls: not Azure's, not authenticated, never used by the product's workflows. */
export function controlRoutes(azure: ControlledAzure): Hono {
  const routes = new Hono();
  routes.onError((error, c) => {
    if (error instanceof WorldError)
      return c.json({ error: { code: 'WorldError', message: error.message, problems: error.problems } }, 400);
    if (error instanceof BadControl) return c.json({ error: { code: 'BadControl', message: error.message } }, 400);
    throw error;
  });
  routes.use('*', async (_c, next) => {
    azure.settle();
    await next();
  });

  routes.post('/seed', async (c) => {
    azure.seed(await json(c));
    return c.json({ ok: true });
  });
  routes.post('/reset', async (c) => {
    const text = await c.req.text();
    azure.reset(text.trim() === '' ? defaultWorld : (JSON.parse(text) as unknown));
    return c.json({ ok: true });
  });
  routes.get('/snapshot', (c) => c.json(azure.snapshot()));
  routes.post('/snapshot', async (c) => {
    const snapshot = await json(c);
    if (typeof (snapshot as { clock?: { now?: unknown } }).clock?.now !== 'number')
      throw new BadControl('This is no snapshot: it has no clock.');
    azure.restore(snapshot as Record<string, unknown>);
    return c.json({ ok: true });
  });
  routes.get('/clock', (c) => c.json({ now: new Date(azure.clock.now()).toISOString(), rate: azure.clock.rate }));
  routes.post('/clock', async (c) => {
    const { advance, rate } = asked(ClockChange, await json(c));
    if (rate !== undefined) azure.clock.setRate(rate);
    if (advance !== undefined) azure.clock.advance(duration(advance));
    azure.settle();
    return c.json({ now: new Date(azure.clock.now()).toISOString(), rate: azure.clock.rate });
  });

  routes.get('/faults', (c) => c.json(azure.faults.list()));
  routes.post('/faults', async (c) => {
    const body = await json(c);
    const faults = (Array.isArray(body) ? body : [body]).map((one) => asked(Fault, one));
    const ids = faults.map((fault) => azure.faults.add(fault));
    return c.json(Array.isArray(body) ? { ids } : { id: ids[0] }, 201);
  });
  routes.delete('/faults', (c) => c.json({ removed: azure.faults.remove(c.req.query('id')) }));
  routes.delete('/faults/:id', (c) => c.json({ removed: azure.faults.remove(c.req.param('id')) }));

  routes.get('/traffic', (c) =>
    c.body(lines(azure.traffic.since(Number(c.req.query('since') ?? 0))), 200, { 'content-type': 'application/x-ndjson' }),
  );
  routes.get('/audit', (c) => {
    const entries = azure.audit.since(Number(c.req.query('since') ?? 0));
    return c.req.query('format') === 'json'
      ? c.json(entries)
      : c.body(lines(entries), 200, { 'content-type': 'application/x-ndjson' });
  });
  routes.get('/invariants', (c) => c.json(brokenInvariants(azure, azure.services)));

  routes.post('/consistency', async (c) => {
    const { seconds } = asked(Settings, await json(c));
    azure.consistency.window = seconds * 1000;
    return c.json({ seconds });
  });
  routes.post('/throttling', async (c) => {
    const wanted = asked(Throttling, await json(c));
    const endless = { size: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER };
    azure.throttle.reset();
    for (const kind of Object.keys(AZURE_BUCKETS) as OperationClass[]) {
      const set = wanted === false ? endless : wanted[kind];
      if (set) azure.throttle.buckets[kind] = set;
    }
    return c.json(azure.throttle.buckets);
  });
  for (const control of azure.services.flatMap((service) => service.controls ?? []))
    routes.on(control.method, control.path, async (c) => {
      const { status, body } = control.answer(azure, await json(c));
      return c.json(body, status as 200);
    });
  routes.all('*', (c) =>
    c.json({ error: { code: 'NoSuchControl', message: `There is no control ${c.req.method} ${c.req.path}.` } }, 404),
  );
  return routes;
}
