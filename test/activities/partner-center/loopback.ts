import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createTransport, type Transport } from '../../../activities/azure/partner-center/transport';
import { testTls } from '../../support/tls';

export interface Received {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: unknown;
}

type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'reset';

export interface Loopback {
  transport: Transport;
  /** Every request, those without an answer too. */
  received: Received[];
  /** How requests are answered from now on; `received` begins anew. */
  answers(next: (request: Received, nth: number) => Reply): void;
  stop(): Promise<void>;
}

/** A Partner Center that answers what a test wants, over https as the real one. */
export async function startLoopback(): Promise<Loopback> {
  const tls = await testTls();
  const received: Received[] = [];
  let reply: (request: Received, nth: number) => Reply = () => ({ status: 500 });
  const server = createServer({ cert: tls.certPem, key: tls.keyPem }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const got: Received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers as Received['headers'],
        body: text === '' ? undefined : JSON.parse(text),
      };
      received.push(got);
      const answer = reply(got, received.length);
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credential = { getToken: () => Promise.resolve({ token: 'a.b.c', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return {
    transport: createTransport(credential, `https://127.0.0.1:${port}`, { tlsOptions: { ca: tls.caPem } }),
    received,
    answers(next) {
      reply = next;
      received.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The failure that a call ends with. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ type: string; message: string; details: Record<string, unknown> }> {
  try {
    await call;
  } catch (error) {
    const { type, message, details } = error as { type?: string; message: string; details?: Record<string, unknown>[] };
    return { type: type ?? 'none', message, details: details?.[0] ?? {} };
  }
  throw new Error('It did not fail.');
}
