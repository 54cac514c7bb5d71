import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PortsFile } from '../../contracts/stack-file';

const StackState = z.object({
  /** Id of the process that keeps the stack up. */
  pid: z.number().int().positive(),
  ports: PortsFile,
});
export type StackState = z.infer<typeof StackState>;

/** Where the running local stack is announced to the other commands of the same user. */
export function stateFile(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'handover', 'stack.json');
}

/** Writes a file that only its owner reads, whole or not at all. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

/** Announces a stack; the newest one wins. */
export function announceStack(state: StackState, env?: NodeJS.ProcessEnv): void {
  writeAtomically(stateFile(env), JSON.stringify(state, null, 2) + '\n');
}

/** Takes the announcement back, unless another stack has announced itself since. */
export function withdrawStack(pid: number, env?: NodeJS.ProcessEnv): void {
  if (readState(env)?.pid === pid) rmSync(stateFile(env), { force: true });
}

/** The local stack that is up, or undefined. An announcement whose process is gone counts for nothing. */
export function runningStack(env?: NodeJS.ProcessEnv): StackState | undefined {
  const state = readState(env);
  return state && isAlive(state.pid) ? state : undefined;
}

function readState(env?: NodeJS.ProcessEnv): StackState | undefined {
  let text: string;
  try {
    text = readFileSync(stateFile(env), 'utf8');
  } catch {
    return undefined;
  }
  try {
    return StackState.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
