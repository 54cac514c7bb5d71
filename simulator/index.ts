import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { serve } from '@hono/node-server';
import { LocalAzure } from './azure';
import { makeCertificates, type Tls } from './certificates';
import { keyOf } from './kernel/ids';
import type { Service } from './kernel/service';
import { server } from './server';
import { defaultWorld } from './world/default';

export { sampleMetering } from './services/metering/sample-world';
export { defaultWorld } from './world/default';
export { WorldError, type WorldProblem } from './kernel/world/world-error';
export type { WorldInput } from './world/schema';

export interface SimulatorOptions {
  /** The port to listen on; a free one when 0 or left out. */
  port?: number;
  /** The world that it starts with; the default world when left out. */
  world?: unknown;
  /** The services that it consists of; all of them when left out. */
  services?: readonly Service[];
  /** A certificate for loopback made elsewhere; one is made for this run when left out. */
  tls?: Tls;
}

interface SimulatorApp {
  party: 'customer' | 'sourcePartner' | 'destinationPartner';
  tenantId: string;
  clientId: string;
  clientSecret: string;
}

export interface Simulator {
  /** `https://127.0.0.1:PORT` */
  url: string;
  port: number;
  /** The certificate of the authority that signed the server's own. */
  caPem: string;
  /** Applications that can sign in, in the order of the world's tenants; at least one for each. */
  apps: SimulatorApp[];
  subscriptions: { subscriptionId: string; tenantId: string; displayName: string; offerId: string }[];
  stop(): Promise<void>;
}

/** The first partner of a world is the source's, the second the destination's; a partner that is alone is the destination's. */
function partyOf(azure: LocalAzure, tenantId: string): SimulatorApp['party'] {
  const at = [...azure.store.partners.keys()].indexOf(keyOf(tenantId));
  if (at < 0) return 'customer';
  return at === 0 && azure.store.partners.size > 1 ? 'sourcePartner' : 'destinationPartner';
}

function appsOf(azure: LocalAzure): SimulatorApp[] {
  return [...azure.store.tenants.values()].flatMap((tenant) =>
    [...azure.store.principals.values()].flatMap(({ tenantId, clientId, clientSecret }) =>
      keyOf(tenantId) === keyOf(tenant.tenantId) && clientId !== undefined && clientSecret !== undefined
        ? [{ party: partyOf(azure, tenantId), tenantId, clientId, clientSecret }]
        : [],
    ),
  );
}

/**
 * Starts a local Azure on loopback, https only.
 * @throws WorldError when the world cannot be taken, with every problem at once
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const azure = new LocalAzure(options.world ?? defaultWorld, options.services);
  const tls = options.tls ?? (await makeCertificates());
  const listening = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve(
      {
        fetch: server(azure).fetch,
        createServer,
        serverOptions: { cert: tls.certPem, key: tls.keyPem, keepAliveTimeout: 65_000 },
        hostname: '127.0.0.1',
        port: options.port ?? 0,
      },
      () => resolve(started),
    );
    started.once('error', reject);
  });
  // A connection in the middle of its handshake is none that the server could close, and would live for the keep-alive time.
  const sockets = new Set<Socket>();
  listening.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const { port } = listening.address() as AddressInfo;
  azure.listen(`https://127.0.0.1:${port}`, tls.certPem, tls.keyPem);
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    caPem: tls.caPem,
    apps: appsOf(azure),
    subscriptions: [...azure.store.subscriptions.values()].map(({ subscriptionId, tenantId, displayName, offerId }) => ({
      subscriptionId,
      tenantId,
      displayName,
      offerId,
    })),
    stop: () =>
      new Promise((resolve, reject) => {
        azure.stop();
        listening.close((error) => (error ? reject(error) : resolve()));
        for (const socket of sockets) socket.destroy();
      }),
  };
}
