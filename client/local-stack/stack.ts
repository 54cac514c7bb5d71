import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortsFile } from '../../contracts/stack-file';
import { connect, type ConnectionChoice } from '../api/connection';
import { HandoverError } from '../api/errors';
import { createChildren, type Children } from './children';
import { type PlannedDesk, planDesk } from './desk-process';
import type { SimulatorAddress } from './simulator-control';
import type { SimulatorReady } from './simulator-process';
import { registerSearchAttributes } from './search-attributes';
import { announceStack, withdrawStack, writeAtomically } from '../api/local-stack-state';
import { startTemporal, type TemporalPorts } from './temporal-server';

interface StackOptions {
  /** JSON file; without it the simulator's default world. */
  world?: string;
  /** Virtual seconds of the simulated Azure per second. */
  clockRate: number;
  /** Written when all is ready, removed at the end. */
  portsFile?: string;
  /** Named: this server is used, none is started. */
  temporal: ConnectionChoice;
  say: (line: string) => void;
  /** Given while the stack starts, what is there already is stopped. Afterwards `stop` is the way. */
  signal?: AbortSignal;
}

/** A local stack that is ready. */
export interface Stack {
  ports: PortsFile;
  simulator: SimulatorAddress;
  /** Logs, database, certificate, artifacts. */
  folder: string;
  /** `work`, unless a part of the stack ends before it: that is then the error. */
  whileAlive: <T>(work: Promise<T>) => Promise<T>;
  /** Stops all. The folder goes too, unless something went wrong and its logs are wanted. */
  stop: (keep?: 'keepFolder') => Promise<void>;
}

const BIN = join(__dirname, '..', '..', 'bin', 'handover');
/** A worker bundles its workflows first: seconds, on a busy machine many. */
const READY_WITHIN_MS = 90_000;

/**
 * Starts simulator, Temporal, worker and desk, each as a process of its own, and resolves when all of them answer.
 * The simulator comes first: it refuses a bad world before anything else is there (HandoverError `badInput`).
 * When a part cannot be started, or ends by itself, the rest is stopped; the folder with the logs is then kept.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'handover-'));
  const starting = new AbortController();
  const onSignal = () => starting.abort();
  options.signal?.addEventListener('abort', onSignal, { once: true });
  const children = createChildren(starting.signal);
  const stop = async (): Promise<void> => {
    withdrawStack(process.pid);
    if (options.portsFile !== undefined) await rm(options.portsFile, { force: true });
    await children.stop();
  };
  try {
    const azure = await startSimulator(children, folder, options);
    options.say(`simulated Azure at ${azure.url}, ${options.clockRate} virtual seconds a second`);
    const temporal = await temporalOf(children, folder, options);
    options.say(`Temporal at ${temporal.address}${temporal.ui === '' ? '' : `, Web UI ${temporal.ui}`}`);
    const desk = await planDesk(folder, azure.caFile);
    await startWorker(children, folder, azure, temporal, desk, options);
    await startDesk(children, folder, temporal, desk);
    options.say(`desk at ${desk.url}`);
    const ports = PortsFile.parse({
      temporal: { address: temporal.address, namespace: temporal.namespace },
      ui: temporal.ui,
      azure: azure.url,
      caFile: azure.caFile,
      desk: desk.url,
      apps: azure.apps,
      subscriptions: azure.subscriptions,
    });
    announceStack({ pid: process.pid, ports });
    if (options.portsFile !== undefined) writeAtomically(options.portsFile, JSON.stringify(ports, null, 2) + '\n');
    options.signal?.removeEventListener('abort', onSignal);
    return {
      ports,
      simulator: { url: azure.url, caPem: readFileSync(azure.caFile, 'utf8') },
      folder,
      whileAlive: (work) => children.whileAlive(work),
      stop: async (keep) => {
        await stop();
        if (keep !== 'keepFolder') await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSimulator(children: Children, folder: string, { world, clockRate }: StackOptions): Promise<SimulatorReady> {
  if (world !== undefined && !existsSync(world)) {
    throw new HandoverError('badInput', `${world} is not there.`, { problems: [{ path: '--world', message: 'no such file' }] });
  }
  const line = await startOwn(children, folder, 'simulator', [
    ...['simulator', '--port', '0', '--ca-file', join(folder, 'ca.pem'), '--clock-rate', String(clockRate)],
    ...(world === undefined ? [] : ['--world', world]),
  ]);
  return JSON.parse(line) as SimulatorReady;
}

async function temporalOf(children: Children, folder: string, { temporal: choice }: StackOptions): Promise<TemporalPorts> {
  const named = choice.address ?? choice.profile ?? process.env['TEMPORAL_ADDRESS'] ?? process.env['TEMPORAL_PROFILE'];
  if (named === undefined || named === '') return startTemporal(children, folder);
  const { client, address, namespace, close } = await connect(choice);
  await registerSearchAttributes(client);
  await close();
  return { address, namespace, ui: '' };
}

async function startWorker(
  children: Children,
  folder: string,
  azure: SimulatorReady,
  temporal: TemporalPorts,
  desk: PlannedDesk,
  { clockRate }: StackOptions,
): Promise<void> {
  const configFile = join(folder, 'worker.json');
  writeAtomically(
    configFile,
    JSON.stringify({
      azure: {
        endpoint: azure.url,
        authority: azure.url,
        audience: azure.url,
        partnerCenter: azure.url,
        graph: azure.url,
        eaPortal: azure.url,
        caFile: azure.caFile,
      },
      credentials: azure.apps,
      artifacts: join(folder, 'artifacts'),
      artifactKey: randomBytes(32).toString('base64url'),
      desk: desk.worker,
      notices: { email: { folder: join(folder, 'mail') } },
      local: true,
      operator: { name: 'Operator', email: 'operator@local.example' },
      timeScale: clockRate,
    }),
  );
  await startOwn(children, folder, 'worker', ['worker', '--config', configFile], environmentFor(temporal));
}

async function startDesk(children: Children, folder: string, temporal: TemporalPorts, desk: PlannedDesk): Promise<void> {
  await startOwn(children, folder, 'desk', ['desk', '--config', desk.configFile], environmentFor(temporal));
}

function environmentFor(temporal: TemporalPorts): NodeJS.ProcessEnv {
  return { ...process.env, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace };
}

/**
 * Starts a command of our own as a child; resolves with the first line it prints, which says that it is ready.
 * A child that refuses what it was given (exit code 2) is the user's mistake, in the child's own words.
 */
async function startOwn(
  children: Children,
  folder: string,
  name: string,
  args: string[],
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  let onReady: (line: string) => void = () => undefined;
  const ready = new Promise<string>((resolve) => (onReady = resolve));
  let output = '';
  const child = children.start({
    name,
    command: process.execPath,
    args: [BIN, ...args, '--output', 'jsonl'],
    ...(env === undefined ? {} : { env }),
    logFile: join(folder, `${name}.log`),
    onOutput: (chunk) => {
      output += chunk;
      const end = output.indexOf('\n');
      if (end >= 0) onReady(output.slice(0, end));
    },
  });
  const refused = child.exited.then(({ code }) => {
    if (code !== 2) return new Promise<never>(() => undefined);
    throw new HandoverError(
      'badInput',
      readFileSync(child.logFile, 'utf8')
        .trim()
        .replace(/^error: /, ''),
    );
  });
  const late = rejectAfter(
    READY_WITHIN_MS,
    `The ${name} is not ready after ${READY_WITHIN_MS / 1000} s. Its log: ${child.logFile}`,
  );
  return Promise.race([refused, children.whileAlive(ready), late.rejected]).finally(late.cancel);
}

function rejectAfter(ms: number, message: string): { rejected: Promise<never>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const rejected = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HandoverError('failed', message)), ms);
  });
  return { rejected, cancel: () => clearTimeout(timer) };
}
