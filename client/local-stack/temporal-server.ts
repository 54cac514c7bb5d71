import { Connection } from '@temporalio/client';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HandoverError, messageOf } from '../api/errors';
import type { Children } from './children';
import { freePort } from './free-port';
import { searchAttributeArguments } from './search-attributes';

export interface TemporalPorts {
  address: string;
  namespace: string;
  /** Base URL of the Web UI. */
  ui: string;
}

const NAMESPACE = 'default';
const READY_WITHIN_MS = 30_000;

/**
 * Starts a Temporal dev server with its Web UI on free ports of the loopback, and resolves when it answers.
 * Its database is a file: a server that was killed and started again still knows its runs. The journal settings
 * make it several times faster; they give up nothing but what a power cut would take.
 */
export async function startTemporal(children: Children, folder: string): Promise<TemporalPorts> {
  const [port, uiPort, httpPort, metricsPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  children.start({
    name: 'Temporal server',
    command: await temporalBinary(),
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--namespace', NAMESPACE, '--log-level', 'error'],
      ...[
        '--port',
        String(port),
        '--ui-port',
        String(uiPort),
        '--http-port',
        String(httpPort),
        '--metrics-port',
        String(metricsPort),
      ],
      ...[
        '--db-filename',
        join(folder, 'temporal.db'),
        '--sqlite-pragma',
        'journal_mode=WAL',
        '--sqlite-pragma',
        'synchronous=OFF',
      ],
      ...searchAttributeArguments().flatMap((attribute) => ['--search-attribute', attribute]),
    ],
    // The settings of a user's own temporal.toml are for other servers.
    env: { ...process.env, TEMPORAL_CONFIG_FILE: join(folder, 'none.toml') },
    logFile: join(folder, 'temporal.log'),
  });
  const address = `127.0.0.1:${port}`;
  await children.whileAlive(answers(address));
  return { address, namespace: NAMESPACE, ui: `http://127.0.0.1:${uiPort}` };
}

/** The executable named by HANDOVER_TEMPORAL_CLI, or the one that `npm start` prepared. */
async function temporalBinary(): Promise<string> {
  const file = join(__dirname, '..', '..', 'tools', 'lib', 'temporal-locate.mjs');
  const { locateTemporalBinary } = (await import(pathToFileURL(file).href)) as {
    locateTemporalBinary: (options: { say: (line: string) => void }) => Promise<{ path: string }>;
  };
  try {
    const { path } = await locateTemporalBinary({ say: (line) => process.stderr.write(`${line}\n`) });
    return path;
  } catch (cause) {
    throw new HandoverError('failed', messageOf(cause), { cause });
  }
}

async function answers(address: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2 seconds' });
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      await connection.close();
      return;
    } catch (cause) {
      if (Date.now() > deadline) {
        throw new HandoverError(
          'failed',
          `The Temporal server does not answer at ${address} after ${READY_WITHIN_MS / 1000} s.`,
          { cause },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
