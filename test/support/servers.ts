import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { Connection } from '@temporalio/client';
import { freePort } from '../../client/local-stack/free-port';
import { searchAttributeArguments } from '../../client/local-stack/search-attributes';
import { until } from './until';

/** A server of one suite. */
export interface Server {
  address: string;
  stop(): Promise<void>;
}

/** The SDK gives a server 5 s to start, which a busy machine may not have. */
const STARTS_WITHIN_MS = 60_000;

export function startTimeSkippingServer(): Promise<Server> {
  return start(process.env.HANDOVER_TEST_SERVER ?? 'temporal-test-server', (port) => [port], takesConnections);
}

/** Starts a server that keeps everything in memory. */
export function startDevServer(): Promise<Server> {
  return start(process.env.HANDOVER_TEMPORAL_CLI ?? 'temporal', devServerArguments, answers);
}

/** Arguments of `temporal` for a server without a user interface that knows our search attributes. */
export function devServerArguments(port: string): string[] {
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--log-level', 'error', '--port', port],
    ...searchAttributeArguments().flatMap((attribute) => ['--search-attribute', attribute]),
  ];
}

/** Whether a Temporal server is there for clients. */
export async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '2 seconds' });
    await connection.workflowService.describeNamespace({ namespace: 'default' }).finally(() => connection.close());
    return true;
  } catch {
    return false;
  }
}

async function start(
  command: string,
  argumentsFor: (port: string) => string[],
  isReady: (address: string) => Promise<boolean>,
): Promise<Server> {
  const port = String(await freePort());
  const address = `127.0.0.1:${port}`;
  const child = spawn(command, argumentsFor(port), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2_000)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  await until(
    `${command} answers`,
    async () => {
      if (hasEnded(child)) throw new Error(`${command} has ended (${child.exitCode ?? child.signalCode}): ${said}`);
      return isReady(address);
    },
    { withinMs: STARTS_WITHIN_MS },
  );
  return {
    address,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess) => pid === undefined || exitCode !== null || signalCode !== null;

function takesConnections(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
