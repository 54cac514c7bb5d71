import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { artifactFolder } from '../../activities/stores/artifact-folder';
import type { ArtifactStore } from '../../activities/ports/arm';
import type { Child } from '../../client/local-stack/child';
import { createChildren } from '../../client/local-stack/children';
import { freePort } from '../../client/local-stack/free-port';
import { startSimulator } from '../../simulator';
import { answerNoMore } from './answer-no-more';
import { TEST_KEY, until } from './rig';
import { answers, devServerArguments } from './servers';
import { simulatorControl, type SimulatorControl } from './simulator-control';
import { testTls } from './tls';

/** A process that is killed as the kernel kills: no handler runs, nothing is flushed. */
interface Killable {
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** The local stack with a worker and a Temporal server that can be killed and started again; the simulated Azure lives on in this process. */
export interface KillableStack {
  client: Client;
  azure: SimulatorControl;
  artifacts: ArtifactStore;
  /** Holds what workers write: `artifacts`, `artifacts-secrets` (passwords), `worker.log`. */
  folder: string;
  /** `handover worker --config FILE`, as users start it. */
  worker: Killable;
  /** The server keeps a database file, and has the same address each time. */
  server: Killable;
  stop(): Promise<void>;
}

const BIN = path.join(__dirname, '../../bin/handover');
const STARTS_WITHIN_MS = 60_000;

export async function startKillableStack(options: { world: unknown; clockRate: number }): Promise<KillableStack> {
  const folder = await mkdtemp(path.join(tmpdir(), 'handover-kill-'));
  const children = createChildren();
  const simulator = await startSimulator({ world: options.world, tls: await testTls() });
  const azure = simulatorControl(simulator);
  await azure.post('clock', { rate: options.clockRate });
  await writeFile(path.join(folder, 'ca.pem'), simulator.caPem);
  const configFile = path.join(folder, 'worker.json');
  const config = {
    azure: {
      endpoint: simulator.url,
      authority: simulator.url,
      audience: simulator.url,
      partnerCenter: simulator.url,
      graph: simulator.url,
      eaPortal: simulator.url,
      caFile: 'ca.pem',
    },
    credentials: simulator.apps,
    artifacts: 'artifacts',
    artifactKey: TEST_KEY,
    local: true,
    timeScale: options.clockRate,
  };
  await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const address = `127.0.0.1:${ports[0]}`;

  const server = killable('Temporal server', async () => {
    const child = children.start({
      name: 'Temporal server',
      command: process.env.HANDOVER_TEMPORAL_CLI ?? 'temporal',
      args: [
        ...devServerArguments(String(ports[0])),
        ...['--http-port', String(ports[1]), '--metrics-port', String(ports[2])],
        ...['--db-filename', path.join(folder, 'temporal.db')],
        ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=OFF'],
      ],
      env: { ...process.env, TEMPORAL_CONFIG_FILE: path.join(folder, 'none.toml') },
      logFile: path.join(folder, 'temporal.log'),
    });
    await until('the Temporal server answers', () => answers(address), { withinMs: STARTS_WITHIN_MS });
    return child;
  });
  const worker = killable('worker', async () => {
    let isReady = false;
    const child = children.start({
      name: 'worker',
      command: process.execPath,
      args: [BIN, 'worker', '--config', configFile, '--address', address, '--output', 'jsonl'],
      logFile: path.join(folder, 'worker.log'),
      onOutput: () => (isReady = true),
    });
    await until('the worker is ready', () => Promise.resolve(isReady), { withinMs: STARTS_WITHIN_MS });
    return child;
  });
  await server.start();
  await worker.start();
  const connection = await Connection.connect({ address });

  return {
    client: new Client({ connection }),
    azure,
    artifacts: artifactFolder(path.join(folder, 'artifacts')),
    folder,
    worker,
    server,
    async stop() {
      answerNoMore(connection);
      await connection.close();
      await children.stop();
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function killable(name: string, start: () => Promise<Child>): Killable {
  let running: Child | undefined;
  return {
    async start() {
      running = await start();
    },
    async kill() {
      if (!running) throw new Error(`the ${name} does not run`);
      process.kill(running.pid, 'SIGKILL');
      await running.exited;
      running = undefined;
    },
  };
}
