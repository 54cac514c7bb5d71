import { z } from 'zod';
import { asked } from '../../../simulator/kernel/control';
import type { Service } from '../../../simulator/kernel/service';
import { slice } from '../../../simulator/kernel/slice';
import { worldPart } from '../../../simulator/kernel/world/part';
import { SERVICES } from '../../../simulator/services';
import { type Client, openClient } from '../support/client';

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';

interface Parcel {
  name: string;
  subscriptionId: string;
  state: 'sent' | 'delivered' | 'lost';
  priority: number;
}

const parcels = slice<{ parcels: Parcel[]; settled: number }>('post', () => ({ parcels: [], settled: 0 }));
const stopped: string[] = [];

/** A service that nothing else in the tree knows. */
const post = {
  name: 'post',
  state: parcels,
  routes: (azure) => (raw) =>
    raw.url.startsWith('/post/') ? { answer: { status: 200, body: { parcels: parcels.of(azure.store).parcels } } } : undefined,
  armPaths: [
    [
      'POST',
      /^\/subscriptions\/([^/]+)\/providers\/Example\.Post\/parcels\/([^/]+)$/i,
      (azure, _request, [, subscriptionId = '', name = '']) => ({
        operation: 'Example.Post/parcels/write',
        scope: `/subscriptions/${subscriptionId}`,
        handle() {
          parcels.of(azure.store).parcels.push({ name, subscriptionId, state: 'sent', priority: 1 });
          const startedAt = azure.clock.now();
          azure.begin({
            id: `parcel-${name}`,
            kind: 'deliverParcel',
            subscriptionId,
            startedAt,
            dueAt: startedAt + 60_000,
            state: 'running',
            successStatus: 200,
            work: { name },
          });
          return { status: 202 };
        },
      }),
    ],
  ],
  complete: {
    deliverParcel({ store }, operation) {
      const { name } = operation.work as { name: string };
      for (const one of parcels.of(store).parcels) if (one.name === name) one.state = 'delivered';
    },
  },
  settle({ store }) {
    parcels.of(store).settled += 1;
  },
  stop() {
    stopped.push('post');
  },
  world: worldPart({
    keys: {
      parcels: z.array(z.strictObject({ name: z.string().min(1), subscriptionId: z.string() })).default([]),
    },
    subscriptionFields: { postPriority: z.int().min(1).default(1) },
    check(world, { knownSubscription }) {
      world.parcels.forEach((one, at) =>
        knownSubscription(`parcels[${at}].subscriptionId`, `/subscriptions/${one.subscriptionId}`),
      );
    },
    load(store, world) {
      for (const { name, subscriptionId } of world.parcels) {
        const priority = world.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.postPriority ?? 1;
        parcels.of(store).parcels.push({ name, subscriptionId, state: 'sent', priority });
      }
    },
  }),
  invariants: ({ store }) =>
    parcels
      .of(store)
      .parcels.filter((one) => one.state === 'lost')
      .map((one) => ({ invariant: 'a parcel is not lost', detail: one.name })),
  controls: [
    {
      method: 'POST',
      path: '/lose',
      answer({ store }, body) {
        const { name } = asked(z.strictObject({ name: z.string() }), body);
        for (const one of parcels.of(store).parcels) if (one.name === name) one.state = 'lost';
        return { status: 200, body: { lost: name } };
      },
    },
  ],
} satisfies Service;

const world = {
  tenants: [{ tenantId: TENANT }],
  subscriptions: [{ subscriptionId: SUBSCRIPTION, tenantId: TENANT, postPriority: 3 }],
  parcels: [{ name: 'first', subscriptionId: SUBSCRIPTION }],
};

describe('a service that is composed with the kernel and nothing else', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient({ world, services: [post, ...SERVICES] });
  });
  beforeEach(() => client.sim('POST', 'reset', world));
  afterAll(() => client.close());

  const states = async () =>
    ((await client.send('GET', '/post/parcels')).body as { parcels: Parcel[] }).parcels.map(({ name, state }) => [name, state]);
  const send = (name: string) => client.arm('POST', `/subscriptions/${SUBSCRIPTION}/providers/Example.Post/parcels/${name}`);

  it('is served at addresses of its own, and leaves all others to Azure’s', async () => {
    expect(await states()).toEqual([['first', 'sent']]);
    expect((await client.arm('GET', `/subscriptions/${SUBSCRIPTION}`)).status).toBe(200);
  });

  it('is served below Azure Resource Manager, which asks who calls', async () => {
    expect((await send('second')).status).toBe(202);
    const path = `/subscriptions/${SUBSCRIPTION}/providers/Example.Post/parcels/third?api-version=2021-04-01`;
    expect((await client.send('POST', path)).status).toBe(401);
    expect(await states()).toEqual([
      ['first', 'sent'],
      ['second', 'sent'],
    ]);
  });

  it('has its long-running operations ended when their time has come', async () => {
    await send('second');
    await client.sim('POST', 'clock', { advance: '1m' });
    expect(await states()).toEqual([
      ['first', 'sent'],
      ['second', 'delivered'],
    ]);
  });

  it('keeps its state in a snapshot, with an operation that is under way', async () => {
    await send('second');
    const { body } = await client.sim('GET', 'snapshot');
    await client.sim('POST', 'reset', { ...world, parcels: [] });
    expect(await states()).toEqual([]);
    await client.sim('POST', 'snapshot', body);
    await client.sim('POST', 'clock', { advance: '1m' });
    expect(await states()).toEqual([
      ['first', 'sent'],
      ['second', 'delivered'],
    ]);
  });

  it('has its keys of a world, and its fields of a subscription, loaded', async () => {
    expect((await client.send('GET', '/post/parcels')).body).toEqual({
      parcels: [{ name: 'first', subscriptionId: SUBSCRIPTION, state: 'sent', priority: 3 }],
    });
    expect((await client.sim('POST', 'seed', { parcels: [{ name: 'later', subscriptionId: SUBSCRIPTION }] })).status).toBe(200);
    expect(await states()).toContainEqual(['later', 'sent']);
  });

  it('has its keys of a world checked, by their schema and by itself, with nothing loaded when they are wrong', async () => {
    const seed = async (part: unknown) => ((await client.sim('POST', 'seed', part)).body as { error: unknown }).error;
    expect(await seed({ parcels: [{ name: '', subscriptionId: SUBSCRIPTION, colour: 'red' }] })).toMatchObject({
      code: 'WorldError',
      problems: [{ path: 'parcels[0].name' }, { path: 'parcels[0].colour' }],
    });
    expect(await seed({ parcels: [{ name: 'stray', subscriptionId: TENANT }] })).toMatchObject({
      problems: [{ path: 'parcels[0].subscriptionId' }],
    });
    expect(await states()).toEqual([['first', 'sent']]);
  });

  it('has its controls below /_sim, and its invariants reported', async () => {
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
    expect((await client.sim('POST', 'lose', { nam: 'first' })).code).toBe('BadControl');
    expect((await client.sim('POST', 'lose', { name: 'first' })).body).toEqual({ lost: 'first' });
    expect((await client.sim('GET', 'invariants')).body).toEqual([{ invariant: 'a parcel is not lost', detail: 'first' }]);
  });

  it('does what is due before each request, and stops when another state takes the place of its own', async () => {
    const settled = async () => {
      const { body } = await client.sim('GET', 'snapshot');
      return (body as { post: { settled: number } }).post.settled;
    };
    const before = await settled();
    expect(await settled()).toBeGreaterThan(before);
    const stops = stopped.length;
    await client.sim('POST', 'reset', world);
    expect(stopped).toHaveLength(stops + 1);
  });

  it('is unknown where it is not composed', async () => {
    const other = await openClient();
    const { body } = await other.sim('POST', 'seed', { parcels: [] });
    expect(body).toMatchObject({ error: { problems: [{ path: 'parcels' }] } });
    expect((await other.sim('POST', 'lose', {})).status).toBe(404);
    await other.close();
  });
});

describe('the list of services', () => {
  it('names each once, and each kind of operation and each control has one service', () => {
    const services: readonly Service[] = SERVICES;
    const kinds = services.flatMap((one) => Object.keys(one.complete ?? {}));
    const controls = services.flatMap((one) => (one.controls ?? []).map(({ method, path }) => `${method} ${path}`));
    const keys = services.flatMap((one) => Object.keys(one.world?.keys ?? {}));
    const states = services.flatMap((one) => (one.state ? [one.state.name] : []));
    for (const all of [services.map(({ name }) => name), kinds, controls, keys, states])
      expect(new Set(all).size).toBe(all.length);
  });
});
