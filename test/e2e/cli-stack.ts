import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortsFile } from '../../contracts/stack-file';

export const BIN = join(__dirname, '..', '..', 'bin', 'handover');

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** The `handover` command as a user has it: own processes, own state folder. */
export interface Shell {
  /** Scratch files; gone after `close`. */
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Runs a command to its end. */
  handover(...args: string[]): Ran;
  /** Starts `handover up` and resolves when its ports file is there; rejects with its words when it ends before. */
  up(...args: string[]): Promise<{ process: ChildProcess; ports: PortsFile }>;
  close(): void;
}

const READY_WITHIN_MS = 90_000;

export function openShell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'handover-cli-'));
  const { TEMPORAL_ADDRESS: _a, TEMPORAL_PROFILE: _p, TEMPORAL_NAMESPACE: _n, ...rest } = process.env;
  // Temporary folders of the stack go below ours, so that a test can see what is left of them.
  const env = {
    ...rest,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    TMPDIR: folder,
    NO_COLOR: '1',
  };
  return {
    folder,
    env,
    handover(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { env, encoding: 'utf8', timeout: 120_000 });
      return { code: status, out: stdout, err: stderr };
    },
    async up(...args) {
      const portsFile = join(folder, 'ports.json');
      const child = spawn(process.execPath, [BIN, 'up', '--ports-file', portsFile, ...args], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
      const deadline = Date.now() + READY_WITHIN_MS;
      for (;;) {
        const ports = readPorts(portsFile);
        if (ports !== undefined) return { process: child, ports };
        if (child.exitCode !== null) throw new Error(`handover up ended with ${child.exitCode}: ${said}`);
        if (Date.now() > deadline) throw new Error(`handover up is not ready: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function readPorts(file: string): PortsFile | undefined {
  try {
    return PortsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Ids of the processes that have this text in their environment or command line. Reads /proc: Linux only. */
export function processesWith(text: string, where: 'environ' | 'cmdline' = 'environ'): string[] {
  const { stdout } = spawnSync('grep', ['-lsa', text, '--', ...procFiles(where)], { encoding: 'utf8' });
  return [...new Set(stdout.split('\n').map((line) => line.split('/')[2] ?? ''))].filter(
    (pid) => pid !== '' && pid !== String(process.pid),
  );
}

function procFiles(name: string): string[] {
  return spawnSync('sh', ['-c', `ls -d /proc/[0-9]*/${name}`], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
}

/** Resolves when the process has ended, with its exit code. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
