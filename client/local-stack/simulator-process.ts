import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { startSimulator, WorldError } from '../../simulator';
import { HandoverError, messageOf } from '../api/errors';
import { localWorld } from './example-world';
import { setClockRate } from './simulator-control';

interface SimulatorOptions {
  port?: number;
  /** JSON file; without it the default world with what the examples need. */
  world?: string;
  /** Where the certificate authority that clients have to trust is written. */
  caFile: string;
  /** Virtual seconds per second. */
  clockRate: number;
}

/** What a running simulator tells whoever started it: everything a client needs. */
export interface SimulatorReady {
  url: string;
  caFile: string;
  apps: { party: string; tenantId: string; clientId: string; clientSecret: string }[];
  subscriptions: { subscriptionId: string; tenantId: string; displayName: string; offerId: string }[];
}

/**
 * Runs the simulator in this process. Throws HandoverError `badInput` with every problem of the world file at once.
 * `stop` of the answer ends it.
 */
export async function runSimulator(options: SimulatorOptions): Promise<{ ready: SimulatorReady; stop: () => Promise<void> }> {
  const world = options.world === undefined ? localWorld : readWorld(options.world);
  const simulator = await start(options, world);
  await writeFile(options.caFile, simulator.caPem);
  if (options.clockRate !== 1) await setClockRate({ url: simulator.url, caPem: simulator.caPem }, options.clockRate);
  const { url, apps, subscriptions } = simulator;
  return { ready: { url, caFile: options.caFile, apps, subscriptions }, stop: () => simulator.stop() };
}

function readWorld(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new HandoverError('badInput', `${file} is not a world.`, {
      problems: [{ path: '--world', message: messageOf(cause) }],
      cause,
    });
  }
}

async function start({ port, world: file }: SimulatorOptions, world: unknown): ReturnType<typeof startSimulator> {
  try {
    return await startSimulator({ ...(port === undefined ? {} : { port }), world });
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    throw new HandoverError('badInput', `${file} cannot be used:`, { problems: error.problems, wayOut: 'Nothing was started.' });
  }
}
