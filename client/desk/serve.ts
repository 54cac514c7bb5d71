import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Handover } from '../api/handover';
import { HandoverError, messageOf } from '../api/errors';
import { fetchPlan, readReport } from '../processes/fetch-report';
import { createApp } from './app';
import type { DeskConfig } from './config';
import { signingKeyFrom } from '../api/desk-keys';

/** A desk that answers. */
interface Served {
  /** The address that the desk listens on; people come by the configured url. */
  url: string;
  stop: () => Promise<void>;
}

/** Serves the pages. Log lines go to standard error as JSON. Throws HandoverError `failed` when the port cannot be had. */
export async function serveDesk(config: DeskConfig, handover: Handover): Promise<Served> {
  const logger = pino({ base: null }, pino.destination(2));
  const app = createApp({
    config,
    signingKey: signingKeyFrom(config.signingKey),
    runs: handover,
    plan: (id) => fetchPlan(handover, id),
    report: readReport,
    now: () => new Date(),
    log: (entry) => logger.info(entry),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const { host, port } = config.listen;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new HandoverError('failed', `The desk cannot listen on ${host}:${port}: ${messageOf(cause)}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
