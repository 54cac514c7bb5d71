import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { HandoverError } from '../api/errors';
import { diedError, startChild, type Child, type ChildSpec } from './child';

/** The processes of one stack: started in an order, stopped in the reverse one, watched in between. */
export interface Children {
  start: (spec: ChildSpec) => Child;
  /** `work`, unless one of the children ends before it: that is then the error. */
  whileAlive: <T>(work: Promise<T>) => Promise<T>;
  /** Stops all, newest first. */
  stop: () => Promise<void>;
}

/** `signal`: given while something is awaited, it is an error like a child's death. */
export function createChildren(signal?: AbortSignal): Children {
  const started: Child[] = [];
  const guard = startGuard();
  let stopping = false;
  let onDeath: (error: Error) => void = () => undefined;
  const death = new Promise<never>((_, reject) => (onDeath = reject));
  // Who is not waiting at the moment of a death hears of it at the next whileAlive.
  death.catch(() => undefined);
  signal?.addEventListener('abort', () => onDeath(new HandoverError('failed', 'Stopped before all was ready.')), { once: true });

  return {
    start(spec) {
      const child = startChild(spec);
      started.push(child);
      guard.watch(child.pid);
      void child.exited.then((exit) => {
        guard.forget(child.pid);
        if (!stopping) onDeath(diedError(child, exit));
      });
      return child;
    },
    whileAlive: (work) => Promise.race([work, death]),
    async stop() {
      stopping = true;
      for (const child of started.reverse()) await child.stop();
      await guard.end();
    },
  };
}

interface Guard {
  watch: (pid: number) => void;
  forget: (pid: number) => void;
  /** Resolves when it is gone. */
  end: () => Promise<void>;
}

function startGuard(): Guard {
  const guard = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), join(__dirname, 'guard.ts')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    guard.once('exit', () => resolve());
    guard.once('error', () => resolve());
  });
  guard.unref();
  return {
    watch: (pid) => guard.stdin.write(`${pid}\n`),
    forget: (pid) => guard.stdin.write(`-${pid}\n`),
    end: async () => {
      guard.ref();
      guard.stdin.end();
      await exited;
    },
  };
}
