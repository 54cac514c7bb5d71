import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { HandoverError } from '../api/errors';

export interface ChildSpec {
  /** The name that a person knows: `simulator`, `worker`, `Temporal`. */
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Standard error of the child is appended here; standard output too, unless `onOutput` takes it. */
  logFile: string;
  onOutput?: (chunk: string) => void;
}

/** One process of the local stack. */
export interface Child {
  name: string;
  pid: number;
  logFile: string;
  /** Resolves when it is gone. Never rejects. */
  exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL when that is not enough. Resolves when it is gone. */
  stop: () => Promise<void>;
}

interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A worker lets its activities finish; nothing of a local stack is worth a longer wait. */
const STOP_WITHIN_MS = 8_000;
const LAST_LINES = 12;

/**
 * Starts a child in a process group of its own: Ctrl-C reaches us alone, so that the parts stop in order.
 * Throws HandoverError `failed` when it cannot be started at all.
 */
export function startChild(spec: ChildSpec): Child {
  const log = openSync(spec.logFile, 'a');
  const child = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ['ignore', spec.onOutput === undefined ? log : 'pipe', log],
    ...(spec.env === undefined ? {} : { env: spec.env }),
  });
  closeSync(log);
  const exited = exitOf(child);
  if (child.pid === undefined) throw new HandoverError('failed', `${spec.name} cannot be started: ${spec.command} does not run.`);
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => spec.onOutput?.(chunk));
  return { name: spec.name, pid: child.pid, logFile: spec.logFile, exited, stop: () => stop(child, exited) };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

async function stop(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(killer);
}

/** A child that ended by itself, as an error that names it and shows the end of its log. */
export function diedError({ name, logFile }: Child, { code, signal }: Exit): HandoverError {
  const log = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
  return new HandoverError('failed', `The ${name} ended by itself (${signal ?? `exit ${code}`}); the rest was stopped.`, {
    problems: log.filter((line) => line !== '').map((message) => ({ path: '', message })),
    wayOut: `Its whole log: ${logFile}`,
  });
}
