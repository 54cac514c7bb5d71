import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, openClient, type Reply } from '../support/client';

export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
/** Azure ids of what Contoso sells to Fabrikam in the default world, and of what Northwind does. */
export const LEGACY = 'c5000000-0000-4000-8000-000000000201';
export const PLAN = 'c5000000-0000-4000-8000-000000000202';
export const NORTHWINDS = 'c5000000-0000-4000-8000-000000000145';

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

export interface Partners {
  client: Client;
  contoso: Call;
  northwind: Call;
  advance(time: string): Promise<Reply>;
}

/** The default world with its two partners, each calling Partner Center as itself. */
export async function openPartners(world?: unknown): Promise<Partners> {
  const client = await openClient(world === undefined ? {} : { world });
  const as =
    (tenantId: string): Call =>
    (method, path, body, headers = {}) =>
      client.send(method, path, body, { authorization: 'Bearer sim', 'x-sim-partner': tenantId, ...headers });
  return {
    client,
    contoso: as(CONTOSO),
    northwind: as(NORTHWIND),
    advance: (time) => client.sim('POST', 'clock', { advance: time }),
  };
}

export function fields(reply: Reply): Record<string, unknown> {
  return reply.body as Record<string, unknown>;
}

export function items(reply: Reply): Record<string, unknown>[] {
  return (reply.body as { items: Record<string, unknown>[] }).items;
}

/** A refusal in Partner Center's form. */
export function refused(status: number, code: number) {
  return { status, body: { code, description: expect.any(String), data: [], source: 'PartnerFD' } };
}

/** The id in Partner Center of what a partner sells as this Azure subscription. */
export async function idOf(call: Call, azureId: string): Promise<string> {
  const found = items(await call('GET', `/v1/customers/${FABRIKAM}/subscriptions`)).find(
    (one) => one['entitlementId'] === azureId,
  );
  return String(found?.['id']);
}

interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  event: Record<string, string>;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Status of each answer in turn; the last one for all further ones. */
  answers: number[];
  /** Waits until so many have come. */
  until(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** A webhook receiver on this machine. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const receiver: Receiver = {
    url: '',
    received,
    answers: [200],
    until: async (count) => {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server: Server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const status = receiver.answers[Math.min(received.length, receiver.answers.length - 1)] ?? 200;
      received.push({ headers: request.headers, text, event: JSON.parse(text) as Record<string, string> });
      answer.writeHead(status).end(() => {
        for (const one of waiting) if (one.count <= received.length) one.resolve();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  return receiver;
}
